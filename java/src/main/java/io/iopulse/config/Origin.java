package io.iopulse.config;

/**
 * Where a value was written.
 *
 * @param file name of the job file; empty: the command line
 * @param line counted from 1; 0 on the command line
 */
public record Origin(String file, int line) {
    public static final Origin COMMAND_LINE = new Origin("", 0);

    public boolean isFile() {
        return !file.isEmpty();
    }

    /** The prefix of a sentence about something written there. */
    public String prefix() {
        return isFile() ? file + ", line " + line + ": " : "";
    }

    /** An option as it is spelled there. */
    String spell(Option option) {
        if (isFile()) {
            return option.longName();
        }
        return option == Option.TARGETS ? "TARGET" : "--" + option.longName();
    }
}
