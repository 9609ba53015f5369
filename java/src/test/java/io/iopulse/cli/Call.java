package io.iopulse.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.iopulse.record.RunsDirectory;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What one call of the program on this host printed and ended with; it takes no signals. */
record Call(int code, String out, String err) {
    /** Nothing is recorded. */
    static Call of(List<String> arguments) {
        List<String> unrecorded = new ArrayList<>(arguments);
        unrecorded.add("--no-record");
        return of(Path.of("/nowhere"), unrecorded);
    }

    /** Of a user whose recordings are kept there. */
    static Call of(Path recordings, List<String> arguments) {
        RunsDirectory runs = new RunsDirectory(recordings);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code;
        try (Interrupts none = Interrupts.handled(List.of(), () -> 0, status -> {})) {
            LocalRunner runner =
                    new LocalRunner(print(out), print(err), "test", none, Optional.of(runs));
            code = new Main(print(out), print(err), runner, Optional.of(runs), none).run(arguments);
        }
        return new Call(code, out.toString(UTF_8), err.toString(UTF_8));
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, UTF_8);
    }
}
