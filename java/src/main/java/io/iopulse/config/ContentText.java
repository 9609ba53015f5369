package io.iopulse.config;

import io.iopulse.units.Percent;
import io.iopulse.workload.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The content of writes as options, and back. */
final class ContentText {
    private static final String TEXT = "text:";
    private static final String HEX = "hex:";
    private static final String FILE = "file:";
    private static final String ZEROS = "zeros";
    private static final String ONES = "ones";
    private static final String SEQUENTIAL = "sequential";
    private static final List<String> WORDS = List.of(Content.RANDOM, ZEROS, ONES, SEQUENTIAL);
    private static final int BYTE_VALUES = 256;

    private final Choices choices;

    private ContentText(Choices choices) {
        this.choices = choices;
    }

    /** The content asked for; shares beside a string are left out, as a rule refuses them. */
    static Content parse(Choices choices) {
        Percent compress = choices.percent(Option.COMPRESS_PERCENT).orElseThrow();
        Percent dedupe = choices.percent(Option.DEDUPE_PERCENT).orElseThrow();
        String pattern = choices.text(Option.WRITE_PATTERN);
        byte[] string = new ContentText(choices).string(pattern);
        return string.length == 0
                ? new Content(Content.RANDOM, "", compress, dedupe)
                : new Content(
                        pattern, HexFormat.of().formatHex(string), Percent.ZERO, Percent.ZERO);
    }

    /** Empty: random. */
    private byte[] string(String pattern) {
        byte[] string;
        if (pattern.startsWith(TEXT)) {
            string = text(pattern.substring(TEXT.length()));
        } else if (pattern.startsWith(HEX)) {
            string = digits(pattern.substring(HEX.length()));
        } else if (pattern.startsWith(FILE)) {
            string = file(pattern.substring(FILE.length()));
        } else {
            string = word(pattern);
        }
        return string;
    }

    private byte[] word(String pattern) {
        return switch (pattern) {
            case Content.RANDOM -> new byte[0];
            case ZEROS -> new byte[] {0};
            case ONES -> new byte[] {(byte) 0xff};
            case SEQUENTIAL -> counting();
            default ->
                    throw wrong(
                            "is not one of "
                                    + String.join(", ", WORDS)
                                    + ", text:STRING, hex:DIGITS, file:PATH"
                                    + Spelling.nearest(pattern.toLowerCase(Locale.ROOT), WORDS)
                                            .map("; did you mean %s?"::formatted)
                                            .orElse(""));
        };
    }

    private static byte[] counting() {
        byte[] bytes = new byte[BYTE_VALUES];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    private byte[] text(String text) {
        if (text.isEmpty()) {
            throw wrong("has no text behind text:; give at least one character");
        }
        if (text.indexOf('\ufffd') >= 0) {
            throw wrong("has characters that this locale cannot read; set LC_ALL=C.UTF-8");
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private byte[] digits(String digits) {
        boolean areDigits = digits.chars().allMatch(HexFormat::isHexDigit);
        if (digits.isEmpty() || digits.length() % 2 != 0 || !areDigits) {
            throw wrong("is not pairs of hexadecimal digits, such as hex:c0ffee");
        }
        return HexFormat.of().parseHex(digits);
    }

    private byte[] file(String path) {
        byte[] bytes;
        try (InputStream stream = Files.newInputStream(Path.of(path))) {
            bytes = stream.readNBytes(Content.STRING_BYTES_MAX + 1);
        } catch (IOException | InvalidPathException e) {
            UsageError error = wrong("cannot be read; name a file of 1 to 1048576 bytes");
            error.initCause(e);
            throw error;
        }
        if (bytes.length == 0 || bytes.length > Content.STRING_BYTES_MAX) {
            throw wrong(
                    (bytes.length == 0 ? "is empty" : "is too long")
                            + "; name a file of 1 to 1048576 bytes");
        }
        return bytes;
    }

    private UsageError wrong(String what) {
        return new UsageError(choices.told(Option.WRITE_PATTERN) + " " + what);
    }

    /** The options that say it, those at their defaults left out. */
    static Map<Option, String> print(Content content) {
        Map<Option, String> options = new EnumMap<>(Option.class);
        if (!content.isRandom()) {
            options.put(Option.WRITE_PATTERN, content.pattern());
        }
        if (!content.compress().isZero()) {
            options.put(Option.COMPRESS_PERCENT, content.compress().toString());
        }
        if (!content.dedupe().isZero()) {
            options.put(Option.DEDUPE_PERCENT, content.dedupe().toString());
        }
        return options;
    }
}
