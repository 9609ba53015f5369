package io.iopulse.live;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether this process may take its terminal: a job in the background must not. */
final class Foreground {
    private static final Path STATUS = Path.of("/proc/self/stat");

    /** Behind the name, which may hold anything and ends with the last bracket; see proc(5). */
    private static final int GROUP = 2;

    private static final int GROUP_OF_TERMINAL = 5;

    private Foreground() {}

    static boolean is() {
        try {
            return is(Files.readString(STATUS, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return false; // no /proc: better a line than a terminal taken from others
        }
    }

    static boolean is(String status) {
        String[] fields = status.substring(status.lastIndexOf(')') + 1).strip().split(" ", -1);
        return fields.length > GROUP_OF_TERMINAL && fields[GROUP].equals(fields[GROUP_OF_TERMINAL]);
    }
}
