package io.iopulse.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.iopulse.units.Size;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MemoryRoomTest {
    private static final String MACHINE =
            "proc/meminfo = MemTotal: 8192 kB\\nMemFree: 10 kB\\nMemAvailable:    4096 kB\n";

    @TempDir Path directory;

    private void check(String tree, long kib, String holder) {
        RecordedTree.unpack(tree, directory);
        assertThat(MemoryRoom.of(new HostTree(directory)))
                .hasValue(new MemoryRoom(Size.ofKiB(kib), holder));
    }

    @Test
    void withoutALimitItIsWhatTheMachineHasAvailable() {
        check(
                MACHINE
                        + "proc/self/cgroup = 0::/user/run\n"
                        + "sys/fs/cgroup/user/run/memory.max = max\n"
                        + "sys/fs/cgroup/user/run/memory.current = 4096\n",
                4096,
                "available on this machine");
    }

    @Test
    void aLimitCountsWithoutThePageCacheThatIsReclaimed() {
        check(
                MACHINE
                        + "proc/self/cgroup = 0::/user/run\n"
                        + "sys/fs/cgroup/user/run/memory.max = 2097152\n"
                        + "sys/fs/cgroup/user/run/memory.current = 1572864\n"
                        + "sys/fs/cgroup/user/run/memory.stat = anon 5\\ninactive_file 524288\n",
                1024,
                "left within the memory limit of control group /user/run");
    }

    @Test
    void theLimitOfAParentHoldsToo() {
        check(
                MACHINE
                        + "proc/self/cgroup = 0::/user/run\n"
                        + "sys/fs/cgroup/user/run/memory.max = 2097152\n"
                        + "sys/fs/cgroup/user/run/memory.current = 0\n"
                        + "sys/fs/cgroup/user/memory.max = 1048576\n"
                        + "sys/fs/cgroup/user/memory.current = 524288\n",
                512,
                "left within the memory limit of control group /user");
    }

    @Test
    void theFirstVersionOfControlGroupsIsReadToo() {
        check(
                MACHINE
                        + "proc/self/cgroup = 4:cpu,cpuacct:/a\\n3:memory:/docker/1\\n0::/\n"
                        + "sys/fs/cgroup/memory/docker/1/memory.limit_in_bytes = 1048576\n"
                        + "sys/fs/cgroup/memory/docker/1/memory.usage_in_bytes = 1048576\n"
                        + "sys/fs/cgroup/memory/docker/1/memory.stat = total_inactive_file 1024\n",
                1,
                "left within the memory limit of control group /docker/1");
    }

    /** Inside a container the path is that of the host, and the mount shows the own group only. */
    @Test
    void aContainerSeesItsLimitAtTheRoot() {
        check(
                MACHINE
                        + "proc/self/cgroup = 0::/kubepods/pod1/abc\n"
                        + "sys/fs/cgroup/memory.max = 1048576\n"
                        + "sys/fs/cgroup/memory.current = 0\n",
                1024,
                "left within the memory limit of control group /");
    }

    @Test
    void nothingKnownIsNothingRefused() {
        assertThat(MemoryRoom.of(new HostTree(directory))).isEmpty();
    }
}
