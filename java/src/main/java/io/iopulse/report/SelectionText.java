package io.iopulse.report;

import io.iopulse.measure.Figure;
import io.iopulse.record.Excerpt;
import io.iopulse.record.Excerpt.Extent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What a replay selected of a run, in words. */
final class SelectionText {
    private SelectionText() {}

    /** {@code intervals 15 to 54 of 5 to 64 (10 s to 50 s of 60 s), workers 0-3 of 8}. */
    static String taken(Excerpt excerpt) {
        List<String> parts = new ArrayList<>();
        if (excerpt.asked().isOfTime()) {
            parts.add(time(excerpt.measured(), excerpt.taken()));
        }
        if (!excerpt.asked().components().isEmpty()) {
            Collection<String> names = excerpt.asked().components();
            String noun = names.size() == 1 ? "component " : "components ";
            parts.add(noun + String.join(", ", names));
        }
        if (!excerpt.hasAllWorkers()) {
            String noun = excerpt.workers().size() == 1 ? "worker " : "workers ";
            parts.add(noun + ranges(excerpt.workers()) + " of " + excerpt.workersOfAll());
        }
        return parts.isEmpty() ? "all of it" : String.join(", ", parts);
    }

    private static String time(Extent measured, Extent taken) {
        String which =
                taken.first() == taken.last()
                        ? "interval " + taken.first()
                        : "intervals %d to %d".formatted(taken.first(), taken.last());
        return "%s of %d to %d (%s to %s of the %s measured)"
                .formatted(
                        which,
                        measured.first(),
                        measured.last(),
                        Figure.time(taken.startNs() - measured.startNs()),
                        Figure.time(taken.endNs() - measured.startNs()),
                        Figure.time(measured.lengthNs()));
    }

    /** {@code 0-3, 7}. */
    static String ranges(Collection<Integer> sorted) {
        List<String> ranges = new ArrayList<>();
        int first = -1;
        int last = -1;
        for (int number : sorted) {
            if (first >= 0 && number == last + 1) {
                ranges.remove(ranges.size() - 1);
            } else {
                first = number;
            }
            last = number;
            ranges.add(first == last ? Integer.toString(first) : first + "-" + last);
        }
        return String.join(", ", ranges);
    }

    /** What is known of the whole run only, and so is not in a report of a part. */
    static String leftOut(Excerpt excerpt) {
        return "known of the whole run only: "
                + (excerpt.asked().isOfTime() ? "CPU time, accesses, verification, " : "")
                + "errors by kind, transfers of devices, steal time";
    }
}
