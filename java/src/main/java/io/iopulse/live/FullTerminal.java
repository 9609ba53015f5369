package io.iopulse.live;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * The terminal of this process for a full screen: its second screen, and keys as they are pressed.
 * A guard, a shell on the other end of a pipe, sets it up and puts it back when the pipe closes:
 * also when this process is killed. Interrupts stay signals. For one thread.
 */
public final class FullTerminal implements AutoCloseable {
    private static final String TERMINAL = "/dev/tty";
    private static final long GUARD_WAIT_SECONDS = 2;
    private static final int SENT_MAX = 256;

    /** Answers each line with the size; leaves at the end of its input. */
    private static final String GUARD =
            """
            trap '' HUP INT QUIT TERM TSTP TTIN TTOU
            exec 3>&1 </dev/tty >/dev/tty 2>/dev/null || exit 1
            size=$(stty size) && saved=$(stty -g) || exit 1
            [ "${size% *}" -ge "$1" ] && [ "${size#* }" -ge "$2" ] || exit 1
            stty -icanon -echo susp undef min 1 time 0 || exit 1
            printf '\\033[?1049h\\033[?25l\\033[?7l'
            echo "$size" >&3
            while read -r line <&4; do stty size >&3; done
            stty "$saved"
            printf '\\033[?7h\\033[?25h\\033[?1049l'
            """;

    private final Process guard;
    private final OutputStream toGuard;
    private final BufferedReader fromGuard;
    private final InputStream keys;
    private final AtomicBoolean resized = new AtomicBoolean();
    private final Optional<SignalHandler> former;
    private ScreenSize size;

    private FullTerminal(Process guard, BufferedReader fromGuard, ScreenSize size)
            throws IOException {
        this.guard = guard;
        this.fromGuard = fromGuard;
        this.size = size;
        toGuard = guard.getOutputStream();
        keys = new FileInputStream(TERMINAL);
        former = watchSize();
    }

    /**
     * Takes the terminal; empty where there is none, it is smaller than needed, it can do no more
     * than print, or this process is not in its foreground.
     */
    public static Optional<FullTerminal> open(Map<String, String> environment, ScreenSize least) {
        String kind = environment.getOrDefault("TERM", "dumb");
        if (kind.equals("dumb") || !Foreground.is()) {
            return Optional.empty();
        }
        try {
            return start(least);
        } catch (IOException e) {
            return Optional.empty(); // no shell, or no terminal
        }
    }

    private static Optional<FullTerminal> start(ScreenSize least) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        "sh",
                        "-c",
                        "exec 4<&0\n" + GUARD,
                        "guard",
                        Integer.toString(least.rows()),
                        Integer.toString(least.columns()));
        builder.environment().remove("LD_PRELOAD");
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        Process guard = builder.start();
        BufferedReader answers =
                new BufferedReader(
                        new InputStreamReader(guard.getInputStream(), StandardCharsets.US_ASCII));
        Optional<ScreenSize> size = parse(answers.readLine());
        if (size.isEmpty()) {
            guard.destroy();
            return Optional.empty();
        }
        return Optional.of(new FullTerminal(guard, answers, size.get()));
    }

    /** {@code rows columns}. */
    private static Optional<ScreenSize> parse(@Nullable String answer) {
        if (answer == null || !answer.matches("\\d{1,5} \\d{1,5}")) {
            return Optional.empty();
        }
        int blank = answer.indexOf(' ');
        return Optional.of(
                new ScreenSize(
                        Integer.parseInt(answer.substring(blank + 1)),
                        Integer.parseInt(answer.substring(0, blank))));
    }

    private Optional<SignalHandler> watchSize() {
        try {
            return Optional.of(Signal.handle(new Signal("WINCH"), any -> resized.set(true)));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // taken by the JVM: the screen keeps its first size
        }
    }

    /** Its size now. */
    public ScreenSize size() {
        if (resized.getAndSet(false)) {
            try {
                toGuard.write('\n');
                toGuard.flush();
                size = parse(fromGuard.readLine()).orElse(size);
            } catch (IOException e) {
                return size; // the guard was killed: the last size known is the best there is
            }
        }
        return size;
    }

    /** The keys pressed since the last time; does not wait. */
    public List<Key> keys() {
        try {
            if (keys.available() == 0) {
                return List.of();
            }
            byte[] sent = new byte[SENT_MAX];
            int bytes = Math.max(0, keys.read(sent));
            return Key.of(new String(sent, 0, bytes, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return List.of(); // the terminal is gone, and with it who could press a key
        }
    }

    /** Gives the terminal back as it was, and waits for that. */
    @Override
    public void close() {
        former.ifPresent(handler -> Signal.handle(new Signal("WINCH"), handler));
        try {
            toGuard.close();
            guard.waitFor(GUARD_WAIT_SECONDS, TimeUnit.SECONDS);
            keys.close();
        } catch (IOException e) {
            // the guard ended before: the terminal is as it left it
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
