package io.iopulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import sun.misc.Signal;

class InterruptsTest {
    private static final String HARMLESS = "WINCH";
    private static final long PATIENCE_SECONDS = 30;

    private final AtomicLong nowNs = new AtomicLong();
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    @Test
    void theFirstSignalStopsAndALaterOneLeaves() throws InterruptedException {
        try (Interrupts interrupts = interrupts()) {
            assertThat(interrupts.happened()).isFalse();
            Signal.raise(new Signal(HARMLESS));
            assertThat(next()).isEqualTo("stop");
            assertThat(interrupts.happened()).isTrue();
            nowNs.addAndGet(Interrupts.SAME_REQUEST_NS);
            Signal.raise(new Signal(HARMLESS));
            assertThat(next()).isEqualTo("leave with 130");
        }
    }

    @Test
    void aSignalRightAfterTheFirstIsTheSameRequest() throws InterruptedException {
        List<Long> looks = List.of(0L, Interrupts.SAME_REQUEST_NS - 1, Interrupts.SAME_REQUEST_NS);
        BlockingQueue<Long> clock = new LinkedBlockingQueue<>(looks);
        try (Interrupts interrupts =
                Interrupts.handled(
                        List.of(HARMLESS),
                        clock::remove,
                        code -> events.add("leave, looks left: " + clock.size()))) {
            interrupts.onStop(() -> events.add("stop"));
            Signal.raise(new Signal(HARMLESS));
            assertThat(next()).isEqualTo("stop");
            Signal.raise(new Signal(HARMLESS));
            while (clock.size() > 1) {
                Thread.onSpinWait();
            }
            Signal.raise(new Signal(HARMLESS));
            assertThat(next()).isEqualTo("leave, looks left: 0");
        }
    }

    @Test
    void afterCloseTheFormerHandlerIsBack() throws InterruptedException {
        try (Interrupts former = interrupts()) {
            Interrupts inner = Interrupts.handled(List.of(HARMLESS), nowNs::get, code -> {});
            inner.onStop(() -> events.add("inner"));
            inner.close();
            inner.close();
            Signal.raise(new Signal(HARMLESS));
            assertThat(next()).isEqualTo("stop");
            assertThat(former.happened()).isTrue();
        }
    }

    @Test
    void aSignalBeforeThereIsAnythingToStopStopsWhatComes() throws InterruptedException {
        try (Interrupts interrupts =
                Interrupts.handled(List.of(HARMLESS), nowNs::get, code -> events.add("leave"))) {
            interrupts.onStop(() -> events.add("noticed"));
            interrupts.forgetStop();
            Signal.raise(new Signal(HARMLESS));
            while (!interrupts.happened()) {
                Thread.onSpinWait();
            }
            assertThat(events).isEmpty();
            interrupts.onStop(() -> events.add("stop"));
            assertThat(next()).isEqualTo("stop");
        }
    }

    private Interrupts interrupts() {
        Interrupts interrupts =
                Interrupts.handled(
                        List.of(HARMLESS), nowNs::get, code -> events.add("leave with " + code));
        interrupts.onStop(() -> events.add("stop"));
        return interrupts;
    }

    private String next() throws InterruptedException {
        String event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return event == null ? "nothing" : event;
    }
}
