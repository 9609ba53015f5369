package io.iopulse.compare;

import io.iopulse.record.Recording;
import io.iopulse.record.WorkloadHash;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs of one name that did the same work on the same hardware, and so may be looked at as a
 * series. What else differs between their hosts, as the kernel, may be why something changed.
 *
 * @param name of the runs
 * @param work hash of what they did, names and seeds apart
 * @param cpuModel of their hosts; empty where it is not known
 * @param runs oldest first, at least one
 * @param notes what must be known to read the figures, a sentence each
 */
public record TrendGroup(
        String name,
        String work,
        String cpuModel,
        List<TrendRun> runs,
        List<Trend> trends,
        List<String> notes) {
    private static final String CPU_MODEL = "cpu_model";
    private static final String CPUS_ONLINE = "cpus_online";

    private record Key(String name, String work, String cpuModel, String cpus) {
        static Key of(Recording run) {
            Map<String, String> host = run.facts().host();
            return new Key(
                    run.facts().workload().name(),
                    WorkloadHash.ofWork(run.facts().workload()),
                    host.getOrDefault(CPU_MODEL, ""),
                    host.getOrDefault(CPUS_ONLINE, ""));
        }
    }

    public TrendGroup {
        runs = List.copyOf(runs);
        trends = List.copyOf(trends);
        notes = List.copyOf(notes);
    }

    /**
     * Sorts runs by time and puts apart what cannot be one series.
     *
     * @param metrics to look at; empty: the headlines that any run has
     * @return in the order of their first runs
     */
    public static List<TrendGroup> of(List<TrendRun> runs, List<Metric> metrics) {
        Map<Key, List<TrendRun>> groups = new LinkedHashMap<>();
        runs.stream()
                .sorted(Comparator.comparing(TrendRun::startedAt).thenComparing(TrendRun::source))
                .forEach(
                        run ->
                                groups.computeIfAbsent(Key.of(run.run()), key -> new ArrayList<>())
                                        .add(run));
        List<TrendGroup> all = new ArrayList<>();
        groups.forEach((key, same) -> all.add(of(key, same, metrics)));
        return List.copyOf(all);
    }

    private static TrendGroup of(Key key, List<TrendRun> all, List<Metric> metrics) {
        List<String> notes = new ArrayList<>();
        int left = Math.max(0, all.size() - ChangePoints.RUNS_MAX);
        if (left > 0) {
            notes.add("the oldest %d of %d runs are left out".formatted(left, all.size()));
        }
        List<TrendRun> runs = all.subList(left, all.size());
        List<Recording> recordings = runs.stream().map(TrendRun::run).toList();
        List<Metric> read =
                metrics.isEmpty() ? PhaseComparison.headlines(List.of(recordings)) : metrics;
        List<Trend> trends = read.stream().map(metric -> Trend.of(metric, runs)).toList();
        Likeness.addHosts(notes, recordings);
        Likeness.addVersions(notes, recordings);
        long series = trends.stream().filter(trend -> !trend.isTooShort()).count();
        if (series > 0) {
            notes.add(
                    "by chance one in %.0f series without a change shows one; these are %d"
                            .formatted(1 / ChangePoints.LEVEL, series));
        }
        return new TrendGroup(key.name(), key.work(), key.cpuModel(), runs, trends, notes);
    }
}
