package io.iopulse.cli;

import io.iopulse.engine.Engines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the standard streams of this process are; a replay asks without the native library. */
final class Terminals {
    static final int STANDARD_OUTPUT = 1;
    static final int STANDARD_ERROR = 2;

    private static final int USUAL_COLUMNS = 80;

    private Terminals() {}

    static boolean isTerminal(int descriptor) {
        return columns(descriptor) > 0;
    }

    /** 0 where it is no terminal; the usual width where only that can be told. */
    static int columns(int descriptor) {
        try {
            return Engines.terminalColumns(descriptor);
        } catch (LinkageError e) {
            return looksLikeTerminal(descriptor) ? USUAL_COLUMNS : 0;
        }
    }

    private static boolean looksLikeTerminal(int descriptor) {
        try {
            String name = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
            return name.startsWith("/dev/pts/") || name.startsWith("/dev/tty");
        } catch (IOException e) {
            return false; // closed
        }
    }
}
