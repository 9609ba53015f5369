package io.iopulse.report;

import io.iopulse.compare.ChangePoint;
import io.iopulse.compare.ChangeWords;
import io.iopulse.compare.Metric;
import io.iopulse.compare.Trend;
import io.iopulse.compare.TrendGroup;
import io.iopulse.compare.Verdict;
import io.iopulse.units.Printable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What changed over many runs, and when. */
public final class TrendText {
    private static final int HASH_CHARS = 8;
    private static final double P_SHOWN_MIN = 1e-12;

    private final List<String> lines = new ArrayList<>();

    private TrendText() {}

    /** All groups, each line ended. */
    public static String of(List<TrendGroup> groups) {
        TrendText text = new TrendText();
        if (groups.size() > 1) {
            text.lines.add(
                    "%d series: runs are put together by name, work and CPUs"
                            .formatted(groups.size()));
            text.lines.add("");
        }
        for (int i = 0; i < groups.size(); i++) {
            if (i > 0) {
                text.lines.add("");
            }
            text.add(groups.get(i));
        }
        return text.lines.stream()
                .map(line -> Printable.of(line) + "\n")
                .collect(Collectors.joining());
    }

    private void add(TrendGroup group) {
        int runs = group.runs().size();
        String first = time(group.runs().get(0).startedAt());
        String last = time(group.runs().get(runs - 1).startedAt());
        lines.add(
                "%s: %s of work %s%s, %s"
                        .formatted(
                                group.name(),
                                WorkloadText.counted(runs, "run"),
                                group.work().substring(0, HASH_CHARS),
                                group.cpuModel().isEmpty() ? "" : " on " + group.cpuModel(),
                                runs == 1 ? first : first + " to " + last));
        if (runs < Trend.RUNS_MIN) {
            lines.add(
                    "  too few runs: a change is looked for in %d or more"
                            .formatted(Trend.RUNS_MIN));
            return;
        }
        addChanges(group);
        addUnchanged(group);
        group.notes().forEach(note -> lines.add("  " + note));
    }

    private void addChanges(TrendGroup group) {
        TextTable table = new TextTable();
        table.add(List.of("metric", "since", "run", "before", "after", "change", "p", "verdict"));
        for (Trend trend : group.trends()) {
            trend.changes().forEach(change -> table.add(row(trend, change)));
        }
        if (group.trends().stream().anyMatch(trend -> !trend.changes().isEmpty())) {
            lines.addAll(table.lines());
        }
    }

    private static List<String> row(Trend trend, ChangePoint change) {
        Metric metric = trend.metric();
        return List.of(
                metric.name(),
                time(trend.at(change).startedAt()),
                trend.at(change).source(),
                metric.unit().format(change.before()),
                metric.unit().format(change.after()),
                Double.isFinite(change.share()) ? ChangeWords.percent(change.share()) : "-",
                p(change.p()),
                change.verdict(metric.direction()).map(Verdict::words).orElse("-"));
    }

    private static String p(double p) {
        return p < P_SHOWN_MIN ? "<1e-12" : String.format(Locale.ROOT, "%.0e", p);
    }

    private void addUnchanged(TrendGroup group) {
        TextTable table = new TextTable();
        for (Trend trend : group.trends()) {
            if (trend.changes().isEmpty()) {
                table.add(
                        List.of(
                                trend.metric().name(),
                                trend.values().isEmpty()
                                        ? "-"
                                        : trend.metric().unit().format(trend.mean()),
                                unchanged(trend)));
            }
        }
        lines.addAll(table.lines());
    }

    private static String unchanged(Trend trend) {
        if (trend.values().isEmpty()) {
            return "no run has a value";
        }
        String runs = WorkloadText.counted(trend.runs().size(), "run");
        return trend.isTooShort()
                ? "a value in %s only, too few".formatted(runs)
                : "no change in " + runs;
    }

    private static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
