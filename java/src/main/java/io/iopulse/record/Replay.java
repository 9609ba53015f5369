package io.iopulse.record;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a recording and adds it up again, with the code that adds up a run while it happens. What
 * is missing is told in the result: a run whose end was not recorded is incomplete.
 */
public final class Replay {
    private final DocumentReader documents;
    private final boolean perWorker;
    private final List<Recording> recordings = new ArrayList<>();
    private Optional<ReplayedRun> run = Optional.empty();
    private long intervals;
    private boolean closed;

    private Replay(DocumentReader documents, boolean perWorker) {
        this.documents = documents;
        this.perWorker = perWorker;
    }

    /**
     * The runs that were recorded in a directory; at least one.
     *
     * @param perWorker with the latencies of each worker
     */
    public static List<Recording> of(Path directory, boolean perWorker) throws RecordingException {
        try (DocumentReader documents = DocumentReader.of(directory)) {
            return new Replay(documents, perWorker).recordings(directory);
        } catch (IOException e) {
            throw new RecordingException("%s cannot be read: %s".formatted(directory, e));
        }
    }

    private List<Recording> recordings(Path directory) throws IOException, RecordingException {
        String missing = readAll().orElse("no end mark");
        finish(closed ? Optional.empty() : Optional.of(missing));
        if (recordings.isEmpty()) {
            throw new RecordingException("%s holds no run: %s".formatted(directory, missing));
        }
        return recordings;
    }

    /** Returns what is wrong behind the documents that are intact. */
    private Optional<String> readAll() throws IOException {
        try {
            for (Optional<Document> next = documents.next();
                    next.isPresent();
                    next = documents.next()) {
                take(next.get());
            }
            return Optional.empty();
        } catch (DamagedException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // Whatever a document leads to that no recorder wrote, it is the document's fault.
            return Optional.of("document %d: %s".formatted(documents.count() - 1, e));
        }
    }

    private void take(Document document) {
        switch (document.kind()) {
            case RUN -> begin(document.read(RunFacts.class));
            case INTERVAL -> {
                running().add(document.interval());
                intervals++;
            }
            case END -> running().end(document.read(Ending.class));
            case VERDICT -> {} // judged anew
            case CLOSED -> close(document.read(Totals.class));
        }
    }

    private void begin(RunFacts facts) {
        finish(Optional.empty());
        run = Optional.of(new ReplayedRun(facts, perWorker));
    }

    private void close(Totals totals) {
        closed = totals.runs() == recordings.size() + run.stream().count();
        if (!closed || totals.intervals() < intervals) {
            throw new DamagedException("the end mark tells of %s".formatted(totals));
        }
    }

    private ReplayedRun running() {
        return run.orElseThrow(() -> new DamagedException("no run has begun"));
    }

    private void finish(Optional<String> missing) {
        run.ifPresent(finished -> recordings.add(finished.finish(missing)));
        run = Optional.empty();
    }
}
