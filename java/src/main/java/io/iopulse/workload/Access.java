package io.iopulse.workload;

/** In which order the blocks of a target are visited. */
public enum Access {
    SEQUENTIAL("sequential"),
    /** Independent draws; blocks may repeat. */
    UNIFORM("uniform"),
    /** Every block once per pass, in random order. */
    PERMUTATION("permutation");

    private final String label;

    Access(String label) {
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
