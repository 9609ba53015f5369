package io.iopulse.engine;

import io.iopulse.workload.EngineKind;
import java.util.Optional;

/** What the native library can do on this machine. */
public final class Engines {
    private Engines() {}

    /** Why an engine does not work here; empty when it does. */
    public static Optional<String> refusal(EngineKind kind) {
        int result = NativeEngine.probe(Codes.of(kind));
        return result < 0 ? Optional.of(NativeEngine.errorText()) : Optional.empty();
    }

    /** Columns of the terminal behind a file descriptor; 0 when it is none. */
    public static int terminalColumns(int fileDescriptor) {
        return NativeEngine.terminalColumns(fileDescriptor);
    }
}
