package io.iopulse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.iopulse.units.Size;
import io.iopulse.workload.Blocks;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class BlockSizesTextTest {
    /** Each triple: options, how the sizes are told, what targets are counted in. */
    private static final List<String> EXAMPLES =
            List.of(
                    "--bs=8k ⇒ 8KiB ⇒ 8KiB",
                    "--bs=4k:60,16k:30,64k:10 ⇒ 4KiB:60%,16KiB:30%,64KiB:10% ⇒ 4KiB",
                    "--bs=4k:60,16k:30,64k ⇒ 4KiB:60%,16KiB:30%,64KiB:10% ⇒ 4KiB",
                    "--bssplit=4k/60:64k/40 ⇒ 4KiB:60%,64KiB:40% ⇒ 4KiB",
                    "--bssplit=4k/60:64k ⇒ 4KiB:60%,64KiB:40% ⇒ 4KiB",
                    "--bs=4k-64k ⇒ 4KiB-64KiB ⇒ 4KiB",
                    "--bs=8k-64k/2k ⇒ 8KiB-64KiB/2KiB ⇒ 2KiB",
                    "--bs=4k:33.3,6k-12k/3k ⇒ 4KiB:33.3%,6KiB-12KiB/3KiB:66.7% ⇒ 1KiB",
                    "--read-block-size=8k ⇒ 8KiB for reads and 4KiB for writes ⇒ 4KiB",
                    "--read-block-size=8k --write-block-size=16k:50,12k ⇒ 8KiB for reads and"
                            + " 16KiB:50%,12KiB:50% for writes ⇒ 4KiB",
                    "--bs=8k --write-block-size=8k ⇒ 8KiB ⇒ 8KiB");

    @TestFactory
    Stream<DynamicTest> sizesAreReadAndTold() {
        return EXAMPLES.stream().map(BlockSizesTextTest::check);
    }

    @Test
    void whatIsToldIsReadBack() {
        for (String example : EXAMPLES) {
            Blocks blocks = blocks(example.split(" ⇒ ", -1)[0]);
            String told =
                    "--read-block-size=%s --write-block-size=%s"
                            .formatted(blocks.reads(), blocks.writes());
            assertThat(blocks(told)).isEqualTo(blocks);
        }
    }

    @Test
    void aKindThatNeverComesHasNoSizesOfItsOwn() {
        assertThat(
                        Line.onlyComponent(Line.job("f --duration=1 --read-block-size=8k"))
                                .load()
                                .blocks())
                .isEqualTo(Blocks.of(Size.ofKiB(8)));
        assertThat(
                        Line.onlyComponent(
                                        Line.job("f --duration=1 --rw=write --write-block-size=8k"))
                                .load()
                                .blocks())
                .isEqualTo(Blocks.of(Size.ofKiB(8)));
    }

    @Test
    void meanAndBoundsFollowFromTheShares() {
        Blocks blocks = blocks("--bs=4k:60,16k:30,64k:10");
        assertThat(blocks.reads().meanBytes()).isEqualTo(13.6 * 1024, within(1e-6));
        assertThat(blocks.largest()).isEqualTo(Size.ofKiB(64));
        assertThat(blocks.smallest()).isEqualTo(Size.ofKiB(4));
        assertThat(blocks("--bs=4k-64k").reads().meanBytes()).isEqualTo(34 * 1024.0);
    }

    private static Blocks blocks(String options) {
        return Line.onlyComponent(Line.job("f --duration=1 --rw=rw " + options)).load().blocks();
    }

    private static DynamicTest check(String example) {
        String[] parts = example.split(" ⇒ ", -1);
        return DynamicTest.dynamicTest(
                parts[0],
                () -> {
                    assertThat(blocks(parts[0])).hasToString(parts[1]);
                    assertThat(blocks(parts[0]).unit()).hasToString(parts[2]);
                });
    }
}
