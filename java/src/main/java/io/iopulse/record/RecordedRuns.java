package io.iopulse.record;

import io.iopulse.measure.Interval;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Hands out what a recording holds, in order, as far as its documents belong together. */
final class RecordedRuns {
    private final Visitor visitor;
    private int workers;
    private long runs;
    private long intervals;
    private boolean closed;

    /** Receives the documents of a recording. */
    interface Visitor {
        /** A run; it ends where the next one begins. */
        void begin(RunFacts facts);

        /** An interval of the run that began last, of one of its workers. */
        void accept(Interval interval);

        /** How that run ended. */
        default void end(Ending ending) {}

        /** How it was judged when it ended. */
        default void judged(Verdict verdict) {}

        /** At the end of what is written, whether more is to be waited for. */
        default boolean isFollowed() {
            return false;
        }
    }

    private RecordedRuns(Visitor visitor) {
        this.visitor = visitor;
    }

    /** Returns what is wrong behind the documents that are intact; empty: nothing. */
    static Optional<String> read(Path directory, Visitor visitor)
            throws IOException, RecordingException {
        RecordedRuns recorded = new RecordedRuns(visitor);
        try (DecodedDocuments documents = DecodedDocuments.of(directory, visitor::isFollowed)) {
            Optional<String> missing = recorded.readAll(documents);
            return missing.isPresent() || recorded.closed ? missing : Optional.of("no end mark");
        }
    }

    private Optional<String> readAll(DecodedDocuments documents) throws IOException {
        long number = 0;
        try {
            for (Optional<Object> next = documents.next();
                    next.isPresent();
                    next = documents.next()) {
                take(next.get());
                number++;
            }
            return documents.damage();
        } catch (DamagedException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // Whatever a document leads to that no recorder wrote, it is the document's fault.
            return Optional.of("document %d: %s".formatted(number, e));
        }
    }

    private void take(Object document) {
        if (document instanceof Interval interval) {
            running();
            if (interval.worker() < 0 || interval.worker() >= workers) {
                throw new DamagedException("an interval of worker " + interval.worker());
            }
            visitor.accept(interval);
            intervals++;
        } else if (document instanceof RunFacts facts) {
            workers = facts.places().size();
            runs++;
            visitor.begin(facts);
        } else if (document instanceof Ending ending) {
            running();
            visitor.end(ending);
        } else if (document instanceof Verdict verdict) {
            running();
            visitor.judged(verdict);
        } else if (document instanceof Totals totals) {
            close(totals);
        }
    }

    private void running() {
        if (runs == 0) {
            throw new DamagedException("no run has begun");
        }
    }

    private void close(Totals totals) {
        closed = totals.runs() == runs;
        if (!closed || totals.intervals() < intervals) {
            throw new DamagedException("the end mark tells of %s".formatted(totals));
        }
    }
}
