package io.iopulse.config;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** The job files that come with iopulse. */
public final class Profiles {
    static final List<String> NAMES =
            List.of(
                    "oltp-mysql",
                    "oltp-postgres",
                    "wal",
                    "kv-cache",
                    "analytics",
                    "log-tail",
                    "cdn",
                    "streaming",
                    "backup",
                    "vm-boot");

    private Profiles() {}

    /**
     * Reads one.
     *
     * @throws UsageError when there is none of that name
     */
    public static JobTree read(String name) {
        if (!NAMES.contains(name)) {
            throw new UsageError(
                    "--profile "
                            + Choices.quoted(name)
                            + " is not one of "
                            + String.join(", ", NAMES)
                            + Spelling.nearest(name, NAMES)
                                    .map("; did you mean %s?"::formatted)
                                    .orElse(""));
        }
        return JobFile.parse("profile " + name, bytes(name));
    }

    /** Lines that name each and say what it imitates. */
    public static List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (String name : NAMES) {
            String description = new Choices(read(name).settings()).text(Option.DESCRIPTION);
            lines.add("%-14s %s".formatted(name, description));
        }
        return lines;
    }

    private static byte[] bytes(String name) {
        try (InputStream in = Profiles.class.getResourceAsStream("profiles/" + name + ".yaml")) {
            if (in == null) {
                throw new IllegalStateException("the profile " + name + " is not in the jar");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("the profile " + name + " cannot be read", e);
        }
    }
}
