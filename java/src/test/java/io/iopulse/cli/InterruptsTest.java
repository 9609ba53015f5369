package io.iopulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import sun.misc.Signal;

class InterruptsTest {
    private static final String HARMLESS = "WINCH";
    private static final long PATIENCE_SECONDS = 30;

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    @Test
    void theFirstSignalStopsAndTheSecondLeaves() throws InterruptedException {
        try (Interrupts interrupts = interrupts()) {
            assertThat(interrupts.happened()).isFalse();
            Signal.raise(new Signal(HARMLESS));
            assertThat(next()).isEqualTo("stop");
            assertThat(interrupts.happened()).isTrue();
            Signal.raise(new Signal(HARMLESS));
            assertThat(next()).isEqualTo("leave with 130");
        }
    }

    @Test
    void afterCloseTheFormerHandlerIsBack() throws InterruptedException {
        try (Interrupts former = interrupts()) {
            Interrupts inner =
                    Interrupts.handledBy(List.of(HARMLESS), () -> events.add("inner"), code -> {});
            inner.close();
            inner.close();
            Signal.raise(new Signal(HARMLESS));
            assertThat(next()).isEqualTo("stop");
            assertThat(former.happened()).isTrue();
        }
    }

    private Interrupts interrupts() {
        return Interrupts.handledBy(
                List.of(HARMLESS),
                () -> events.add("stop"),
                code -> events.add("leave with " + code));
    }

    private String next() throws InterruptedException {
        String event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return event == null ? "nothing" : event;
    }
}
