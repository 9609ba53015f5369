package io.iopulse.run;

import io.iopulse.engine.Job.WorkerPlace;
import io.iopulse.host.TargetFacts;
import io.iopulse.host.Topology;
import io.iopulse.host.TopologyException;
import io.iopulse.workload.Component;
import io.iopulse.workload.EngineChoice;
import io.iopulse.workload.NumaChoice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Deals workers over CPUs or NUMA nodes. */
final class Placer {
    private static final int ANYWHERE = -1;

    private final Topology topology;

    Placer(Topology topology) {
        this.topology = topology;
    }

    List<WorkerPlace> place(Component component, List<TargetFacts> targets) throws RunException {
        requirePoller(component.load().engine());
        List<Integer> cpus = told("--cpu-cores", () -> cpus(component));
        List<Integer> nodes = nodes(component, targets);
        List<WorkerPlace> places = new ArrayList<>();
        for (int i = 0; i < component.workers(); i++) {
            places.add(new WorkerPlace(i, component.workers(), cpus.get(i), nodes.get(i)));
        }
        return places;
    }

    /** What the topology refuses is said of the option that asked for it. */
    private static <T> T told(String option, Supplier<T> placing) throws RunException {
        try {
            return placing.get();
        } catch (TopologyException e) {
            throw new RunException(RunException.Cause.USAGE, option + ": " + e.getMessage());
        }
    }

    private void requirePoller(EngineChoice engine) throws RunException {
        if (engine.sqpollCpu().isPresent()) {
            int cpu = engine.sqpollCpu().getAsInt();
            told("--sqpoll", () -> topology.siblingsOf(cpu));
        }
    }

    private List<Integer> cpus(Component component) {
        List<Integer> cores = component.placement().cpuCores();
        topology.requireCpus(cores);
        List<Integer> cpus = new ArrayList<>();
        for (int i = 0; i < component.workers(); i++) {
            cpus.add(cores.isEmpty() ? ANYWHERE : cores.get(i % cores.size()));
        }
        return cpus;
    }

    private List<Integer> nodes(Component component, List<TargetFacts> targets)
            throws RunException {
        NumaChoice numa = component.placement().numa();
        if (numa.kind() == NumaChoice.Kind.NONE) {
            return Collections.nCopies(component.workers(), ANYWHERE);
        }
        List<Integer> over = numa.kind() == NumaChoice.Kind.LIST ? numa.nodes() : nodesOf(targets);
        return told("--numa-nodes", () -> topology.dealOver(over, component.workers()));
    }

    private List<Integer> nodesOf(List<TargetFacts> targets) throws RunException {
        TreeSet<Integer> nodes = new TreeSet<>();
        for (TargetFacts target : targets) {
            nodes.add(nodeOf(target));
        }
        return List.copyOf(nodes);
    }

    private int nodeOf(TargetFacts target) throws RunException {
        if (topology.nodes().size() == 1) {
            return topology.nodes().get(0).number();
        }
        OptionalInt node =
                target.device().isPresent()
                        ? topology.nodeOf(target.device().get())
                        : OptionalInt.empty();
        if (node.isEmpty()) {
            throw new RunException(
                    RunException.Cause.USAGE,
                    "--numa-nodes auto: the device of "
                            + target.path()
                            + " does not say which NUMA node it is on; give a list of nodes");
        }
        return node.getAsInt();
    }
}
