package io.iopulse.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.iopulse.compare.Metric;
import io.iopulse.compare.TrendGroup;
import io.iopulse.compare.TrendRun;
import io.iopulse.measure.OperationKind;
import io.iopulse.measure.Phase;
import io.iopulse.record.SampleRun;
import io.iopulse.record.SampleRun.IntervalSketch;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TrendTextTest {
    private static final Instant START = Instant.parse("2026-11-01T06:00:00Z");

    private static TrendRun run(int day, long reads, int depth, String kernel) {
        SampleRun run = new SampleRun();
        run.startedAt = START.plus(Duration.ofDays(day));
        run.depth = depth;
        run.host = Map.of("cpu_model", "Sample 9000", "kernel", kernel);
        run.intervals.add(
                new IntervalSketch(0, 0, Phase.MEASURE, 0, 3000)
                        .add(OperationKind.READ, reads, 4096, 96_000_000_000L / reads)
                        .build());
        return new TrendRun("day-" + day, run.record());
    }

    private static List<TrendRun> twentyDays() {
        List<TrendRun> runs = new ArrayList<>();
        for (int day = 0; day < 20; day++) {
            int noise = day * 7 % 5 * 300;
            runs.add(run(day, (day < 12 ? 96_000 : 86_000) + noise, 32, day < 12 ? "6.1" : "6.6"));
        }
        return runs;
    }

    @Test
    void theWholeReportIsAsKept() throws IOException {
        List<TrendRun> runs = twentyDays();
        for (int day = 0; day < 3; day++) {
            runs.add(run(day, 30_000, 1, "6.1"));
        }
        List<Metric> metrics =
                List.of(
                        Metric.parse("iops"),
                        Metric.parse("p99"),
                        Metric.parse("write.p99"),
                        Metric.parse("errors"));
        Golden.check("trend.txt", TrendText.of(TrendGroup.of(runs, metrics)));
    }

    @Test
    void theOrderIsThatOfTimeAndTheHeadlinesAreTheDefault() {
        List<TrendRun> shuffled = twentyDays();
        String text = TrendText.of(TrendGroup.of(shuffled, List.of()));
        Collections.shuffle(shuffled, new Random(1));
        assertThat(TrendText.of(TrendGroup.of(shuffled, List.of()))).isEqualTo(text);
        assertThat(text).containsPattern("(?m)^  throughput .* day-12 ").doesNotContain("series:");
    }

    @Test
    void onlyTheNewestThousandAreLookedAt() {
        List<TrendRun> many = new ArrayList<>();
        for (int day = 0; day < 1002; day++) {
            many.add(run(day, 1000, 32, "6.1"));
        }
        TrendGroup group = TrendGroup.of(many, List.of(Metric.parse("errors"))).get(0);
        assertThat(group.runs()).hasSize(1000).first().isEqualTo(many.get(2));
        assertThat(group.notes()).first().isEqualTo("the oldest 2 of 1002 runs are left out");
    }
}
