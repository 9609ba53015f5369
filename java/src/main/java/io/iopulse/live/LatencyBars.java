package io.iopulse.live;

import io.iopulse.measure.Figure;
import io.iopulse.measure.Latency;
import java.util.ArrayList;
import java.util.List;

/** A distribution of latencies as a few bars, each for a range of times: 1, 2, 5, 10, 20 … */
final class LatencyBars {
    private static final int[] STEPS = {1, 2, 5};
    private static final double SHOWN_MIN = 0.0005;

    /**
     * One bar.
     *
     * @param fromNs inclusive
     * @param belowNs exclusive
     * @param isOpen whatever is above its start is in it
     * @param share of all samples
     */
    record Bar(long fromNs, long belowNs, boolean isOpen, double share) {
        String label() {
            return isOpen ? "≥ " + Figure.time(fromNs) : "< " + Figure.time(belowNs);
        }

        Bar joined(Bar next, boolean open) {
            return new Bar(fromNs, next.belowNs, open, share + next.share);
        }
    }

    private LatencyBars() {}

    /**
     * The bars of a distribution, shortest times first, without those at either end that hold
     * almost nothing; where there are more than fit, the outermost are joined to the next.
     */
    static List<Bar> of(Latency latency, int most) {
        List<Bar> bars = new ArrayList<>();
        if (latency.count() == 0) {
            return bars;
        }
        double[] shares = shares(latency);
        for (int i = 0; i < shares.length; i++) {
            bars.add(new Bar(i == 0 ? 0 : end(i - 1), end(i), false, shares[i]));
        }
        while (bars.get(0).share() == 0) {
            bars.remove(0);
        }
        while (bars.get(bars.size() - 1).share() == 0) {
            bars.remove(bars.size() - 1);
        }
        while (bars.size() > 1 && isLeftOut(bars, most)) {
            joinSmallestEnd(bars);
        }
        return bars;
    }

    private static boolean isLeftOut(List<Bar> bars, int most) {
        return bars.size() > most
                || Math.min(bars.get(0).share(), bars.get(bars.size() - 1).share()) < SHOWN_MIN;
    }

    private static void joinSmallestEnd(List<Bar> bars) {
        int last = bars.size() - 1;
        boolean isAbove = bars.get(0).share() > bars.get(last).share();
        int joined = isAbove ? last - 1 : 0;
        bars.set(joined, bars.get(joined).joined(bars.remove(joined + 1), isAbove));
    }

    private static double[] shares(Latency latency) {
        double[] shares = new double[index(Latency.HIGHEST_NS) + 1];
        latency.forEachBucket(
                (upperNs, samples) ->
                        shares[index(Math.min(upperNs, Latency.HIGHEST_NS))] +=
                                (double) samples / latency.count());
        shares[shares.length - 1] += (double) latency.aboveRange() / latency.count();
        return shares;
    }

    private static int index(long ns) {
        int index = 0;
        while (end(index) <= ns) {
            index++;
        }
        return index;
    }

    private static long end(int index) {
        long end = STEPS[index % STEPS.length];
        for (int decades = index / STEPS.length; decades > 0; decades--) {
            end *= 10;
        }
        return end;
    }
}
