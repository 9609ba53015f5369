package io.iopulse.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.iopulse.record.SampleRun;
import io.iopulse.units.Size;
import io.iopulse.workload.BlockSizes;
import io.iopulse.workload.Blocks;
import java.io.IOException;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TextReportTest {
    @ParameterizedTest
    @EnumSource
    void theWholeReportIsAsKept(SampleRecordings sample) throws IOException {
        String name = sample.name().toLowerCase(Locale.ROOT);
        Golden.check(name + ".txt", TextReport.of(sample.get(), false));
        Golden.check(name + "-per-worker.txt", TextReport.of(sample.get(), true));
    }

    @Test
    void aPlainRunReadsAtAGlance() {
        String report = TextReport.of(SampleRecordings.READS.get(), false);
        assertThat(report.lines().count()).isLessThanOrEqualTo(25);
    }

    @Test
    void evenARunWithEverythingFitsOnAScreen() {
        String report = TextReport.of(SampleRecordings.EVERYTHING.get(), false);
        assertThat(report.lines().count()).isLessThanOrEqualTo(46);
    }

    @Test
    void sizesThatDifferAreNamedForReadsAndForWrites() {
        SampleRun run = new SampleRun();
        run.blocks = new Blocks(BlockSizes.of(Size.ofKiB(8)), BlockSizes.of(Size.ofKiB(4)));
        assertThat(TextReport.of(run.steady().record(), false))
                .contains("blocks of 8KiB for reads and 4KiB for writes, direct");
    }

    @Test
    void aPercentileWithoutTenSamplesBeyondItIsMarked() {
        String report = TextReport.of(SampleRecordings.EVERYTHING.get(), false);
        assertThat(report.lines().filter(line -> line.startsWith("  service fsync")))
                .singleElement()
                .asString()
                .contains("9.00 ms*");
        assertThat(TextReport.of(new SampleRun().steady().record(), false)).doesNotContain("p99*");
    }
}
