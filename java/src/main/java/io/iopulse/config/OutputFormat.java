package io.iopulse.config;

/** A form of the result that goes to a file of its own. */
public enum OutputFormat {
    JSON(Option.JSON);

    private final Option option;

    OutputFormat(Option option) {
        this.option = option;
    }

    /** The option that names the file. */
    public Option option() {
        return option;
    }
}
