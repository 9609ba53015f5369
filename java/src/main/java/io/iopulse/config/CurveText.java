package io.iopulse.config;

import io.iopulse.units.Span;
import io.iopulse.units.UnitFormatException;
import io.iopulse.workload.Curve;
import io.iopulse.workload.Curve.Segment;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * A value over time as text: a number, {@code ramp:from=100,to=5k,over=60s}, or {@code csv:FILE}
 * with rows of seconds and value. Everything said of one option in its own unit.
 */
final class CurveText {
    private static final String EXAMPLE = "ramp:from=A,to=B,over=TIME";
    private static final String CSV = "csv:";
    private static final long CSV_BYTES_MAX = 16 << 20;

    private enum Shape {
        CONSTANT("value"),
        RAMP("from to over"),
        STEPS("from to by every"),
        SPIKE("base peak at for"),
        BURST("low high every for"),
        SINE("min max period");

        private final String words;

        Shape(String words) {
            this.words = words;
        }

        List<String> keys() {
            return List.of(words.split(" ", -1));
        }

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final String told;
    private final String wanted;
    private final Function<String, Double> number;
    private final double max;
    private final Map<String, String> values = new HashMap<>();

    private CurveText(String told, String wanted, Function<String, Double> number, double max) {
        this.told = told;
        this.wanted = wanted;
        this.number = number;
        this.max = max;
    }

    /**
     * Reads the value of an option.
     *
     * @param wanted what its numbers are, for sentences
     * @param number of one value, or a {@link UnitFormatException}
     */
    static Curve parse(
            Choices choices,
            Option option,
            String wanted,
            Function<String, Double> number,
            double max) {
        CurveText text = new CurveText(choices.told(option), wanted, number, max);
        return text.curve(choices.text(option).strip());
    }

    private Curve curve(String text) {
        Curve curve;
        if (text.startsWith(CSV)) {
            curve = csv(text);
        } else if (text.indexOf(':') < 0) {
            curve = constant(text, value("", text));
        } else {
            curve = shaped(text);
        }
        return curve;
    }

    private Curve constant(String text, double value) {
        if (value == 0) {
            throw unfit("is 0 all the time; give " + wanted);
        }
        return Curve.constant(text, value);
    }

    private Curve shaped(String text) {
        Shape shape = split(text);
        List<Segment> segments =
                switch (shape) {
                    case CONSTANT -> List.of(new Segment(1, value("value")));
                    case RAMP -> ramp(value("from"), value("to"), span("over"));
                    case STEPS -> steps(value("from"), value("to"), value("by"), span("every"));
                    case SPIKE -> spike(value("base"), value("peak"), span("at"), span("for"));
                    case BURST -> burst(value("low"), value("high"), span("every"), span("for"));
                    case SINE -> sine(value("min"), value("max"), span("period"));
                };
        return made(text, segments, shape == Shape.BURST || shape == Shape.SINE);
    }

    private Curve made(String text, List<Segment> segments, boolean repeats) {
        if (segments.stream().allMatch(segment -> segment.value() == 0)) {
            throw unfit("is 0 all the time");
        }
        return new Curve(text, segments, repeats);
    }

    private Shape split(String text) {
        int colon = text.indexOf(':');
        String name = text.substring(0, colon);
        Shape shape = null;
        List<String> labels = new ArrayList<>();
        for (Shape candidate : Shape.values()) {
            labels.add(candidate.label());
            shape = candidate.label().equals(name) ? candidate : shape;
        }
        if (shape == null) {
            labels.add("csv");
            throw wrong(
                    Choices.quoted(name)
                            + " is not one of "
                            + String.join(", ", labels)
                            + Spelling.nearest(name, labels)
                                    .map("; did you mean %s?"::formatted)
                                    .orElse(""));
        }
        for (String part : text.substring(colon + 1).split(",", -1)) {
            int equals = part.indexOf('=');
            String key = equals < 0 ? part : part.substring(0, equals).strip();
            if (equals < 0 || !shape.keys().contains(key)) {
                throw wrong(Choices.quoted(key) + " is none of " + form(shape));
            }
            if (values.put(key, part.substring(equals + 1).strip()) != null) {
                throw wrong(key + " is given twice");
            }
        }
        for (String key : shape.keys()) {
            if (!values.containsKey(key)) {
                throw wrong(key + " is missing; give " + form(shape));
            }
        }
        return shape;
    }

    private static String form(Shape shape) {
        return shape.label() + ":" + String.join("=,", shape.keys()) + "=";
    }

    /** Cut into pieces of its own mean each, so that any whole number of them has its true area. */
    private static List<Segment> ramp(double from, double to, long overNs) {
        List<Segment> segments = new ArrayList<>();
        for (int i = 0; i < Curve.PIECES; i++) {
            double middle = (i + 0.5) / Curve.PIECES;
            add(segments, piece(overNs, i), from + (to - from) * middle);
        }
        segments.add(new Segment(overNs + 1, to));
        return segments;
    }

    private static long piece(long lengthNs, int index) {
        return Math.max(index + 1, (long) ((double) lengthNs * (index + 1) / Curve.PIECES));
    }

    private static void add(List<Segment> segments, long endNs, double value) {
        segments.add(new Segment(endNs, value));
    }

    private List<Segment> steps(double from, double to, double by, long everyNs) {
        if (by == 0) {
            throw wrong("by 0 makes no step; give more");
        }
        double count = Math.abs(to - from) / by;
        if (count >= Curve.SEGMENTS_MAX) {
            throw unfit("has more than " + Curve.SEGMENTS_MAX + " steps");
        }
        List<Segment> segments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            add(segments, (i + 1) * everyNs, from + Math.signum(to - from) * by * i);
        }
        add(segments, (segments.size() + 1) * everyNs, to);
        return segments;
    }

    private static List<Segment> spike(double base, double peak, long atNs, long lengthNs) {
        return List.of(
                new Segment(atNs, base),
                new Segment(atNs + lengthNs, peak),
                new Segment(atNs + lengthNs + 1, base));
    }

    private List<Segment> burst(double low, double high, long everyNs, long lengthNs) {
        if (lengthNs >= everyNs) {
            throw wrong("for is not shorter than every");
        }
        return List.of(new Segment(lengthNs, high), new Segment(everyNs, low));
    }

    /** From its mean upwards first; each piece has the sine's own mean over it. */
    private List<Segment> sine(double min, double top, long periodNs) {
        if (top < min) {
            throw wrong("max is below min");
        }
        List<Segment> segments = new ArrayList<>();
        double width = 2 * Math.PI / Curve.PIECES;
        for (int i = 0; i < Curve.PIECES; i++) {
            double mean = (Math.cos(width * i) - Math.cos(width * (i + 1))) / width;
            double value = (min + top) / 2 + (top - min) / 2 * mean;
            add(segments, piece(periodNs, i), Math.max(0, value));
        }
        return segments;
    }

    /** Each row holds from its own time until that of the next. */
    private Curve csv(String text) {
        List<Segment> segments = new ArrayList<>();
        double held = 0;
        long fromNs = -1;
        int row = 0;
        for (String line : lines(text.substring(CSV.length()))) {
            row++;
            if (line.isBlank() || (row == 1 && line.matches(".*[A-Za-z].*,.*"))) {
                continue;
            }
            String[] cells = line.split(",", -1);
            long atNs = cells.length == 2 ? seconds(cells[0].strip()) : -1;
            if (atNs <= fromNs || (fromNs < 0 && atNs != 0)) {
                throw wrong(
                        "row %d is not 'seconds,value', from 0 seconds on in order".formatted(row));
            }
            if (fromNs >= 0) {
                add(segments, atNs, held);
            }
            held = value("row %d: ".formatted(row), cells[1].strip());
            fromNs = atNs;
        }
        if (fromNs < 0 || segments.size() + 1 > Curve.SEGMENTS_MAX) {
            throw unfit("has no rows, or more than " + Curve.SEGMENTS_MAX);
        }
        add(segments, fromNs + 1, held);
        return made(text, segments, false);
    }

    /** Of a file, not a pipe: what is read once is not there when options are looked at again. */
    private List<String> lines(String path) {
        try {
            Path file = Path.of(path);
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw unfit("is not a regular file");
            }
            if (Files.size(file) > CSV_BYTES_MAX) {
                throw unfit("is larger than 16 MiB");
            }
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw unfit("does not exist", e);
        } catch (AccessDeniedException e) {
            throw unfit("may not be read by you", e);
        } catch (CharacterCodingException e) {
            throw unfit("is no text in UTF-8", e);
        } catch (InvalidPathException e) {
            throw unfit("is not a path", e);
        } catch (IOException e) {
            throw unfit("cannot be read: " + e.getMessage(), e);
        }
    }

    private static long seconds(String text) {
        try {
            return Span.parse(text).ns();
        } catch (UnitFormatException e) {
            return -1;
        }
    }

    private double value(String key) {
        return value(key + " ", values.getOrDefault(key, ""));
    }

    private double value(String where, String text) {
        double value;
        try {
            value = number.apply(text);
        } catch (UnitFormatException e) {
            value = -1;
        }
        if (!(value >= 0 && value <= max)) {
            throw where.isEmpty()
                    ? unfit("is not " + wanted + ", or a curve such as " + EXAMPLE)
                    : wrong(where + Choices.quoted(text) + " is not " + wanted);
        }
        return value;
    }

    private long span(String key) {
        String text = values.getOrDefault(key, "");
        try {
            long ns = Span.parse(text).ns();
            if (ns >= Curve.PIECES && ns <= 365L * 86_400_000_000_000L) {
                return ns;
            }
        } catch (UnitFormatException e) {
            throw wrong(key + " " + Choices.quoted(text) + " is not a time from 1us to 365d", e);
        }
        throw wrong(key + " " + Choices.quoted(text) + " is not a time from 1us to 365d");
    }

    /** Something in the value is wrong. */
    private UsageError wrong(String what) {
        return new UsageError(told + ": " + what);
    }

    private UsageError wrong(String what, Exception cause) {
        UsageError error = wrong(what);
        error.initCause(cause);
        return error;
    }

    /** The value as a whole is wrong. */
    private UsageError unfit(String what) {
        return new UsageError(told + " " + what);
    }

    private UsageError unfit(String what, Exception cause) {
        UsageError error = unfit(what);
        error.initCause(cause);
        return error;
    }
}
