package io.iopulse.report;

import java.util.List;

/** The percentiles that every report shows. */
final class Percentiles {
    /** As they are written, in ascending order. */
    static final List<String> SHOWN = List.of("50", "90", "95", "99", "99.9", "99.99");

    private Percentiles() {}
}
