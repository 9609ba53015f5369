package io.iopulse.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What options.txt says of each option. */
final class OptionTable {
    private static final String FILE = "options.txt";
    private static final int COLUMNS = 5;

    private final Map<Option, Entry> entries = new EnumMap<>(Option.class);

    /**
     * One line.
     *
     * @param names with dashes
     * @param valueLabel empty where nothing follows
     * @param defaultValue as a user would write it; empty: none
     */
    record Entry(
            OptionGroup group,
            OptionKind kind,
            List<String> names,
            String valueLabel,
            String defaultValue,
            String help) {}

    private OptionTable() {}

    /** Reads the table, and fails where it does not have every option. */
    static OptionTable read() {
        OptionTable table = new OptionTable();
        OptionGroup group = OptionGroup.TARGETS;
        for (String line : text().split("\n", -1)) {
            if (line.startsWith("[")) {
                group = OptionGroup.valueOf(line.substring(1, line.length() - 1));
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                table.take(group, line);
            }
        }
        if (table.entries.size() != Option.values().length) {
            throw new IllegalStateException(FILE + " does not have every option");
        }
        return table;
    }

    private void take(OptionGroup group, String line) {
        String[] columns = line.split("\\|", COLUMNS);
        for (int i = 0; i < columns.length; i++) {
            columns[i] = columns[i].strip();
        }
        String[] head = columns[0].split(" ", -1);
        if (columns.length != COLUMNS || head.length != 2) {
            throw new IllegalStateException(FILE + " has a line of another shape: " + line);
        }
        OptionKind kind = OptionKind.valueOf(head[1]);
        boolean isFlag = kind == OptionKind.FLAG || kind == OptionKind.SWITCH;
        entries.put(
                Option.valueOf(head[0]),
                new Entry(
                        group,
                        kind,
                        Arrays.asList(columns[1].split(" ", -1)),
                        columns[2],
                        isFlag ? Boolean.toString(kind == OptionKind.SWITCH) : columns[3],
                        columns[4]));
    }

    Entry of(Option option) {
        return Objects.requireNonNull(entries.get(option));
    }

    private static String text() {
        try (InputStream in = OptionTable.class.getResourceAsStream(FILE)) {
            return new String(
                    Objects.requireNonNull(in, FILE).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(FILE + " cannot be read", e);
        }
    }
}
