package io.iopulse.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FigureTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 ns",
        "0.5, 0.500 ns",
        "7, 7.00 ns",
        "812, 812 ns",
        "999.6, 1.00 µs",
        "12345, 12.3 µs",
        "1420000, 1.42 ms",
        "999400000, 999 ms",
        "3100000000, 3.10 s",
        "119400000000, 119 s",
        "150000000000, 2.50 min",
        "3600000000000, 60.0 min",
        "7200000000000, 2.00 h"
    })
    void timesHaveThreeDigitsAndAUnit(double ns, String text) {
        assertThat(Figure.time(ns)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "512, 512 B",
        "1023, '1,023 B'",
        "1024, 1.00 KiB",
        "4608, 4.50 KiB",
        "1048575, 1.00 MiB",
        "8589934592, 8.00 GiB",
        "9223372036854775807, 8.00 EiB"
    })
    void bytesHaveThreeDigitsAndAUnit(long bytes, String text) {
        assertThat(Figure.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0.25, 0.250", "99.9, 99.9", "99.97, 100", "41152.4, '41,152'"})
    void ratesAreWholeFromAHundredOn(double rate, String text) {
        assertThat(Figure.perSecond(rate)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"168820736, 161 MiB/s (169 MB/s)", "1048576, 1.00 MiB/s (1.05 MB/s)"})
    void throughputIsInBothKindsOfMegabytes(double bytesPerSecond, String text) {
        assertThat(Figure.throughput(bytesPerSecond)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"1, 1.00", "31.96, 32.0", "812.4, 812", "14399.7, '14,400'"})
    void threeDigitsAreGroupedFromAThousandOn(double value, String text) {
        assertThat(Figure.significant(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0.997, 99.7 %", "0, 0.0 %", "1, 100.0 %"})
    void sharesArePercentages(double share, String text) {
        assertThat(Figure.percent(share)).isEqualTo(text);
    }
}
