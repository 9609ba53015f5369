package io.iopulse.record;

/**
 * How a run ended.
 *
 * @param reason one sentence; empty when complete
 */
public record Outcome(Status status, String reason) {
    public static final Outcome COMPLETE = new Outcome(Status.COMPLETE, "");

    /** The three ways to end. */
    public enum Status {
        COMPLETE("complete"),
        INTERRUPTED("interrupted"),
        FAILED("failed");

        private final String label;

        Status(String label) {
            this.label = label;
        }

        /** The name in reports. */
        public String label() {
            return label;
        }
    }

    public static Outcome interrupted(String reason) {
        return new Outcome(Status.INTERRUPTED, reason);
    }

    public static Outcome failed(String reason) {
        return new Outcome(Status.FAILED, reason);
    }
}
