package io.iopulse.config;

import static io.iopulse.config.Option.CPU_CORES;
import static io.iopulse.config.Option.DISTRIBUTION;
import static io.iopulse.config.Option.DURATION;
import static io.iopulse.config.Option.NO_RECORD;
import static io.iopulse.config.Option.NUMA_NODES;
import static io.iopulse.config.Option.RANDOM;
import static io.iopulse.config.Option.READ_PERCENT;
import static io.iopulse.config.Option.RECORD;
import static io.iopulse.config.Option.RUN_UNTIL_COMPLETE;
import static io.iopulse.config.Option.RW;
import static io.iopulse.config.Option.TOTAL_BYTES;
import static io.iopulse.config.Option.TOTAL_OPS;
import static io.iopulse.config.Option.TRIM_PERCENT;
import static io.iopulse.config.Option.WRITE_PERCENT;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Option values as they were written, each with its origin. */
public final class Settings {
    /** Values of one option, at most; more targets than that are no workload. */
    static final int VALUES_MAX = 4096;

    /** Longest value that is read at all. */
    static final int VALUE_CHARS_MAX = 4096;

    private static final Set<Option> ENDS =
            EnumSet.of(DURATION, TOTAL_BYTES, TOTAL_OPS, RUN_UNTIL_COMPLETE);
    private static final Set<Option> SHARES = EnumSet.of(READ_PERCENT, WRITE_PERCENT, TRIM_PERCENT);
    private static final Set<Option> PATTERN =
            EnumSet.of(RW, RANDOM, READ_PERCENT, WRITE_PERCENT, TRIM_PERCENT);
    private static final Set<Option> LAW = law();
    private static final Set<Option> RECORDING = EnumSet.of(RECORD, NO_RECORD);
    private static final Set<Option> PLACES = EnumSet.of(CPU_CORES, NUMA_NODES);

    private static final Set<String> ON = Set.of("true", "1", "yes", "on");
    private static final Set<String> OFF = Set.of("false", "0", "no", "off");

    private final Map<Option, List<Entry>> entries = new EnumMap<>(Option.class);

    /** One value; of a flag {@code true}, {@code false} or its own value. */
    public record Entry(String value, Origin origin) {}

    /**
     * Takes the values that stood behind one occurrence of an option's name.
     *
     * @throws UsageError when the option does not take them, or had its value already
     */
    public void put(Option.Named named, List<String> values, Origin origin) {
        Option option = named.option();
        List<Entry> taken = new ArrayList<>(entries.getOrDefault(option, List.of()));
        if (!taken.isEmpty() && !option.kind().mayRepeat()) {
            throw new UsageError(
                    origin.prefix() + origin.spell(option) + " is given twice; give it once");
        }
        for (String value : values) {
            String plain = plain(named, value, origin);
            String[] parts =
                    option.kind() == OptionKind.LIST ? plain.split(",", -1) : new String[] {plain};
            Arrays.stream(parts).forEach(part -> taken.add(new Entry(part, origin)));
        }
        if (taken.size() > VALUES_MAX) {
            throw new UsageError(
                    origin.prefix()
                            + origin.spell(option)
                            + " has more than "
                            + VALUES_MAX
                            + " values");
        }
        entries.put(option, taken);
    }

    /** Both together; where both answer a question, this one's answer counts. */
    public Settings over(Settings weaker) {
        Settings merged = new Settings();
        merged.entries.putAll(weaker.entries);
        for (Option option : entries.keySet()) {
            merged.entries.keySet().removeAll(answeredWith(option));
        }
        merged.entries.putAll(entries);
        return merged;
    }

    public boolean has(Option option) {
        return entries.containsKey(option);
    }

    /** Empty when the option was not given. */
    public List<Entry> all(Option option) {
        return Collections.unmodifiableList(entries.getOrDefault(option, List.of()));
    }

    /** The only value of an option that has no more than one. */
    public Optional<Entry> one(Option option) {
        return all(option).stream().findFirst();
    }

    /** Whether a flag was given, and not switched off. */
    public boolean on(Option flag) {
        return one(flag).filter(entry -> entry.value().equals("true")).isPresent();
    }

    /**
     * The options that answer the same question: what ends the run, what is read and written,
     * where.
     */
    private static Set<Option> answeredWith(Option option) {
        if (option == RW) {
            return PATTERN;
        }
        if (option == DISTRIBUTION) {
            return LAW;
        }
        if (ENDS.contains(option)) {
            return ENDS;
        }
        if (SHARES.contains(option)) {
            return SHARES;
        }
        if (RECORDING.contains(option)) {
            return RECORDING;
        }
        return PLACES.contains(option) ? PLACES : EnumSet.of(option);
    }

    private static Set<Option> law() {
        Set<Option> law = EnumSet.of(DISTRIBUTION);
        for (DistributionWord word : DistributionWord.values()) {
            law.addAll(word.options());
        }
        return law;
    }

    private static String plain(Option.Named named, String value, Origin origin) {
        Option option = named.option();
        String spelled = origin.prefix() + origin.spell(option);
        if (value.length() > VALUE_CHARS_MAX) {
            throw new UsageError(
                    spelled + " has a value of more than " + VALUE_CHARS_MAX + " characters");
        }
        if (option.kind().needsValue()) {
            if (value.isBlank()) {
                throw new UsageError(spelled + " has no value; give " + option.valueLabel());
            }
            return value;
        }
        return flag(named, value, spelled);
    }

    private static String flag(Option.Named named, String value, String spelled) {
        boolean takesNumbers = named.option().kind() == OptionKind.FLAG_OR_VALUE;
        boolean isNumber = !value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9');
        if (takesNumbers && isNumber && !named.negated()) {
            return value;
        }
        if (!ON.contains(value) && !OFF.contains(value)) {
            throw new UsageError(
                    spelled
                            + " is a switch and does not take "
                            + Choices.quoted(value)
                            + "; give true or false"
                            + (takesNumbers ? ", or a CPU number" : ""));
        }
        return Boolean.toString(ON.contains(value) != named.negated());
    }
}
