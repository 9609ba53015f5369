package io.iopulse.config;

/** What may follow the name of an option. */
public enum OptionKind {
    /** Nothing, or {@code =true}, {@code =0} and the like; {@code --no-NAME} turns it off. */
    FLAG,
    /** A flag that is on until it is turned off. */
    SWITCH,
    /** A flag that takes a value of its own after {@code =}. */
    FLAG_OR_VALUE,
    VALUE,
    /** Values separated by commas; may be repeated. */
    LIST,
    /** One path each time; may be repeated. */
    PATHS;

    public boolean needsValue() {
        return this == VALUE || this == LIST || this == PATHS;
    }

    public boolean mayRepeat() {
        return this == LIST || this == PATHS;
    }

    /** Whether {@code --no-NAME} means it too. */
    public boolean mayBeNegated() {
        return !needsValue();
    }
}
