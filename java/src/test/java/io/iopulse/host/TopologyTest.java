package io.iopulse.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TopologyTest {
    @TempDir Path directory;

    private Topology machine(String name) {
        return Topology.of(RecordedTree.of(name, directory));
    }

    @Test
    void nodesOfATwoSocketMachineHaveTheirCpusAndMemory() {
        assertThat(machine("two-node").nodes().stream().map(Object::toString))
                .containsExactly(
                        "NumaNode[number=0, cpus=[0, 1, 4, 5], memoryBytes=OptionalLong[16777216]]",
                        "NumaNode[number=1, cpus=[2, 3, 6, 7],"
                                + " memoryBytes=OptionalLong[33554432]]");
    }

    @Test
    void siblingsAreTheThreadsOfOneCore() {
        Topology topology = machine("two-node");
        assertThat(topology.siblingsOf(1)).containsExactly(1, 5);
        assertThat(topology.siblingsOf(7)).containsExactly(3, 7);
    }

    @Test
    void sparseNodeNumbersOfflineCpusAndMemoryOnlyNodesAreKeptApart() {
        Topology topology = machine("four-node");
        assertThat(topology.nodes().stream().map(NumaNode::number)).containsExactly(0, 2, 4, 8);
        assertThat(topology.onlineCpus()).containsExactly(0, 1, 2, 3, 4, 7);
        assertThat(topology.cpusOf(4)).containsExactly(4, 7);
        assertThat(topology.cpusOf(8)).isEmpty();
        assertThat(topology.node(8).memoryBytes()).hasValue(4L << 20);
        assertThat(topology.node(4).memoryBytes()).isEmpty();
    }

    @Test
    void aCpuWithoutReadableSiblingsIsAloneOnItsCore() {
        Topology topology = machine("four-node");
        assertThat(topology.siblingsOf(2)).containsExactly(2);
        assertThat(topology.siblingsOf(4)).containsExactly(4);
        assertThat(topology.siblingsOf(7)).containsExactly(7);
    }

    @Test
    void workersAreDealtOverTheNodesInTheOrderGiven() {
        Topology topology = machine("two-node");
        assertThat(topology.dealOver(List.of(1, 0), 5)).containsExactly(1, 0, 1, 0, 1);
        assertThat(topology.dealOver(List.of(0), 2)).containsExactly(0, 0);
        assertThat(topology.dealOver(List.of(), 2)).isEmpty();
    }

    @Test
    void whatTheMachineDoesNotHaveIsOneSentence() {
        Topology topology = machine("four-node");
        refuses(
                () -> topology.cpusOf(3),
                "NUMA node 3 does not exist; this machine has nodes 0,2,4,8");
        refuses(
                () -> topology.siblingsOf(6),
                "CPU 6 does not exist or is offline; this machine has CPUs 0-4,7");
        refuses(
                () -> topology.dealOver(List.of(0, 8), 2),
                "NUMA node 8 has memory but no CPUs; workers can run on nodes 0,2,4");
        refuses(
                () -> topology.dealOver(List.of(4), 2),
                "no CPU of NUMA node 4 is allowed to this process; it may use CPUs 0,2-3");
        refuses(
                () -> topology.requireCpus(List.of(0, 1)),
                "CPU 1 is not allowed to this process; it may use CPUs 0,2-3");
    }

    private static void refuses(ThrowingCallable call, String sentence) {
        assertThatThrownBy(call).isInstanceOf(TopologyException.class).hasMessage(sentence);
    }

    @Test
    void aKernelWithoutNumaIsOneNodeWithAllCpus() {
        RecordedTree.unpack(
                "sys/devices/system/cpu/present = 0-2\nproc/meminfo = MemTotal: 8 kB", directory);
        Topology topology = Topology.of(new HostTree(directory));
        assertThat(topology.nodes()).hasSize(1);
        assertThat(topology.cpusOf(0)).containsExactly(0, 1, 2);
        assertThat(topology.node(0).memoryBytes()).hasValue(8192);
        refuses(() -> topology.node(3), "NUMA node 3 does not exist; this machine has node 0");
    }

    @Test
    void anEmptyTreeIsAMachineOfWhichNothingIsKnown() {
        Topology topology = Topology.of(new HostTree(directory));
        assertThat(topology.onlineCpus()).isEmpty();
        refuses(
                () -> topology.siblingsOf(0),
                "CPU 0 does not exist or is offline; this machine has no CPU");
    }

    @Test
    void theMachineThatRunsThisHasTheCpusTheVirtualMachineSees() {
        Topology topology = Topology.ofThisMachine();
        assertThat(topology.allowedCpus()).isNotEmpty();
        topology.requireCpus(topology.allowedCpus());
    }

    @Test
    void aDeviceIsOnTheNodeItIsAttachedTo() {
        HostTree tree = RecordedTree.of("two-node", directory);
        Topology topology = Topology.of(tree);
        BlockDevice nvme = BlockDevice.of(tree, new DeviceNumber(259, 0)).orElseThrow();
        assertThat(topology.nodeOf(nvme)).hasValue(1);
        assertThat(topology.nodeOf(5)).hasValue(0);
    }
}
