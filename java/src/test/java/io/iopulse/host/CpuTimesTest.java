package io.iopulse.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CpuTimesTest {
    @TempDir Path directory;

    @Test
    void guestTimeIsNotCountedTwice() {
        assertThat(CpuTimes.of(RecordedTree.of("two-node", directory)))
                .hasValue(new CpuTimes(1000, 40));
    }

    @Test
    void stealIsAShareOfTheTimeBetweenTwoReadings() {
        CpuTimes before = new CpuTimes(1000, 40);
        assertThat(new CpuTimes(1400, 50).stealPercentSince(before)).isEqualTo(2.5);
        assertThat(before.stealPercentSince(before)).isZero();
        assertThat(new CpuTimes(900, 10).stealPercentSince(before)).isZero();
    }

    @Test
    void oddTextIsAbsent() {
        assertThat(CpuTimes.of(new HostTree(directory))).isEmpty();
        assertThat(CpuTimes.parse("cpu 1 2 3 4 5 6 7")).isEmpty();
        assertThat(CpuTimes.parse("cpu0 1 2 3 4 5 6 7 8")).isEmpty();
        assertThat(CpuTimes.parse("cpu 1 2 3 4 5 6 7 -8")).isEmpty();
        assertThat(CpuTimes.parse("")).isEmpty();
    }

    @Test
    void noTextMakesItThrow() {
        Fuzz.mutate(
                "cpu  100 0 50 800 10 0 0 40 25 0",
                text ->
                        CpuTimes.parse(text)
                                .ifPresent(
                                        times -> assertThat(times.stealJiffies()).isNotNegative()));
    }
}
