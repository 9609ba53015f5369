package io.iopulse.config;

import io.iopulse.workload.Component;
import io.iopulse.workload.Workload;
import java.nio.charset.StandardCharsets;
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

    static Workload workload(String line) {
        return only(job(line));
    }

    static Component component(String line) {
        return workload(line).components().get(0);
    }

    static Job parse(Settings settings) {
        return new WorkloadParser(() -> SEED).parse(settings, JobTree.EMPTY);
    }

    /** A job file, with nothing on the command line. */
    static Job parse(JobTree file) {
        return new WorkloadParser(() -> SEED).parse(new Settings(), file);
    }

    static JobTree file(String text) {
        return JobFile.parse("job.yaml", text.getBytes(StandardCharsets.UTF_8));
    }

    static Workload only(Job job) {
        return job.phases().get(0);
    }

    static Component onlyComponent(Job job) {
        return only(job).components().get(0);
    }

    private static void put(Settings settings, String word) {
        String[] parts = word.split("=", 2);
        boolean isOption = word.startsWith("--");
        String name = isOption ? parts[0].substring(2) : Option.TARGETS.longName();
        String value = isOption ? (parts.length > 1 ? parts[1] : "true") : word;
        settings.put(Option.find(name).orElseThrow(), List.of(value), Origin.COMMAND_LINE);
    }
}
