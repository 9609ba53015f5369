package io.iopulse.compare;

/**
 * How unlike two neighbouring stretches of a series are: the energy statistic with an exponent of 1
 * of D. S. Matteson and N. A. James, A Nonparametric Approach for Multiple Change Point Analysis of
 * Multivariate Data, Journal of the American Statistical Association 109, 2014, equations 5 to 7.
 */
final class Energy {
    private final double[][] sums; // of distances of all before a row to all before a column
    private final int least;

    /**
     * Takes time and room that grow with the square of the length.
     *
     * @param least values that a stretch has, at least 2
     */
    Energy(double[] values, int least) {
        this.least = least;
        sums = new double[values.length + 1][values.length + 1];
        for (int i = 1; i <= values.length; i++) {
            for (int j = 1; j <= values.length; j++) {
                double distance = Math.abs(values[i - 1] - values[j - 1]);
                sums[i][j] = distance + sums[i - 1][j] + sums[i][j - 1] - sums[i - 1][j - 1];
            }
        }
    }

    /**
     * Where to divide a stretch of at least twice the least length. What is compared with the part
     * before may end before the stretch does: so two changes that undo each other are both seen.
     */
    int divide(int from, int to) {
        return best(from, to, from + 2 * least);
    }

    /** The same, where the stretch has one change only. */
    int locate(int from, int to) {
        return best(from, to, to);
    }

    private int best(int from, int to, int endMin) {
        int best = from + least;
        double most = Double.NEGATIVE_INFINITY;
        for (int end = endMin; end <= to; end++) {
            for (int at = from + least; at <= end - least; at++) {
                double found = unlikeness(from, at, end);
                if (found > most) {
                    most = found;
                    best = at;
                }
            }
        }
        return best;
    }

    private double unlikeness(int from, int at, int end) {
        double left = at - from;
        double right = end - at;
        double energy =
                2 * between(from, at, at, end) / (left * right)
                        - between(from, at, from, at) / (left * (left - 1))
                        - between(at, end, at, end) / (right * (right - 1));
        return energy * left * right / (left + right);
    }

    private double between(int from, int to, int otherFrom, int otherTo) {
        return sums[to][otherTo]
                - sums[from][otherTo]
                - sums[to][otherFrom]
                + sums[from][otherFrom];
    }
}
