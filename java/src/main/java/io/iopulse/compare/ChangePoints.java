package io.iopulse.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where the mean of a series changed, by hierarchical division as E-divisive (see {@link Energy}),
 * and with a t test in place of permutations, as in M. Fleming and others, Hunter: Using Change
 * Point Detection to Hunt for Performance Regressions, ICPE 2023: the same series has always the
 * same change points.
 *
 * <p>The series is first divided as far as it can be, so that no change hides another. Then the
 * neighbours that differ least are joined, until all that are left differ at the level, and by
 * {@link Change#MAGNITUDE_MIN}. Since the place of a change is chosen by the values themselves, the
 * p of the test is multiplied by the number of places (Bonferroni).
 */
final class ChangePoints {
    /** A stretch between changes has as many values; one or two are outliers, not a change. */
    static final int LENGTH_MIN = 3;

    /** Shortest series in which there may be a change. */
    static final int RUNS_MIN = 2 * LENGTH_MIN;

    /** Longest series: time and room grow with the square. */
    static final int RUNS_MAX = 1000;

    /** Of one series, as Hunter has it: people look at many. */
    static final double LEVEL = 0.001;

    private final double[] values;
    private final double level;
    private final Energy energy;
    private final List<Integer> places = new ArrayList<>();

    private ChangePoints(double[] values, double level) {
        this.values = values;
        this.level = level;
        energy = new Energy(values, LENGTH_MIN);
    }

    /**
     * In their order.
     *
     * @param values finite, up to {@link #RUNS_MAX}
     * @param level share of series without a change in which one may be seen
     */
    static List<ChangePoint> of(double[] values, double level) {
        ChangePoints points = new ChangePoints(values, level);
        points.divide(0, values.length);
        points.join();
        points.locate();
        points.join();
        return points.all();
    }

    private void divide(int from, int to) {
        if (to - from >= RUNS_MIN) {
            int at = energy.divide(from, to);
            divide(from, at);
            places.add(at);
            divide(at, to);
        }
    }

    /** Takes away the least sure of those that do not hold, until all hold. */
    private void join() {
        while (true) {
            int weakest = -1;
            double most = -1;
            for (int i = 0; i < places.size(); i++) {
                ChangePoint point = point(i);
                boolean holds =
                        point.p() <= level && Math.abs(point.share()) >= Change.MAGNITUDE_MIN;
                double p = test(i);
                if (!holds && p > most) {
                    most = p;
                    weakest = i;
                }
            }
            if (weakest < 0) {
                return;
            }
            places.remove(weakest);
        }
    }

    /** A place was found while others were not known yet. */
    private void locate() {
        for (int i = 0; i < places.size(); i++) {
            places.set(i, energy.locate(start(i), end(i)));
        }
    }

    private List<ChangePoint> all() {
        List<ChangePoint> all = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            all.add(point(i));
        }
        return List.copyOf(all);
    }

    private ChangePoint point(int i) {
        int choices = values.length - RUNS_MIN + 1;
        return new ChangePoint(
                places.get(i),
                Welch.mean(before(i)),
                Welch.mean(after(i)),
                Math.min(1, choices * test(i)));
    }

    /** Two-sided p of Student's t test, which takes the noise of both stretches for the same. */
    private double test(int i) {
        double[] before = before(i);
        double[] after = after(i);
        double difference = Welch.mean(after) - Welch.mean(before);
        double freedom = before.length + after.length - 2;
        double squares =
                Welch.variance(before) * (before.length - 1)
                        + Welch.variance(after) * (after.length - 1);
        double error = squares / freedom * (1.0 / before.length + 1.0 / after.length);
        if (error == 0) {
            return difference == 0 ? 1 : 0;
        }
        return Student.twoSided(difference / Math.sqrt(error), freedom);
    }

    private double[] before(int i) {
        return Arrays.copyOfRange(values, start(i), places.get(i));
    }

    private double[] after(int i) {
        return Arrays.copyOfRange(values, places.get(i), end(i));
    }

    private int start(int i) {
        return i == 0 ? 0 : places.get(i - 1);
    }

    private int end(int i) {
        return i + 1 == places.size() ? values.length : places.get(i + 1);
    }
}
