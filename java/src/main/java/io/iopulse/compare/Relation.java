package io.iopulse.compare;

/** How a value has to stand to a limit. */
public enum Relation {
    AT_MOST("<="),
    AT_LEAST(">="),
    EQUAL("=="),
    BELOW("<"),
    ABOVE(">");

    private final String sign;

    Relation(String sign) {
        this.sign = sign;
    }

    /** As it is written. */
    public String sign() {
        return sign;
    }

    boolean holds(double value, double limit) {
        return switch (this) {
            case AT_MOST -> value <= limit;
            case AT_LEAST -> value >= limit;
            case EQUAL -> value == limit;
            case BELOW -> value < limit;
            case ABOVE -> value > limit;
        };
    }
}
