package io.iopulse.cli;

import io.iopulse.run.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * SIGINT, SIGTERM and SIGHUP: the first asks for an orderly stop of what is under way, or of what
 * begins later; one that comes {@link #SAME_REQUEST_NS} after it leaves at once. What is ignored,
 * as nohup does with SIGHUP, the JVM leaves ignored. Handlers run on a thread of the JVM's own;
 * close puts the former ones back. {@code sun.misc.Signal} is the only way to see a signal without
 * ending on it; before this class stands, {@code native/jni/early.c} has the same exit code.
 */
final class Interrupts implements AutoCloseable {
    private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");

    /** Who asks once may send twice: timeout(1) signals its child, then the child's group. */
    static final long SAME_REQUEST_NS = 500_000_000;

    private final LongSupplier clockNs;
    private final IntConsumer leave;
    private final List<Runnable> restorations = new ArrayList<>();
    private Optional<Runnable> stop = Optional.empty();
    private boolean happened;
    private long firstNs;

    private Interrupts(LongSupplier clockNs, IntConsumer leave) {
        this.clockNs = clockNs;
        this.leave = leave;
    }

    /** Takes the signals from now on. */
    static Interrupts handled() {
        return handled(SIGNALS, Clock::nowNs, Runtime.getRuntime()::halt);
    }

    static Interrupts handled(List<String> signals, LongSupplier clockNs, IntConsumer leave) {
        Interrupts interrupts = new Interrupts(clockNs, leave);
        signals.forEach(interrupts::handle);
        return interrupts;
    }

    /** What the first signal calls, at once when it came already; it must not block. */
    synchronized void onStop(Runnable stopping) {
        stop = Optional.of(stopping);
        if (happened) {
            stopping.run();
        }
    }

    /** From now on there is nothing to stop: what goes on is short. */
    synchronized void forgetStop() {
        stop = Optional.empty();
    }

    /** Whether a signal came. */
    synchronized boolean happened() {
        return happened;
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
        if (!happened) {
            happened = true;
            firstNs = clockNs.getAsLong();
            stop.ifPresent(Runnable::run);
        } else if (clockNs.getAsLong() - firstNs >= SAME_REQUEST_NS) {
            leave.accept(ExitCode.INTERRUPTED);
        }
    }
}
