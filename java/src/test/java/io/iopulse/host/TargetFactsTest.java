package io.iopulse.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TargetFactsTest {
    private static final DeviceNumber NONE = new DeviceNumber(0, 0);

    @TempDir Path directory;
    @TempDir Path data;
    private HostTree tree;

    @BeforeEach
    void record() throws IOException {
        tree = RecordedTree.of("two-node", directory);
        mounts("30 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw,discard");
    }

    private void mounts(String mountinfo) {
        RecordedTree.unpack("proc/self/mountinfo = " + mountinfo, directory);
    }

    private TargetFacts file(DeviceNumber device) {
        FileStatus status = new FileStatus(TargetKind.FILE, device, 12, NONE, 8192);
        return TargetFacts.of(data, tree, Optional.of(status));
    }

    @Test
    void aFileHasAFileSystemAndTheDeviceUnderIt() {
        TargetFacts facts = file(new DeviceNumber(8, 1));
        assertThat(facts.exists()).isTrue();
        assertThat(facts.bytes()).hasValue(8192);
        assertThat(facts.device().map(BlockDevice::name)).hasValue("sda1");
        FileSystem fileSystem = facts.fileSystem().orElseThrow();
        assertThat(fileSystem.type()).isEqualTo("ext4");
        assertThat(fileSystem.mountPoint()).isEqualTo(Path.of("/"));
        assertThat(fileSystem.options()).containsExactly("rw", "relatime", "discard");
        assertThat(fileSystem.freeBytes().orElseThrow()).isPositive();
    }

    @Test
    void aFileOnMemoryHasNoDevice() throws IOException {
        mounts("31 1 0:25 / " + data.toRealPath() + " ro - tmpfs tmpfs rw,size=4k");
        TargetFacts facts = file(new DeviceNumber(0, 25));
        assertThat(facts.device()).isEmpty();
        assertThat(facts.fileSystem().map(FileSystem::type)).hasValue("tmpfs");
        assertThat(facts.fileSystem().map(FileSystem::readOnly)).hasValue(true);
    }

    @Test
    void aFileSystemWithNumbersOfItsOwnIsFoundByWhatIsMounted() {
        mounts("31 1 0:40 / / rw - btrfs /dev/mapper/vg0-data rw");
        assertThat(file(new DeviceNumber(0, 41)).device().map(BlockDevice::name)).hasValue("dm-0");
    }

    @Test
    void aBlockDeviceHasTheSizeThatSysfsTells() {
        FileStatus status =
                new FileStatus(
                        TargetKind.BLOCK, new DeviceNumber(0, 6), 12, new DeviceNumber(8, 1), 0);
        TargetFacts facts = TargetFacts.of(Path.of("/dev/sda1"), tree, Optional.of(status));
        assertThat(facts.kind()).isEqualTo(TargetKind.BLOCK);
        assertThat(facts.bytes()).hasValue(2048000L * 512);
        assertThat(facts.device().map(BlockDevice::disk)).hasValue("sda");
        assertThat(facts.fileSystem()).isEmpty();
    }

    @Test
    void aMissingFileIsDescribedByTheDirectoryItWouldLieIn() {
        TargetFacts facts = TargetFacts.of(data.resolve("not/there"), tree);
        assertThat(facts.exists()).isFalse();
        assertThat(facts.kind()).isEqualTo(TargetKind.FILE);
        assertThat(facts.bytes()).isEmpty();
        assertThat(facts.fileSystem().map(FileSystem::type)).hasValue("ext4");
    }

    @Test
    void symbolicLinksAreFollowed() throws IOException {
        Path file = Files.writeString(data.resolve("file"), "12345");
        Path link = Files.createSymbolicLink(data.resolve("link"), file);
        Path dangling = Files.createSymbolicLink(data.resolve("dangling"), Path.of("x/y"));
        Path loop = Files.createSymbolicLink(data.resolve("loop"), Path.of("loop"));
        assertThat(TargetFacts.of(link, tree).bytes()).hasValue(5);
        assertThat(TargetFacts.of(dangling, tree).exists()).isFalse();
        assertThat(TargetFacts.of(loop, tree).fileSystem()).isPresent();
    }

    @Test
    void everyKindOfNodeIsTold() {
        assertThat(TargetFacts.of(data, tree).kind()).isEqualTo(TargetKind.DIRECTORY);
        TargetFacts sink = TargetFacts.of(Path.of("/dev/null"), tree);
        assertThat(sink.kind()).isEqualTo(TargetKind.CHARACTER);
        assertThat(sink.fileSystem()).isEmpty();
        assertThat(TargetKind.ofMode(0x8000 | 0644)).isEqualTo(TargetKind.FILE);
        assertThat(TargetKind.ofMode(0x1000)).isEqualTo(TargetKind.OTHER);
    }

    @Test
    void anEmptyTreeLeavesOnlyWhatTheFileItselfTells() throws IOException {
        Path file = Files.writeString(data.resolve("file"), "1");
        TargetFacts facts = TargetFacts.of(file, new HostTree(data));
        assertThat(facts.bytes()).hasValue(1);
        assertThat(facts.device()).isEmpty();
        assertThat(facts.fileSystem()).isEmpty();
    }

    @Test
    void deviceNumbersAreUnpackedAsTheKernelPacksThem() {
        assertThat(DeviceNumber.of(0x801)).hasToString("8:1");
        assertThat(DeviceNumber.of(0x10300)).hasToString("259:0");
        assertThat(DeviceNumber.of(0x0001_2000_6783_459aL))
                .isEqualTo(new DeviceNumber(0x12345, 0x6789a));
    }
}
