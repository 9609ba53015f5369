package io.iopulse.record;

import io.iopulse.units.Span;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What of a recording is wanted; what is empty is not restricted. Times count from the start of the
 * measured phase of each run, and an interval is taken when it lies wholly inside.
 *
 * @param trim only the time in which all the chosen workers were active
 * @param phases names of runs of a job
 */
public record Selection(
        Optional<Span> from,
        Optional<Span> to,
        boolean trim,
        Set<String> phases,
        Set<String> components,
        Set<Integer> workers) {
    public static final Selection WHOLE =
            new Selection(Optional.empty(), Optional.empty(), false, Set.of(), Set.of(), Set.of());

    public Selection {
        phases = sorted(phases);
        components = sorted(components);
        workers = sorted(workers);
    }

    private static <T extends Comparable<T>> Set<T> sorted(Set<T> set) {
        return Collections.unmodifiableSet(new TreeSet<>(set));
    }

    /** Whether it takes all that there is of a run. */
    public boolean isWhole() {
        return !isOfTime() && components.isEmpty() && workers.isEmpty();
    }

    /** Whether it takes a part of the time only: intervals of the measured phase. */
    public boolean isOfTime() {
        return from.isPresent() || to.isPresent() || trim;
    }
}
