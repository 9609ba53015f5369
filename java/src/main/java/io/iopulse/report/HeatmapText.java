package io.iopulse.report;

import io.iopulse.measure.Heat;
import io.iopulse.measure.HeatBucket;
import io.iopulse.measure.Skew;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The histogram of accesses: by position in the space of a component, which is all its targets one
 * after another, and by rank. A bucket's operations are those whose first block lies in it.
 */
final class HeatmapText {
    private static final int BAR_WIDTH = 50;
    private static final int NUMBER_WIDTH = 8;
    private static final int PART_PERCENT = 20;
    private static final String BLOCK = "█";

    private final List<HeatBucket> buckets;
    private final Skew skew;
    private final long operations;
    private final long hottest;
    private final int positionWidth;
    private final int countWidth;
    private final List<String> lines = new ArrayList<>();

    private HeatmapText(Heat heat, int bucketsAsked) {
        buckets = heat.buckets(bucketsAsked);
        skew = new Skew(heat);
        operations = heat.operations();
        hottest = buckets.stream().mapToLong(bucket -> bucket.ops().total()).max().orElse(0);
        positionWidth = width(heat.space().blocks() - 1);
        countWidth = width(hottest);
    }

    private static int width(long number) {
        return Math.max(NUMBER_WIDTH, Long.toString(number).length());
    }

    static List<String> lines(Heat heat, int bucketsAsked) {
        HeatmapText text = new HeatmapText(heat, bucketsAsked);
        text.lines.add("Block Access Heatmap (%d buckets):".formatted(text.buckets.size()));
        text.lines.add("Total operations: " + text.operations);
        text.buckets.forEach(bucket -> text.lines.add(text.line(bucket)));
        text.addAnalysis();
        text.addRanked();
        return text.lines;
    }

    private String line(HeatBucket bucket) {
        long ops = bucket.ops().total();
        int bar = hottest == 0 ? 0 : (int) (ops * (double) BAR_WIDTH / hottest);
        return String.format(
                Locale.ROOT,
                "[%"
                        + positionWidth
                        + "d-%"
                        + positionWidth
                        + "d] %s%s %"
                        + countWidth
                        + "d ops"
                        + " (%5.2f%%)",
                bucket.first(),
                bucket.end() - 1,
                BLOCK.repeat(bar),
                " ".repeat(BAR_WIDTH - bar),
                ops,
                percent(ops));
    }

    private double percent(long ops) {
        return operations == 0 ? 0 : 100.0 * ops / operations;
    }

    private void addAnalysis() {
        double first = skew.first(PART_PERCENT);
        lines.add("");
        lines.add("Distribution Analysis:");
        lines.add(share("First 20% of file:", first));
        lines.add(share("Other 80% of file:", operations == 0 ? 0 : 1 - first));
        lines.add(share("Hottest 20% of file:", skew.hottest(PART_PERCENT)));
    }

    private String share(String label, double share) {
        return String.format(
                Locale.ROOT,
                "  %-20s %" + countWidth + "d ops (%5.2f%%)",
                label,
                Math.round(share * operations),
                share * 100);
    }

    /** Buckets without operations are left out: they are all alike. */
    private void addRanked() {
        long above = 0;
        lines.add("");
        lines.add("Ranked, hottest first, with the share down to each:");
        for (HeatBucket bucket : Skew.ranked(buckets)) {
            if (bucket.ops().total() > 0) {
                above += bucket.ops().total();
                lines.add(line(bucket) + String.format(Locale.ROOT, " %6.2f%%", percent(above)));
            }
        }
    }
}
