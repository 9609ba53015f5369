package io.iopulse.config;

import io.iopulse.units.Labeled;
import io.iopulse.units.Percent;
import io.iopulse.units.Size;
import io.iopulse.units.Span;
import io.iopulse.units.UnitFormatException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/** Settings read as quantities, with the table's defaults; says what is wrong in one sentence. */
final class Choices {
    /** Longer values are shown by their beginning. */
    private static final int SHOWN_MAX = 60;

    private final Settings settings;

    Choices(Settings settings) {
        this.settings = settings;
    }

    boolean given(Option option) {
        return settings.has(option);
    }

    /** The value of a flag. */
    boolean on(Option option) {
        return !text(option).equals("false");
    }

    /** Whether a flag was turned away from its default. */
    boolean turned(Option option) {
        return !text(option).equals(option.defaultValue());
    }

    /** As written, or the default, which is empty when there is none. */
    String text(Option option) {
        return settings.one(option).map(Settings.Entry::value).orElse(option.defaultValue());
    }

    /** As written; empty when it was not. */
    Optional<String> written(Option option) {
        return settings.one(option).map(Settings.Entry::value);
    }

    List<String> texts(Option option) {
        return settings.all(option).stream().map(Settings.Entry::value).toList();
    }

    /** The option and its value where it was written: the beginning of a sentence about it. */
    String told(Option option) {
        return settings.all(option).stream()
                .findFirst()
                .map(entry -> entry.origin().prefix() + spelled(option, entry))
                .orElse(plain(option));
    }

    /** The option and its value inside a sentence, without where it was written. */
    String plain(Option option) {
        Settings.Entry fallback = new Settings.Entry(option.defaultValue(), Origin.COMMAND_LINE);
        return spelled(option, settings.one(option).orElse(fallback));
    }

    Optional<Size> size(Option option, Size min, Size max) {
        String wanted =
                "a size from %s to %s in whole bytes, such as %s"
                        .formatted(min, max, Size.EXAMPLES);
        return quantity(option, Size::parse, wanted)
                .map(size -> ranged(option, size, min, max, wanted));
    }

    Optional<Span> span(Option option, Span min, Span max) {
        String wanted = "a time from %s to %s, such as %s".formatted(min, max, Span.EXAMPLES);
        return quantity(option, Span::parse, wanted)
                .map(span -> ranged(option, span, min, max, wanted));
    }

    Optional<Percent> percent(Option option) {
        return quantity(
                option, Percent::parse, "a percentage from 0 to 100, such as " + Percent.EXAMPLES);
    }

    /** {@code min} is not negative. */
    OptionalLong number(Option option, long min, long max) {
        String wanted = "a whole number from %d to %d".formatted(min, max);
        Optional<Long> number =
                quantity(option, Choices::whole, wanted)
                        .map(value -> ranged(option, value, min, max, wanted));
        return number.isPresent() ? OptionalLong.of(number.get()) : OptionalLong.empty();
    }

    /** A number that always has a default. */
    int count(Option option, int min, int max) {
        return (int) number(option, min, max).orElseThrow();
    }

    /** One of the values of an enum, by label; the option must have a default or be given. */
    <E extends Enum<E> & Labeled> E word(Option option, Class<E> type) {
        return word(option, entry(option), EnumSet.allOf(type));
    }

    /** Several of them. */
    <E extends Enum<E> & Labeled> Set<E> words(Option option, Class<E> type, Set<E> known) {
        Set<E> found = EnumSet.noneOf(type);
        for (Settings.Entry entry : settings.all(option)) {
            found.add(word(option, entry, known));
        }
        return found;
    }

    /** Numbers and ranges of numbers: {@code 0,2-4}. Order is kept, a repeated number refused. */
    List<Integer> numbers(Option option, int max) {
        List<Integer> numbers = new ArrayList<>();
        for (Settings.Entry entry : settings.all(option)) {
            for (int number : range(option, entry, max)) {
                if (numbers.contains(number)) {
                    throw new UsageError(
                            told(option, entry)
                                    + " names %d a second time; name each once".formatted(number));
                }
                numbers.add(number);
            }
        }
        return numbers;
    }

    /** Shown in a sentence: quoted where it would not stand out, control characters replaced. */
    static String quoted(String value) {
        StringBuilder shown = new StringBuilder();
        value.codePoints()
                .limit(SHOWN_MAX)
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .forEach(shown::appendCodePoint);
        shown.append(value.codePointCount(0, value.length()) > SHOWN_MAX ? "…" : "");
        boolean bare = !value.isEmpty() && value.codePoints().noneMatch(Character::isWhitespace);
        return bare ? shown.toString() : "'" + shown + "'";
    }

    private Settings.Entry entry(Option option) {
        return settings.one(option)
                .orElseGet(() -> new Settings.Entry(option.defaultValue(), Origin.COMMAND_LINE));
    }

    private static String told(Option option, Settings.Entry entry) {
        return entry.origin().prefix() + spelled(option, entry);
    }

    private static String spelled(Option option, Settings.Entry entry) {
        String name = entry.origin().spell(option);
        if (option.kind().needsValue() || !isBoolean(entry.value())) {
            return name + " " + quoted(entry.value());
        }
        if (entry.origin().isFile()) {
            return name + " " + entry.value();
        }
        return entry.value().equals("true") ? name : "--no-" + option.longName();
    }

    private static boolean isBoolean(String value) {
        return value.equals("true") || value.equals("false");
    }

    private <T> Optional<T> quantity(Option option, Function<String, T> parse, String wanted) {
        Settings.Entry entry = entry(option);
        if (entry.value().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse.apply(entry.value()));
        } catch (UnitFormatException e) {
            throw new UsageError(told(option, entry) + " is not " + wanted);
        }
    }

    private <T extends Comparable<T>> T ranged(
            Option option, T value, T min, T max, String wanted) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new UsageError(told(option) + " is not " + wanted);
        }
        return value;
    }

    /** Digits only; -1 for anything else and for numbers beyond 64 bits. */
    static long whole(String text) {
        boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        try {
            return digits ? Long.parseLong(text) : -1;
        } catch (NumberFormatException tooLarge) {
            return -1;
        }
    }

    private static <E extends Labeled> E word(Option option, Settings.Entry entry, Set<E> known) {
        String asked = entry.value().strip().toLowerCase(Locale.ROOT);
        for (E candidate : known) {
            if (candidate.label().equals(asked)) {
                return candidate;
            }
        }
        List<String> labels = known.stream().map(Labeled::label).toList();
        throw new UsageError(
                told(option, entry)
                        + " is not one of "
                        + String.join(", ", labels)
                        + Spelling.nearest(asked, labels)
                                .map("; did you mean %s?"::formatted)
                                .orElse(""));
    }

    private static int[] range(Option option, Settings.Entry entry, int max) {
        String[] ends = entry.value().strip().split("-", -1);
        long first = whole(ends[0]);
        long last = whole(ends[ends.length - 1]);
        if (ends.length > 2 || first < 0 || last < first || last > max) {
            throw new UsageError(
                    told(option, entry)
                            + " is not a list of numbers from 0 to %d, such as 0,2-4"
                                    .formatted(max));
        }
        int[] numbers = new int[(int) (last - first) + 1];
        Arrays.setAll(numbers, i -> (int) first + i);
        return numbers;
    }
}
