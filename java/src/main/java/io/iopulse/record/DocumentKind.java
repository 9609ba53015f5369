package io.iopulse.record;

import io.iopulse.units.Labeled;

/** What a recording is made of, in this order for each run; the event name of a document. */
enum DocumentKind implements Labeled {
    /** What is known when the workers are armed: {@link RunFacts}. */
    RUN,
    /** One interval of one worker: {@link IntervalDocument}. */
    INTERVAL,
    /** What is known when all workers are done: {@link Ending}. */
    END,
    /** How the run was judged, for whoever lists recordings: {@link Verdict}. */
    VERDICT,
    /** Behind the last run: the recording is whole. */
    CLOSED;

    /** Throws {@link DamagedException} for a name of none. */
    static DocumentKind of(CharSequence name) {
        for (DocumentKind kind : values()) {
            if (kind.label().contentEquals(name)) {
                return kind;
            }
        }
        throw new DamagedException("'%s' is no kind of document".formatted(name));
    }
}
