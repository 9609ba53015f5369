package io.iopulse.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HostFactsTest {
    @TempDir Path directory;

    @Test
    void aMachineIsDescribedInAFixedOrder() {
        HostTree tree = RecordedTree.of("two-node", directory);
        assertThat(HostFacts.of(tree, List.of()))
                .containsExactly(
                        entry("kernel", "6.1.0-18-amd64"),
                        entry("distribution", "Debian GNU/Linux 12 (bookworm)"),
                        entry("memory_bytes", "50331648"),
                        entry("cpu_model", "Example CPU @ 2.10GHz"),
                        entry("cpus_online", "0-7"),
                        entry("cpu_cores", "4"),
                        entry("smt", "on"),
                        entry("numa_nodes", "0: CPUs 0-1,4-5; 1: CPUs 2-3,6-7"),
                        entry("clock_source", "tsc"),
                        entry("cpu_governor", "performance, powersave"));
    }

    @Test
    void eachTargetAddsItsFileSystemAndDevice() {
        HostTree tree = RecordedTree.of("two-node", directory);
        FileSystem fileSystem =
                new FileSystem(
                        "xfs",
                        "/dev/nvme0n1",
                        Path.of("/data"),
                        List.of("rw", "noatime"),
                        OptionalLong.empty());
        TargetFacts target =
                new TargetFacts(
                        Path.of("/data/file"),
                        true,
                        TargetKind.FILE,
                        OptionalLong.of(1),
                        BlockDevice.of(tree, new DeviceNumber(259, 0)),
                        Optional.of(fileSystem));
        assertThat(HostFacts.of(new HostTree(directory.resolve("none")), List.of(target)))
                .containsExactly(
                        entry("target_0_path", "/data/file"),
                        entry("target_0_file_system", "xfs"),
                        entry("target_0_mount_point", "/data"),
                        entry("target_0_mount_options", "rw,noatime"),
                        entry("target_0_device", "nvme0n1"),
                        entry("target_0_device_model", "EXAMPLE NVME 3T2"),
                        entry("target_0_device_bytes", "3200631791616"),
                        entry("target_0_device_scheduler", "none"),
                        entry("target_0_device_rotational", "no"),
                        entry("target_0_device_numa_node", "1"));
    }

    @Test
    void confinedAndOfflineCpusAreTold() {
        Map<String, String> facts =
                HostFacts.of(RecordedTree.of("four-node", directory), List.of());
        assertThat(facts)
                .containsEntry("cpus_online", "0-4,7")
                .containsEntry("cpus_allowed", "0,2-3")
                .containsEntry("smt", "off")
                .containsEntry("numa_nodes", "0: CPUs 0-1; 2: CPUs 2-3; 4: CPUs 4,7; 8: no CPUs");
    }

    @Test
    void aGuestOfAHypervisorIsTold() {
        RecordedTree.unpack(
                "proc/cpuinfo = flags\\t: fpu hypervisor\nsys/class/dmi/id/sys_vendor = QEMU",
                directory);
        HostTree tree = new HostTree(directory);
        assertThat(HostFacts.of(tree, List.of()))
                .containsExactly(entry("virtualization", "virtual machine, QEMU"));
        RecordedTree.unpack(".dockerenv = x", directory);
        assertThat(HostFacts.of(tree, List.of()))
                .containsExactly(entry("virtualization", "container in a virtual machine"));
    }

    @Test
    void nothingKnownIsAnEmptyMap() {
        assertThat(HostFacts.of(new HostTree(directory), List.of())).isEmpty();
    }

    @Test
    void theMachineThatRunsThisHasAKernel() {
        TargetFacts target = TargetFacts.of(directory);
        assertThat(HostFacts.ofThisMachine(List.of(target))).containsKeys("kernel", "numa_nodes");
    }

    @Test
    void noSystemFileMakesItThrow() {
        Fuzz.mutate(
                "NAME='Debian'\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n",
                HostFacts::distribution);
        Fuzz.mutate(
                "Node 0 MemTotal:       16384 kB\nNode 0 MemFree: 1 kB",
                text -> Topology.memoryBytes(Optional.of(text), "MemTotal:"));
        Fuzz.mutate("500 7 4000 90 300 20 2400 70 0 120 160 9 0", DeviceCounters::parse);
        Fuzz.mutate("none [mq-deadline] kyber", BlockDevice::schedulerInUse);
    }
}
