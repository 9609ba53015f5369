package io.iopulse.compare;

/**
 * Welch's t test of two means, which does not suppose equal variances: B. L. Welch, The
 * generalization of Student's problem when several different population variances are involved,
 * Biometrika 34, 1947; degrees of freedom after Satterthwaite, 1946.
 *
 * @param t difference of the means in standard errors
 * @param p two-sided
 */
record Welch(double t, double freedom, double p) {
    /** At least two values each. Without any spread, means that differ at all have a p of 0. */
    static Welch of(double[] left, double[] right) {
        double leftError = variance(left) / left.length;
        double rightError = variance(right) / right.length;
        double difference = mean(right) - mean(left);
        double error = leftError + rightError;
        if (error == 0) {
            double freedom = left.length + right.length - 2;
            return difference == 0
                    ? new Welch(0, freedom, 1)
                    : new Welch(Math.copySign(Double.POSITIVE_INFINITY, difference), freedom, 0);
        }
        double freedom = freedom(leftError, left.length, rightError, right.length);
        double t = difference / Math.sqrt(error);
        return new Welch(t, freedom, Student.twoSided(t, freedom));
    }

    /** After Satterthwaite; the errors are squared standard errors, not both 0. */
    static double freedom(double leftError, int left, double rightError, int right) {
        double error = leftError + rightError;
        return error
                * error
                / (leftError * leftError / (left - 1) + rightError * rightError / (right - 1));
    }

    static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** Of a sample, with n - 1. */
    static double variance(double[] values) {
        double mean = mean(values);
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return squares / (values.length - 1);
    }
}
