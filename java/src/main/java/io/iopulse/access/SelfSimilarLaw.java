package io.iopulse.access;

/** F(x) = x^(ln(1 − h) / ln h) on the unit interval, so that F(h) = 1 − h (Gray et al., 1994). */
final class SelfSimilarLaw implements Law {
    private final double exponent;
    private final long count;

    SelfSimilarLaw(double h, long count) {
        this.exponent = Math.log1p(-h) / Math.log(h);
        this.count = count;
    }

    @Override
    public long count() {
        return count;
    }

    @Override
    public double mass(long first, long end) {
        if (first == 0) {
            return Math.pow((double) end / count, exponent);
        }
        double growth = Math.expm1(exponent * Math.log1p((double) (end - first) / first));
        return Math.pow((double) first / count, exponent) * growth;
    }
}
