package io.iopulse.config;

import java.util.List;

/** Settings and jobs from words written as on a command line, {@code --name=value} only. */
final class Line {
    static final long SEED = 42;

    private Line() {}

    static Settings settings(String line) {
        Settings settings = new Settings();
        for (String word : line.isBlank() ? new String[0] : line.strip().split("\\s+", -1)) {
            put(settings, word);
        }
        return settings;
    }

    static Job job(String line) {
        return parse(settings(line));
    }

    static Job parse(Settings settings) {
        return new WorkloadParser(() -> SEED).parse(settings);
    }

    private static void put(Settings settings, String word) {
        String[] parts = word.split("=", 2);
        boolean isOption = word.startsWith("--");
        String name = isOption ? parts[0].substring(2) : Option.TARGETS.longName();
        String value = isOption ? (parts.length > 1 ? parts[1] : "true") : word;
        settings.put(Option.find(name).orElseThrow(), List.of(value), Origin.COMMAND_LINE);
    }
}
