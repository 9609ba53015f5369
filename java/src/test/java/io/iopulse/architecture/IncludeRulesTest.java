package io.iopulse.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IncludeRulesTest {
    @Test
    void roomsIncludeOnlyTheRoomsBelowThem() {
        assertThat(
                        SourceFile.ofProject().stream()
                                .flatMap(file -> IncludeRules.forbiddenIncludes(file).stream()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "native/engine/sync.c, \"measure/hist.h\"",
        "native/engine/sync.c, \"worker/worker.h\"",
        "native/engine/sync.c, \"access/rng.h\"",
        "native/engine/sync.c, \"clock/clock.h\"",
        "native/engine/sim.c, \"access/offset.h\"",
        "native/worker/worker.c, <jni.h>",
        "native/test/worker_test.c, \"jni/bridge.h\"",
        "native/jni/bridge.c, \"worker/worker.h\"",
        "native/error/error.h, \"engine/engine.h\"",
        "native/clock/clock.c, \"measure/hist.h\"",
        "native/target/file.c, \"access/offset.h\"",
        "native/target/file.c, \"engine/engine.h\"",
        "native/layout/job_layout.h, \"engine/engine.h\"",
        "native/worker/worker.c, \"api/iop.h\"",
        "native/worker/worker.c, \"worker.h\"",
        "native/attic/old.c, \"error/error.h\"",
        "native/api/iop.c, \"test/check.h\"",
    })
    void aForbiddenIncludeIsSeen(String path, String header) {
        SourceFile file = new SourceFile(path, "\n #  include " + header + "\n");
        assertThat(IncludeRules.forbiddenIncludes(file))
                .containsExactly(
                        path + ":2: may not include " + header.substring(1, header.length() - 1));
    }

    @ParameterizedTest
    @CsvSource({
        "native/engine/sync.c, \"engine/engine.h\"",
        "native/engine/sync.c, \"layout/job_layout.h\"",
        "native/engine/sim.c, \"clock/clock.h\"",
        "native/engine/sim.c, \"access/rng.h\"",
        "native/target/file.c, \"access/rng.h\"",
        "native/jni/bridge.c, <jni.h>",
        "native/jni/bridge.c, \"io_iopulse_engine_NativeEngine.h\"",
        "native/test/worker_test.c, \"check.h\"",
        "native/test/worker_test.c, \"test/check.h\"",
        "native/bench/hot_path.c, \"test/job_builder.h\"",
        "native/test/worker_test.c, \"worker/worker.h\"",
        "native/layout/layout_gen.c, \"engine/engine.h\"",
        "native/error/error.c, <stdio.h>",
    })
    void anAllowedIncludeIsNot(String path, String header) {
        SourceFile file = new SourceFile(path, "#include " + header + "\n");
        assertThat(IncludeRules.forbiddenIncludes(file)).isEmpty();
    }
}
