package io.iopulse.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.iopulse.compare.RepeatedPhase;
import io.iopulse.measure.OperationKind;
import io.iopulse.measure.Phase;
import io.iopulse.record.Outcome;
import io.iopulse.record.Recording;
import io.iopulse.record.SampleRun;
import io.iopulse.record.SampleRun.IntervalSketch;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RepeatTextTest {
    private static Recording run(int reads, Outcome outcome) {
        SampleRun run = new SampleRun();
        run.outcome = outcome;
        run.host = Map.of("cpu_governor", "powersave");
        run.intervals.add(
                new IntervalSketch(0, 0, Phase.MEASURE, 0, 3000)
                        .add(OperationKind.READ, reads, 4096, 96_000_000_000L / reads)
                        .build());
        return run.record();
    }

    @Test
    void theWholeReportIsAsKept() throws IOException {
        List<Recording> runs =
                List.of(
                        run(96_000, Outcome.COMPLETE),
                        run(93_000, Outcome.COMPLETE),
                        run(99_000, Outcome.interrupted("SIGINT")));
        Golden.check("repeat.txt", RepeatText.of(RepeatedPhase.of(runs)));
    }

    @Test
    void runsThatDifferAreNoRepetition() {
        SampleRun other = new SampleRun();
        other.depth = 1;
        Recording once = new SampleRun().steady().record();
        assertThat(RepeatedPhase.of(List.of(once))).isEmpty();
        assertThat(RepeatedPhase.of(List.of(once, other.steady().record()))).isEmpty();
        assertThat(RepeatedPhase.of(List.of(once, once))).hasSize(1);
    }
}
