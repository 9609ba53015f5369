package io.iopulse.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;

/** What one call of the program on this host printed and ended with; it takes no signals. */
record Call(int code, String out, String err) {
    static Call of(List<String> arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code;
        try (Interrupts none = Interrupts.handled(List.of(), () -> 0, status -> {})) {
            LocalRunner runner = new LocalRunner(print(out), print(err), "test", none);
            code = new Main(print(out), print(err), runner).run(arguments);
        }
        return new Call(code, out.toString(UTF_8), err.toString(UTF_8));
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, UTF_8);
    }
}
