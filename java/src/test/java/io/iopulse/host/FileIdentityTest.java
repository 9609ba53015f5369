package io.iopulse.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileIdentityTest {
    @TempDir Path directory;
    private Path file;

    @BeforeEach
    void make() throws IOException {
        file = Files.createFile(directory.resolve("file"));
        Files.createSymbolicLink(directory.resolve("same"), directory);
    }

    @Test
    void hardAndSymbolicLinksLeadToOneFile() throws IOException {
        Path hard = Files.createLink(directory.resolve("hard"), file);
        Path soft = Files.createSymbolicLink(directory.resolve("soft"), hard);
        assertThat(FileIdentity.areSame(file, hard)).isTrue();
        assertThat(FileIdentity.areSame(file, soft)).isTrue();
        assertThat(FileIdentity.areSame(file, Files.createFile(directory.resolve("copy"))))
                .isFalse();
    }

    @Test
    void aMissingFileIsItsNameInItsDirectory() {
        Path missing = directory.resolve("missing");
        assertThat(FileIdentity.areSame(missing, directory.resolve("same/missing"))).isTrue();
        assertThat(FileIdentity.areSame(missing, directory.resolve("same/other"))).isFalse();
        Path nowhere = directory.resolve("none/missing");
        assertThat(FileIdentity.areSame(nowhere, nowhere)).isFalse();
    }

    @Test
    void nodesOfOneDeviceAreOne() {
        DeviceNumber disk = new DeviceNumber(8, 1);
        FileStatus one = new FileStatus(TargetKind.BLOCK, new DeviceNumber(0, 6), 3, disk, 0);
        FileStatus two = new FileStatus(TargetKind.BLOCK, new DeviceNumber(0, 30), 9, disk, 0);
        FileStatus other =
                new FileStatus(
                        TargetKind.BLOCK, new DeviceNumber(0, 6), 3, new DeviceNumber(8, 2), 0);
        assertThat(FileIdentity.of(one)).isEqualTo(FileIdentity.of(two));
        assertThat(FileIdentity.of(one)).isNotEqualTo(FileIdentity.of(other));
    }
}
