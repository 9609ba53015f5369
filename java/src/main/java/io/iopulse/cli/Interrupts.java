package io.iopulse.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * SIGINT and SIGTERM: the first asks for an orderly stop, the second leaves at once. Handlers run
 * on a thread of the JVM's own; close puts the former ones back. {@code sun.misc.Signal} is the
 * only way to see a signal without ending on it.
 */
final class Interrupts implements AutoCloseable {
    private static final List<String> SIGNALS = List.of("INT", "TERM");

    private final AtomicInteger count = new AtomicInteger();
    private final Runnable stop;
    private final IntConsumer leave;
    private final List<Runnable> restorations = new ArrayList<>();

    private Interrupts(Runnable stop, IntConsumer leave) {
        this.stop = stop;
        this.leave = leave;
    }

    /** From now on the first signal calls {@code stop}, which must not block. */
    static Interrupts handledBy(Runnable stop) {
        return handledBy(SIGNALS, stop, Runtime.getRuntime()::halt);
    }

    static Interrupts handledBy(List<String> signals, Runnable stop, IntConsumer leave) {
        Interrupts interrupts = new Interrupts(stop, leave);
        signals.forEach(interrupts::handle);
        return interrupts;
    }

    /** Whether a signal came. */
    boolean happened() {
        return count.get() > 0;
    }

    @Override
    public void close() {
        restorations.forEach(Runnable::run);
        restorations.clear();
    }

    private void handle(String name) {
        Signal signal = new Signal(name);
        SignalHandler former = Signal.handle(signal, ignored -> receive());
        restorations.add(() -> Signal.handle(signal, former));
    }

    private void receive() {
        if (count.incrementAndGet() == 1) {
            stop.run();
        } else {
            leave.accept(ExitCode.INTERRUPTED);
        }
    }
}
