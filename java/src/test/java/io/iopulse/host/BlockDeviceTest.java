package io.iopulse.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BlockDeviceTest {
    @TempDir Path directory;
    private HostTree tree;

    @BeforeEach
    void record() {
        tree = RecordedTree.of("two-node", directory);
    }

    private BlockDevice device(int major, int minor) {
        return BlockDevice.of(tree, new DeviceNumber(major, minor)).orElseThrow();
    }

    @Test
    void aPartitionHasItsOwnSizeAndCountersAndTheQueueOfItsDisk() {
        BlockDevice partition = device(8, 1);
        assertThat(partition.name()).isEqualTo("sda1");
        assertThat(partition.disk()).isEqualTo("sda");
        assertThat(partition.isPartition()).isTrue();
        assertThat(partition.bytes()).hasValue(2048000L * 512);
        assertThat(partition.scheduler()).hasValue("mq-deadline");
        assertThat(partition.physicalBlockBytes()).hasValue(4096);
        assertThat(partition.rotational()).hasValue(true);
        assertThat(partition.holders()).containsExactly("dm-0");
        assertThat(partition.counters()).hasValue(new DeviceCounters(50, 400, 30, 240, 12, 0));
    }

    @Test
    void countersThatAreSwitchedOffAreAbsent() throws IOException {
        Path disk = directory.resolve("sys/dev/block/8:0").toRealPath();
        Files.writeString(disk.resolve("queue/iostats"), "1\n");
        assertThat(device(8, 1).counters()).isPresent();
        Files.writeString(disk.resolve("queue/iostats"), "0\n");
        assertThat(device(8, 1).counters()).isEmpty();
    }

    @Test
    void aDiskIsDescribedWhole() {
        BlockDevice disk = device(8, 0);
        assertThat(disk.model()).hasValue("ST4000NM0115");
        assertThat(disk.bytes()).hasValue(7814037168L * 512);
        assertThat(disk.logicalBlockBytes()).hasValue(512);
        assertThat(disk.ioPoll()).hasValue(false);
        assertThat(disk.canDiscard()).isFalse();
        assertThat(disk.requestsMax()).hasValue(64);
        assertThat(disk.writeCache()).hasValue("write back");
        assertThat(disk.numaNode()).hasValue(0);
        assertThat(disk.isPartition()).isFalse();
        assertThat(disk.counters()).hasValue(new DeviceCounters(500, 4000, 300, 2400, 120, 9));
    }

    @Test
    void anNvmeDriveTellsItsNodePollQueuesAndDiscard() {
        BlockDevice drive = device(259, 0);
        assertThat(drive.model()).hasValue("EXAMPLE NVME 3T2");
        assertThat(drive.ioPoll()).hasValue(true);
        assertThat(drive.canDiscard()).isTrue();
        assertThat(drive.numaNode()).hasValue(1);
        assertThat(drive.scheduler()).hasValue("none");
    }

    @Test
    void aStackedDeviceIsOnANodeOnlyWhenAllItsPartsAre() {
        assertThat(device(253, 0).numaNode()).hasValue(0);
        assertThat(device(253, 0).model()).hasValue("vg0-data");
        assertThat(device(253, 1).numaNode()).isEmpty();
    }

    @Test
    void whatIsMissingIsAbsent() {
        BlockDevice loop = device(7, 0);
        assertThat(loop.backingFile()).hasValue("/var/tmp/disk.img");
        assertThat(loop.scheduler()).hasValue("none");
        assertThat(loop.bytes()).isEmpty();
        assertThat(loop.model()).isEmpty();
        assertThat(loop.ioPoll()).isEmpty();
        assertThat(loop.counters()).isEmpty();
        assertThat(loop.numaNode()).isEmpty();
        assertThat(BlockDevice.of(tree, new DeviceNumber(0, 42))).isEmpty();
        assertThat(BlockDevice.named(tree, "../../etc")).isEmpty();
    }

    @Test
    void anExclamationMarkInSysfsIsASlashInTheName() {
        assertThat(device(104, 0).name()).isEqualTo("cciss/c0d0");
    }

    @Test
    void countersAreComparedAsBytes() {
        Optional<DeviceCounters> before = DeviceCounters.parse("1 0 8 0 2 0 16 0 0 70 0");
        Optional<DeviceCounters> after = DeviceCounters.parse("4 0 32 0 3 0 24 0 0 95 0 1 0 8 0");
        DeviceCounters moved = after.orElseThrow().since(before.orElseThrow());
        assertThat(moved).isEqualTo(new DeviceCounters(3, 24, 1, 8, 25, 1));
        assertThat(moved.readBytes()).isEqualTo(24 * 512);
        assertThat(moved.writeBytes()).isEqualTo(8 * 512);
    }
}
