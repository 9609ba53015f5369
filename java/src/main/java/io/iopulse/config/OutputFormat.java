package io.iopulse.config;

/** A form of the result that goes to a file of its own, or to a directory of several. */
public enum OutputFormat {
    JSON(Option.JSON, false),
    CSV(Option.CSV, false),
    HLOG(Option.HLOG, false),
    HGRM(Option.HGRM, true),
    HTML(Option.HTML, false),
    JUNIT(Option.JUNIT, false),
    MARKDOWN(Option.MARKDOWN, false);

    private final Option option;
    private final boolean isDirectory;

    OutputFormat(Option option, boolean isDirectory) {
        this.option = option;
        this.isDirectory = isDirectory;
    }

    /** The option that names the place. */
    public Option option() {
        return option;
    }

    /** Whether a run has that form, and not only a comparison. */
    public boolean isOfRuns() {
        return option.group() != OptionGroup.COMPARE;
    }

    /** Whether it is several files in a directory. */
    public boolean isDirectory() {
        return isDirectory;
    }
}
