package io.iopulse.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionTest {
    @Test
    void namesAreDistinct() {
        List<String> names =
                Arrays.stream(Option.values())
                        .flatMap(option -> option.allNames().stream())
                        .toList();
        assertThat(names).doesNotHaveDuplicates();
    }

    @Test
    void theConstantSpellsTheLongName() {
        assertThat(Option.values())
                .allSatisfy(
                        option ->
                                assertThat(option.longName())
                                        .isEqualTo(
                                                option.name()
                                                        .toLowerCase(java.util.Locale.ROOT)
                                                        .replace('_', '-')));
    }

    @Test
    void onlySwitchesHaveNoValueLabel() {
        assertThat(Option.values())
                .allSatisfy(
                        option -> {
                            boolean flag =
                                    option.kind() == OptionKind.FLAG
                                            || option.kind() == OptionKind.SWITCH;
                            assertThat(option.valueLabel().isEmpty()).isEqualTo(flag);
                        });
    }

    @Test
    void negationIsForSwitchesOnly() {
        assertThat(Option.find("no-direct")).contains(new Option.Named(Option.DIRECT, true));
        assertThat(Option.find("no-block-size")).isEmpty();
        assertThat(Option.find("nowait")).contains(new Option.Named(Option.NOWAIT, false));
    }

    @ParameterizedTest
    @CsvSource({
        "blocksize, block-size",
        "block-sze, block-size",
        "iodept, iodepth",
        "no-fixed-bufers, no-fixed-buffers",
        "no-direkt, no-direct",
        "run-until-completed, run-until-complete",
        "dura, duration",
        "fulcoverage, full-coverage",
    })
    void theNearestNameIsFound(String typed, String meant) {
        assertThat(Option.nearest(typed)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"x", "heat-time", "warp-speed", "check", "pace"})
    void aFarNameHasNoNeighbour(String typed) {
        assertThat(Option.nearest(typed)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"a, a, 0", "ab, ba, 1", "kitten, sitting, 3", "'', abc, 3"})
    void distanceCountsMistakes(String from, String to, int distance) {
        assertThat(Spelling.distance(from, to)).isEqualTo(distance);
    }
}
