package io.iopulse.compare;

import io.iopulse.record.Recording;
import io.iopulse.record.WorkloadHash;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Whether runs can be compared at all: what was done, where, and with what. */
final class Likeness {
    private Likeness() {}

    /** Sentences on what differs between the runs of a phase. */
    static List<String> notes(String phase, List<Side> sides, List<List<Recording>> runs) {
        List<String> notes = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            String side = sides.get(i).name();
            if (distinct(runs.get(i), Likeness::workload).size() > 1) {
                notes.add(
                        "the runs of '%s' in %s do not all do the same work"
                                .formatted(phase, side));
            }
            addCaveats(notes, phase, side, runs.get(i));
        }
        List<Recording> all = runs.stream().flatMap(List::stream).toList();
        if (distinct(firsts(runs), Likeness::workload).size() > 1) {
            notes.add("the workloads of '%s' differ between the sides".formatted(phase));
        }
        addHosts(notes, all);
        addVersions(notes, all);
        return notes;
    }

    static void addVersions(List<String> notes, List<Recording> runs) {
        Set<String> versions = distinct(runs, run -> run.facts().toolVersion());
        if (versions.size() > 1) {
            notes.add("the runs were made with iopulse " + String.join(" and ", versions));
        }
    }

    private static List<Recording> firsts(List<List<Recording>> runs) {
        return runs.stream().map(side -> side.get(0)).toList();
    }

    private static String workload(Recording run) {
        return WorkloadHash.ofWork(run.facts().workload());
    }

    private static Set<String> distinct(List<Recording> runs, Function<Recording, String> of) {
        return runs.stream().map(of).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    static void addHosts(List<String> notes, List<Recording> runs) {
        Set<String> keys = new TreeSet<>();
        runs.forEach(run -> keys.addAll(run.facts().host().keySet()));
        List<String> different =
                keys.stream()
                        .filter(
                                key ->
                                        distinct(
                                                                runs,
                                                                run ->
                                                                        run.facts()
                                                                                .host()
                                                                                .getOrDefault(
                                                                                        key, ""))
                                                        .size()
                                                > 1)
                        .toList();
        if (!different.isEmpty()) {
            notes.add("the hosts differ in " + String.join(", ", different));
        }
    }

    private static void addCaveats(
            List<String> notes, String phase, String side, List<Recording> runs) {
        long bad = runs.stream().filter(run -> run.exitCode() != Recording.EXIT_OK).count();
        if (bad > 0) {
            notes.add(
                    "%d of %d runs of '%s' in %s are not good: %s"
                            .formatted(
                                    bad,
                                    runs.size(),
                                    phase,
                                    side,
                                    runs.stream()
                                            .flatMap(run -> run.complaint().stream())
                                            .findFirst()
                                            .orElse("their exit codes are not 0")));
        }
    }
}
