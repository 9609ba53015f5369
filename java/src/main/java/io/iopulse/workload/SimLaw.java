package io.iopulse.workload;

/** How long the virtual device takes. */
public enum SimLaw {
    CONSTANT("constant"),
    UNIFORM("uniform"),
    EXPONENTIAL("exponential");

    private final String label;

    SimLaw(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    @Override
    public String toString() {
        return label;
    }
}
