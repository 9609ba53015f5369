package io.iopulse.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CpuListTest {
    @Test
    void rangesAndSingleNumbersAreRead() {
        assertThat(CpuList.parse("0-3,8,10-11\n")).hasValue(List.of(0, 1, 2, 3, 8, 10, 11));
        assertThat(CpuList.parse("7,1-2,2")).hasValue(List.of(1, 2, 7));
        assertThat(CpuList.parse("\n")).hasValue(List.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1-", "-1", "3-1", "1,,2", "1 2", "0-99999999999", "65536", "0x1"})
    void whatIsNotAListIsAbsent(String text) {
        assertThat(CpuList.parse(text)).isEmpty();
    }

    @Test
    void numbersAreWrittenAsTheKernelWritesThem() {
        assertThat(CpuList.format(List.of(11, 0, 1, 2, 3, 8, 10, 8))).isEqualTo("0-3,8,10-11");
        assertThat(CpuList.format(List.of())).isEmpty();
    }

    @Test
    void whateverIsReadIsWrittenBackTheSame() {
        Fuzz.mutate(
                "0-3,8,10-11",
                text -> {
                    Optional<List<Integer>> numbers = CpuList.parse(text);
                    numbers.ifPresent(
                            list ->
                                    assertThat(CpuList.parse(CpuList.format(list)))
                                            .isEqualTo(numbers));
                });
    }
}
