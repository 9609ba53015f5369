package io.iopulse.report;

import io.iopulse.compare.Comparison;
import io.iopulse.compare.MetricComparison;
import io.iopulse.compare.PhaseComparison;
import io.iopulse.compare.Side;
import io.iopulse.units.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A comparison for a pull request or a page: tables of GitHub's Markdown. */
public final class ComparisonMarkdown {
    private ComparisonMarkdown() {}

    /** The whole comparison, each line ended. */
    public static String of(Comparison comparison) {
        List<String> lines = new ArrayList<>();
        for (Side side : comparison.sides()) {
            lines.add(
                    "- **%s**: %s"
                            .formatted(
                                    escaped(side.name()), escaped(ComparisonText.sources(side))));
        }
        for (PhaseComparison phase : comparison.phases()) {
            for (int other = 1; other < comparison.sides().size(); other++) {
                addTable(lines, comparison, phase, other);
            }
        }
        lines.add("");
        ComparisonText.remarks(comparison).forEach(remark -> lines.add("- " + escaped(remark)));
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    private static void addTable(
            List<String> lines, Comparison comparison, PhaseComparison phase, int other) {
        List<String> head = ComparisonText.head(comparison, other);
        lines.add("");
        lines.add("### " + escaped(phase.phase()));
        lines.add("");
        lines.add(row(head));
        lines.add("|:--" + "|--:".repeat(head.size() - 2) + "|:--|");
        for (MetricComparison metric : phase.metrics()) {
            lines.add(row(ComparisonText.row(metric, other)));
        }
    }

    private static String row(List<String> cells) {
        return cells.stream()
                .map(ComparisonMarkdown::escaped)
                .collect(Collectors.joining(" | ", "| ", " |"));
    }

    /** Names of runs and files may hold any character. */
    private static String escaped(String text) {
        return Printable.of(text).replaceAll("[\\\\`*_{}\\[\\]<>#|]", "\\\\$0");
    }
}
