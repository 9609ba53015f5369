package io.iopulse.report;

import io.iopulse.record.Recording;
import java.util.List;

/** Short names of the runs of a job, for places where few characters are allowed. */
final class RunTitles {
    private static final int CHARS_MAX = 40;

    private RunTitles() {}

    /** Empty for the only run; else its number and what letters, digits and dots its name has. */
    static String prefix(List<Recording> recordings, int index) {
        if (recordings.size() == 1) {
            return "";
        }
        String name = recordings.get(index).facts().workload().name();
        String plain = name.replaceAll("[^A-Za-z0-9._-]+", "-");
        String cut = plain.substring(0, Math.min(CHARS_MAX, plain.length()));
        return (index + 1) + "-" + cut;
    }
}
