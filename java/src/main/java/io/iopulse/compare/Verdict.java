package io.iopulse.compare;

/** What became of a metric. */
public enum Verdict {
    IMPROVED("improved"),
    REGRESSED("regressed"),
    NO_CHANGE("no change");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
