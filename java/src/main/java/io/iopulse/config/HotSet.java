package io.iopulse.config;

import io.iopulse.units.Labeled;
import java.util.Locale;

/** Whose the hot blocks are. */
enum HotSet implements Labeled {
    SHARED,
    PER_WORKER;

    @Override
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
