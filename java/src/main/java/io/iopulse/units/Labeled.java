package io.iopulse.units;

import java.util.Locale;

/** A choice that people write and read by one word: that of its enum constant, in lower case. */
public interface Labeled {
    /** The constant; every enum has it. */
    String name();

    /** The word in options, job files and results: {@code registered_files}. */
    default String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
