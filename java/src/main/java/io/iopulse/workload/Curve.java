package io.iopulse.workload;

import io.iopulse.units.Span;
import java.util.List;

/**
 * A value over time, constant over each segment. Its first value holds before time zero, which is
 * the start of the measurement; behind the end its last value holds, unless it repeats.
 *
 * @param text how it is written
 * @param segments one after another
 */
public record Curve(String text, List<Segment> segments, boolean repeats) {
    public static final int SEGMENTS_MAX = 100_000;

    /** How many pieces a slope is cut into. */
    public static final int PIECES = 1000;

    /**
     * A value and when it ends.
     *
     * @param endNs since time zero, behind that of the segment before
     */
    public record Segment(long endNs, double value) {}

    public Curve {
        segments = List.copyOf(segments);
        Require.that(
                !segments.isEmpty() && segments.size() <= SEGMENTS_MAX,
                "segments of a curve",
                segments.size());
        long endNs = 0;
        for (Segment segment : segments) {
            Require.that(segment.endNs() > endNs, "a segment without a length", segment);
            Require.that(
                    segment.value() >= 0 && segment.value() < Double.POSITIVE_INFINITY,
                    "value of a curve",
                    segment);
            endNs = segment.endNs();
        }
        Require.that(max(segments) > 0, "a curve of nothing", text);
    }

    /** The same value all the time. */
    public static Curve constant(String text, double value) {
        return new Curve(text, List.of(new Segment(1, value)), false);
    }

    public boolean isConstant() {
        return segments.size() == 1;
    }

    public double max() {
        return max(segments);
    }

    private static double max(List<Segment> segments) {
        return segments.stream().mapToDouble(Segment::value).max().orElse(0);
    }

    /** Whether it comes to an end at a value of zero, for good. */
    public boolean endsAtZero() {
        return !repeats && segments.get(segments.size() - 1).value() == 0;
    }

    /** When a curve that changes has done so once; zero where it does not. */
    public Span length() {
        return new Span(isConstant() ? 0 : lastEndNs());
    }

    private long lastEndNs() {
        return segments.get(segments.size() - 1).endNs();
    }

    /** Its mean from time zero until then; the first value when no time passed. */
    public double mean(long untilNs) {
        return mean(0, untilNs);
    }

    /** The same from another time on, not before zero. */
    public double mean(long fromNs, long untilNs) {
        return untilNs <= fromNs
                ? segments.get(0).value()
                : (area(untilNs) - area(fromNs)) / (untilNs - fromNs);
    }

    /** Value × ns since time zero. */
    private double area(long untilNs) {
        long passes = repeats ? untilNs / lastEndNs() : 0;
        return passes * areaOfPass(lastEndNs()) + areaOfPass(untilNs - passes * lastEndNs());
    }

    private double areaOfPass(long untilNs) {
        double area = 0;
        long fromNs = 0;
        for (Segment segment : segments) {
            long endNs = Math.min(segment.endNs(), untilNs);
            area += segment.value() * Math.max(0, endNs - fromNs);
            fromNs = Math.max(fromNs, endNs);
        }
        double last = segments.get(segments.size() - 1).value();
        return area + last * Math.max(0, untilNs - fromNs);
    }
}
