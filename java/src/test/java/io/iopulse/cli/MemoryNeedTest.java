package io.iopulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.iopulse.config.JobTree;
import io.iopulse.config.WorkloadParser;
import io.iopulse.engine.NativeRun;
import io.iopulse.host.MemoryRoom;
import io.iopulse.run.MemoryNeed;
import io.iopulse.run.Preparation;
import io.iopulse.units.Size;
import io.iopulse.workload.Workload;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MemoryNeedTest {
    private static Workload workload(String line) {
        return new WorkloadParser(() -> 1)
                .parse(Arguments.parse(Arrays.asList(line.split(" ", -1))), JobTree.EMPTY)
                .phases()
                .get(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--engine=null -d1",
                "--engine=null -d1 -t 3 --read-percent=50",
                "--engine=null -d1 -t 2 --lat-submission --read-percent=20 --trim-percent=5",
                "--engine=null -d1 --write-percent=100 --fsync-every=3 --fdatasync-every=4",
                "--engine=null -d1 --rw=randrw --end-fsync --lat-submission",
            })
    void theRegionIsAsLargeAsNativeMapsIt(String line) throws Exception {
        Workload workload = workload(line);
        try (NativeRun run = NativeRun.create(Preparation.of(workload).job())) {
            assertThat(MemoryNeed.of(workload).region().bytes()).isEqualTo(run.region().length());
        }
    }

    @Test
    void whatDoesNotFitIsRefusedWithTheNeedAndTheRoom() {
        MemoryNeed need = MemoryNeed.of(workload("--engine=null -d1 -t 2 -q 64 -b 1M"));
        Size enough = new Size(need.buffers().bytes() + need.region().bytes());
        assertThat(need.buffers()).isEqualTo(Size.ofMiB(128));
        assertThat(need.refusal(Optional.empty())).isEmpty();
        assertThat(need.refusal(Optional.of(new MemoryRoom(enough, "here")))).isEmpty();
        assertThat(need.refusal(Optional.of(new MemoryRoom(Size.ofMiB(100), "left here"))))
                .hasValue(
                        "the run needs 130.1MiB of memory: 128MiB of I/O buffers (workers 2 ×"
                                + " depth 64 × block 1MiB), 2.1MiB of histograms; only 100MiB are"
                                + " left here; lower --threads, --queue-depth or --block-size");
    }

    /** A string is kept twice behind its last whole repetition in a chunk, by every worker. */
    @ParameterizedTest
    @CsvSource({
        "--rw=write --write-pattern=text:0123456789abcdef, 2, 4128",
        "--rw=write --write-pattern=zeros, 3, 4098",
        "--rw=write --write-pattern=random, 2, 0",
        "--verify=reads --write-pattern=ones, 2, 4098",
    })
    void everyWorkerKeepsAWritePatternOfItsOwn(String options, int workers, long each) {
        MemoryNeed need =
                MemoryNeed.of(workload("f --engine=sync -d1 -t " + workers + " " + options));
        assertThat(need.patterns().bytes()).isEqualTo(workers * each);
        long all = need.buffers().bytes() + need.region().bytes() + workers * each;
        Size room = new Size(all);
        assertThat(need.refusal(Optional.of(new MemoryRoom(room, "here")))).isEmpty();
        room = new Size(all - 1);
        assertThat(need.refusal(Optional.of(new MemoryRoom(room, "here")))).isPresent();
        assertThat(need.text().contains(" of write patterns, ")).isEqualTo(each > 0);
    }

    @Test
    void hugePagesComeFromAPoolOfTheirOwn() {
        MemoryNeed need = MemoryNeed.of(workload("--engine=null -d1 -q 64 -b 1M --huge-pages"));
        Optional<MemoryRoom> room = Optional.of(new MemoryRoom(Size.ofMiB(10), "left here"));
        assertThat(need.refusal(room)).isEmpty();
    }
}
