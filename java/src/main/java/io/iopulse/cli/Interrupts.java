package io.iopulse.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * SIGINT and SIGTERM: the first asks for an orderly stop of what is under way, or of what begins
 * later; the second leaves at once. Handlers run on a thread of the JVM's own; close puts the
 * former ones back. {@code sun.misc.Signal} is the only way to see a signal without ending on it;
 * before this class stands, {@code native/jni/early.c} has the same exit code.
 */
final class Interrupts implements AutoCloseable {
    private static final List<String> SIGNALS = List.of("INT", "TERM");

    private final IntConsumer leave;
    private final List<Runnable> restorations = new ArrayList<>();
    private Optional<Runnable> stop = Optional.empty();
    private int count;

    private Interrupts(IntConsumer leave) {
        this.leave = leave;
    }

    /** Takes the signals from now on. */
    static Interrupts handled() {
        return handled(SIGNALS, Runtime.getRuntime()::halt);
    }

    static Interrupts handled(List<String> signals, IntConsumer leave) {
        Interrupts interrupts = new Interrupts(leave);
        signals.forEach(interrupts::handle);
        return interrupts;
    }

    /** What the first signal calls, at once when it came already; it must not block. */
    synchronized void onStop(Runnable stopping) {
        stop = Optional.of(stopping);
        if (count > 0) {
            stopping.run();
        }
    }

    /** From now on there is nothing to stop: what goes on is short. */
    synchronized void forgetStop() {
        stop = Optional.empty();
    }

    /** Whether a signal came. */
    synchronized boolean happened() {
        return count > 0;
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

    private synchronized void receive() {
        count++;
        if (count == 1) {
            stop.ifPresent(Runnable::run);
        } else {
            leave.accept(ExitCode.INTERRUPTED);
        }
    }
}
