package io.iopulse.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class HotPathRulesTest {
    private static final String ENGINE =
            """
            static void part(void) { free(0); } /* malloc( */
            static int foo_open(void *s) { return s ? open("malloc(", 0) : 0; }
            static int foo_submit(void *s)
            {
                part();
                return 0;
            }
            static int foo_reap(void *s) { return (int)log(2) + reopen(1); }
            const struct iop_engine iop_engine_foo = {
                .open = foo_open,
                .submit = foo_submit,
                .reap = foo_reap,
            };
            """;

    @Test
    void nothingOnTheHotPathAllocatesLocksOrPrints() {
        assertThat(
                        SourceFile.ofProject().stream()
                                .flatMap(file -> HotPathRules.slowCalls(file).stream()))
                .isEmpty();
    }

    @Test
    void noEngineReadsAClock() {
        assertThat(
                        SourceFile.ofProject().stream()
                                .flatMap(file -> HotPathRules.clockReadings(file).stream()))
                .isEmpty();
    }

    @Test
    void everyHotFileIsThere() {
        assertThat(HotPathRules.hotFilesThatAreGone(SourceFile.ofProject())).isEmpty();
    }

    @Test
    void aSlowCallReachedFromSubmitOrReapIsSeen() {
        assertThat(HotPathRules.slowCalls(new SourceFile("native/engine/foo.c", ENGINE)))
                .containsExactlyInAnyOrder(
                        "native/engine/foo.c:1: free on the hot path",
                        "native/engine/foo.c:8: log on the hot path");
    }

    @Test
    void theSimulatedDeviceMayDrawFromALaw() {
        assertThat(HotPathRules.slowCalls(new SourceFile("native/engine/sim.c", ENGINE)))
                .containsExactly("native/engine/sim.c:1: free on the hot path");
    }

    @Test
    void aSlowCallAnywhereInAHotFileIsSeen() {
        String code =
                """
                /* free( */
                void f(void)
                {
                    pthread_mutex_lock (&m);
                    pow(2, 3);
                }
                """;
        SourceFile loop = new SourceFile("native/worker/worker.c", code);
        assertThat(HotPathRules.slowCalls(loop))
                .containsExactly(
                        "native/worker/worker.c:4: pthread_mutex_lock on the hot path",
                        "native/worker/worker.c:5: pow on the hot path");
    }

    @Test
    void anEngineThatReadsAClockIsSeen() {
        String code = "int f(void) { return clock_gettime(1, &t) + run_time(2); }";
        assertThat(HotPathRules.clockReadings(new SourceFile("native/engine/sync.c", code)))
                .hasSize(1);
        assertThat(HotPathRules.clockReadings(new SourceFile("native/engine/sim.c", code)))
                .isEmpty();
    }

    @Test
    void aHotFileThatIsGoneIsSeen() {
        List<SourceFile> renamed = List.of(new SourceFile("native/worker/loop.c", ""));
        assertThat(HotPathRules.hotFilesThatAreGone(renamed))
                .contains("native/worker/worker.c is in the list of hot files but not there");
    }
}
