package io.iopulse.compare;

/** From one number to a greater or equal one. */
public record Range(double low, double high) {
    boolean has(double value) {
        return low <= value && value <= high;
    }

    double halfWidth() {
        return (high - low) / 2;
    }
}
