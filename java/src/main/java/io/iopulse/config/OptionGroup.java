package io.iopulse.config;

/** A heading under which options are listed. */
public enum OptionGroup {
    TARGETS("Targets"),
    LOAD("Load"),
    ACCESS("Order of blocks"),
    PACE("Pace"),
    SHARING("Workers and files"),
    CONTENT("Content of writes"),
    END("End of the run"),
    ENGINE("Engine"),
    FEATURES("Engine features"),
    STABLE("Stable storage and hints"),
    PLACEMENT("Placement"),
    VERIFY("Verification"),
    ERRORS("Errors"),
    OUTPUT("Output"),
    GATE("Thresholds"),
    JOB("Job"),
    REPLAY("Replays"),
    COMPARE("Comparing recordings");

    private final String title;

    OptionGroup(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
