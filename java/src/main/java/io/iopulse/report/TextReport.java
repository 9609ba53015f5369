package io.iopulse.report;

import static io.iopulse.measure.OperationKind.READ;
import static io.iopulse.measure.OperationKind.WRITE;

import io.iopulse.measure.CaveatNote;
import io.iopulse.measure.Figure;
import io.iopulse.measure.Latency;
import io.iopulse.measure.LatencyKind;
import io.iopulse.measure.OperationError;
import io.iopulse.measure.OperationKind;
import io.iopulse.record.ComponentFacts;
import io.iopulse.record.ComponentSum;
import io.iopulse.record.Gap;
import io.iopulse.record.Outcome;
import io.iopulse.record.PhaseSum;
import io.iopulse.record.RateRange;
import io.iopulse.record.Recording;
import io.iopulse.record.WorkerSum;
import io.iopulse.units.Printable;
import io.iopulse.units.Span;
import io.iopulse.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The summary that a person reads at a glance. */
public final class TextReport {
    private static final int ERRORS_SHOWN_MAX = 8;

    private final Recording recording;
    private final PhaseSum measured;
    private final List<String> lines = new ArrayList<>();

    private TextReport(Recording recording) {
        this.recording = recording;
        this.measured = recording.measured();
    }

    /**
     * The whole report, each line ended.
     *
     * @param perWorker with a table of the workers
     */
    public static String of(Recording recording, boolean perWorker) {
        TextReport report = new TextReport(recording);
        report.addHead();
        if (report.isComposite()) {
            recording.components().forEach(report::addComponent);
            report.add("");
            report.add("together");
        }
        if (recording.measured().wallNs() > 0) {
            report.addMeasured(perWorker);
        }
        report.addVerified();
        report.addErrors();
        report.addCaveats();
        return report.lines.stream()
                .map(line -> Printable.of(line) + "\n")
                .collect(Collectors.joining());
    }

    private boolean isComposite() {
        return recording.components().size() > 1;
    }

    /** A component's own results, under its name. */
    private void addComponent(ComponentSum component) {
        PhaseSum sum = component.measured();
        add("");
        add("component " + component.name());
        addSetting(component);
        if (sum.wallNs() == 0) {
            return;
        }
        addOperations(sum);
        addLatencies(sum);
        add("");
        addPace(component);
        addCpu(component.cpuPerOperationNs(), component.cpuShare());
        addAccessed(component);
        addHeatmap(component);
    }

    private void addAccessed(ComponentSum component) {
        component
                .heat()
                .ifPresent(
                        heat -> {
                            add("skew", SkewText.skew(heat));
                            add("coverage", SkewText.coverage(heat));
                        });
    }

    private void addHeatmap(ComponentSum component) {
        int buckets = component.facts().component().load().heatmapBuckets();
        if (buckets > 0 && component.heat().isPresent()) {
            add("");
            lines.addAll(HeatmapText.lines(component.heat().get(), buckets));
        }
    }

    private void addMeasured(boolean perWorker) {
        addOperations(measured);
        addLatencies(measured);
        addConduct();
        if (!isComposite()) {
            addAccessed(recording.components().get(0));
        }
        if (perWorker) {
            addWorkers();
        }
        if (!isComposite()) {
            addHeatmap(recording.components().get(0));
        }
    }

    private void addLatencies(PhaseSum sum) {
        if (!sum.latencies().kinds().isEmpty()) {
            add("");
            lines.addAll(LatencyText.lines(sum.latencies()));
        }
    }

    private void add(String line) {
        lines.add(line);
    }

    private void add(String label, String value) {
        lines.add(String.format("  %-10s %s", label, value).stripTrailing());
    }

    private void addHead() {
        Workload workload = recording.facts().workload();
        Outcome outcome = recording.outcome();
        String reason = outcome.reason().isEmpty() ? "" : ", " + outcome.reason();
        add(workload.name() + ": " + outcome.status().label() + reason);
        if (!workload.description().isEmpty()) {
            add("imitates", workload.description());
        }
        if (!isComposite()) {
            addSetting(recording.components().get(0));
        }
        String host = WorkloadText.host(recording.facts().host());
        if (!host.isEmpty()) {
            add("host", host);
        }
        add("time", times(workload));
        SteadyText.reached(recording).ifPresent(words -> add("steady", words));
        recording
                .excerpt()
                .ifPresent(
                        excerpt -> {
                            add("selection", SelectionText.taken(excerpt));
                            add("left out", SelectionText.leftOut(excerpt));
                        });
        add("seed", workload.seed() + ", iopulse " + recording.facts().toolVersion());
    }

    private void addSetting(ComponentSum component) {
        ComponentFacts facts = component.facts();
        add("workload", WorkloadText.workload(facts.component()));
        add("workers", WorkloadText.workers(facts));
        add("engine", WorkloadText.engine(component));
        WorkloadText.targets(facts, openedBefore(component), recording.facts().host())
                .forEach(target -> add("target", target));
    }

    /** Targets that the components before it opened: facts of the host count those only. */
    private int openedBefore(ComponentSum component) {
        return recording.components().stream()
                .takeWhile(other -> !other.name().equals(component.name()))
                .filter(other -> other.facts().engine().opensTargets())
                .mapToInt(other -> other.facts().targets().size())
                .sum();
    }

    private String times(Workload workload) {
        Span warmup = workload.completion().warmup();
        Optional<Span> duration = workload.completion().duration();
        String measuredFor =
                "measured "
                        + Figure.time(measured.wallNs())
                        + duration.map(asked -> " of " + asked).orElse("");
        String clock = ", clock " + recording.facts().clock().label();
        if (isOfTime()) {
            return measuredFor + clock;
        }
        String warmedUp =
                warmup.isZero()
                        ? "no warm-up"
                        : "warm-up " + Figure.time(recording.warmup().wallNs()) + " of " + warmup;
        return warmedUp
                + ", "
                + measuredFor
                + ", drain "
                + Figure.time(recording.drain().wallNs())
                + finalSyncs()
                + clock;
    }

    /** Whether it is the report of a part of the time, of which less is known. */
    private boolean isOfTime() {
        return recording.excerpt().map(part -> part.asked().isOfTime()).orElse(false);
    }

    private String finalSyncs() {
        return recording
                .drain()
                .latencies()
                .get(LatencyKind.SERVICE, OperationKind.FSYNC)
                .map(
                        syncs ->
                                " with "
                                        + WorkloadText.counted(syncs.count(), "fsync")
                                        + " of "
                                        + Figure.time(syncs.minNs())
                                        + " to "
                                        + Figure.time(syncs.maxNs())
                                        + " (mean "
                                        + Figure.time(syncs.meanNs())
                                        + ")")
                .orElse("");
    }

    private void addOperations(PhaseSum sum) {
        TextTable table = new TextTable();
        table.add(List.of("", "operations", "bytes", "IOPS", "throughput"));
        addOperations(table, sum, kind -> !kind.isSync());
        table.add(operations("total", sum, sum.ops().total(), sum.bytes().transfers()));
        addOperations(table, sum, OperationKind::isSync);
        add("");
        lines.addAll(table.lines());
    }

    private static void addOperations(
            TextTable table, PhaseSum sum, Predicate<OperationKind> shown) {
        for (OperationKind kind : OperationKind.values()) {
            long ops = sum.ops().get(kind);
            if (shown.test(kind) && ops > 0) {
                table.add(operations(kind.label(), sum, ops, sum.bytes().get(kind)));
            }
        }
    }

    private static List<String> operations(String label, PhaseSum sum, long ops, long bytes) {
        return List.of(
                label,
                Figure.count(ops),
                bytes == 0 ? "-" : Figure.bytes(bytes),
                Figure.perSecond(sum.perSecond(ops)),
                bytes == 0 ? "-" : Figure.throughput(sum.perSecond(bytes)));
    }

    /** How the run went: what is needed to judge the numbers above. */
    private void addConduct() {
        add("");
        recording.opsPerSecondRange().ifPresent(range -> add("intervals", range(range)));
        recording.longestGap().ifPresent(gap -> add("gap", gap(gap)));
        if (isComposite()) {
            addDepth(measured, recording.depthAsked());
        } else {
            addPace(recording.components().get(0));
        }
        addCpu(recording.cpuPerOperationNs(), recording.cpuShare());
        if (measured.ops().total() > 0) {
            add("batches", batches());
        }
        if (measured.retries() + measured.shortTransfers() > 0) {
            add(
                    "repeated",
                    Figure.count(measured.retries())
                            + " × EAGAIN or EINTR, "
                            + WorkloadText.counted(measured.shortTransfers(), "short transfer"));
        }
    }

    private String range(RateRange range) {
        return String.format(
                "IOPS %s (interval %d) to %s (interval %d) in %s of %s",
                Figure.perSecond(range.min()),
                range.minInterval(),
                Figure.perSecond(range.max()),
                range.maxInterval(),
                WorkloadText.counted(range.intervals(), "whole interval"),
                recording.facts().workload().interval());
    }

    private static String gap(Gap gap) {
        return String.format(
                "at most %s without a completion, at %s on worker %d",
                Figure.time(gap.lengthNs()), Figure.time(gap.startNs()), gap.worker());
    }

    private void addPace(ComponentSum component) {
        PaceLines.achieved(component).forEach(this::add);
        PhaseSum sum = component.measured();
        Optional<String> paced =
                sum.depth().isPresent()
                        ? PaceLines.depth(component, sum.depth().getAsDouble())
                        : Optional.empty();
        paced.ifPresentOrElse(
                depth -> add("depth", depth), () -> addDepth(sum, component.depthAsked()));
    }

    private void addDepth(PhaseSum sum, long asked) {
        sum.depth().ifPresent(depth -> add("depth", depth(depth, asked) + waitingForLocks(sum)));
    }

    private static String waitingForLocks(PhaseSum sum) {
        return sum.waitingForLocks() == 0
                ? ""
                : ", and " + Figure.significant(sum.waitingForLocks()) + " waiting for their locks";
    }

    private static String depth(double achieved, long asked) {
        return Figure.significant(achieved)
                + " of "
                + Figure.count(asked)
                + " ("
                + Figure.percent(achieved / asked)
                + ")";
    }

    private void addCpu(OptionalDouble each, OptionalDouble share) {
        if (!isOfTime()) {
            add(
                    "cpu",
                    shown(each, ns -> Figure.time(ns) + " of the tool per operation, ", "")
                            + "workers busy "
                            + shown(share, Figure::percent, "unknown"));
        }
    }

    private static String shown(
            OptionalDouble value, DoubleFunction<String> figure, String unknown) {
        return value.isPresent() ? figure.apply(value.getAsDouble()) : unknown;
    }

    private String batches() {
        double size = (double) measured.ops().total() / measured.batches();
        String inline =
                measured.batchSpanMaxNs() == 0
                        ? ""
                        : "; those done inside one submission took up to "
                                + Figure.time(measured.batchSpanMaxNs())
                                + " together";
        return Figure.significant(size) + " operations on average" + inline;
    }

    private void addWorkers() {
        TextTable table = new TextTable();
        table.add(
                List.of(
                        "worker",
                        "cpu",
                        "operations",
                        "IOPS",
                        "throughput",
                        "depth",
                        "p50",
                        "p99",
                        "max",
                        "cpu/op",
                        "busy"));
        recording.workers().forEach(worker -> table.add(worker(worker)));
        add("");
        lines.addAll(table.lines());
    }

    private static List<String> worker(WorkerSum worker) {
        PhaseSum sum = worker.measured();
        Optional<Latency> both = sum.latencies().merged(LatencyKind.SERVICE, List.of(READ, WRITE));
        return List.of(
                Integer.toString(worker.facts().worker()),
                worker.place().cpu().isPresent()
                        ? Integer.toString(worker.place().cpu().getAsInt())
                        : "any",
                Figure.count(sum.ops().total()),
                Figure.perSecond(sum.perSecond(sum.ops().total())),
                Figure.throughput(sum.perSecond(sum.bytes().transfers())),
                shown(sum.depth(), Figure::significant, "-"),
                both.map(latency -> LatencyText.percentile(latency, 50)).orElse("-"),
                both.map(latency -> LatencyText.percentile(latency, 99)).orElse("-"),
                both.map(latency -> Figure.time(latency.maxNs())).orElse("-"),
                shown(worker.cpuPerOperationNs(), Figure::time, "-"),
                shown(worker.cpuShare(), Figure::percent, "-"));
    }

    private void addVerified() {
        for (ComponentSum component : recording.components()) {
            List<String> found = VerifyLines.found(component);
            if (!found.isEmpty()) {
                add("");
                if (isComposite()) {
                    add("verification of " + component.name());
                }
                lines.addAll(found);
            }
        }
    }

    private void addErrors() {
        List<OperationError> errors = recording.errors();
        if (errors.isEmpty()) {
            return;
        }
        add("");
        for (OperationError error : errors.subList(0, Math.min(errors.size(), ERRORS_SHOWN_MAX))) {
            add("error", error(error));
        }
        if (errors.size() > ERRORS_SHOWN_MAX) {
            add("error", "and " + (errors.size() - ERRORS_SHOWN_MAX) + " more kinds");
        }
    }

    private static String error(OperationError error) {
        return String.format(
                "%s × %s, %s; first %s %s after %s",
                Figure.count(error.count()),
                error.kind().label(),
                error.errorName(),
                error.kind().isSync()
                        ? "on"
                        : error.firstLength() + " bytes at " + error.firstOffset() + " of",
                error.firstTarget(),
                Figure.time(error.firstNs()));
    }

    private void addCaveats() {
        if (recording.caveats().isEmpty()) {
            return;
        }
        add("");
        for (CaveatNote note : recording.caveats()) {
            add(note.caveat().isFatal() ? "FATAL" : "caveat", note.sentence());
        }
    }
}
