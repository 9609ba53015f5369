package io.iopulse.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MountTableTest {
    private static final String MOUNTS =
            """
            22 27 0:21 / /proc rw,relatime - proc proc rw
            27 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw,discard
            40 27 8:2 /sub /mnt/my\\040disk rw,noatime shared:9 master:3 - xfs /dev/sda2 ro,quota
            41 27 0:44 / /data rw - btrfs /dev/sda3 rw,subvol=/a\\134b
            42 41 8:4 / /data rw - ext4 /dev/sda4 rw
            """;

    private static Optional<FileSystem> under(String path, int major, int minor) {
        DeviceNumber device = new DeviceNumber(major, minor);
        return MountTable.parse(MOUNTS).under(Path.of(path), device);
    }

    @Test
    void theDeepestMountPointOfTheFilesDeviceIsTaken() {
        assertThat(under("/usr/x", 8, 1).map(FileSystem::source)).hasValue("/dev/sda1");
        assertThat(under("/mnt/my disk/x", 8, 2).map(FileSystem::source)).hasValue("/dev/sda2");
        assertThat(under("/data/x", 8, 4).map(FileSystem::source)).hasValue("/dev/sda4");
        assertThat(under("/data/x", 0, 44).map(FileSystem::source)).hasValue("/dev/sda3");
    }

    @Test
    void aDeviceThatNoMountShowsIsFoundByPathAndTheLastMountWins() {
        assertThat(under("/data/x", 0, 99).map(FileSystem::source)).hasValue("/dev/sda4");
        assertThat(under("/database/x", 0, 99).map(FileSystem::source)).hasValue("/dev/sda1");
    }

    @Test
    void octalEscapesAreUndone() {
        assertThat(MountTable.unescape("my\\040disk\\134x\\09\\")).isEqualTo("my disk\\x\\09\\");
        assertThat(under("/data", 0, 44).orElseThrow().options()).contains("subvol=/a\\b");
    }

    @Test
    void aFileSystemIsReadOnlyWhenTheMountOrTheFileSystemIs() {
        FileSystem fileSystem = under("/mnt/my disk", 8, 2).orElseThrow();
        assertThat(fileSystem.readOnly()).isTrue();
        assertThat(fileSystem.options()).containsExactly("ro", "noatime", "quota");
    }

    @Test
    void oddLinesAreLeftOut() {
        assertThat(MountTable.parse("x\n\n1 2 3 4 5 6 - a\n1 2 3 4 5 - a b c\n").mounts())
                .isEmpty();
    }

    @Test
    void noTextMakesItThrow() {
        Fuzz.mutate(
                MOUNTS,
                text -> {
                    MountTable table = MountTable.parse(text);
                    table.under(Path.of("/mnt/my disk/x"), new DeviceNumber(8, 2));
                    assertThat(table.mounts()).allMatch(m -> !m.fileSystem().options().isEmpty());
                });
    }
}
