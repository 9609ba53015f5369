package io.iopulse.record;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The documents of a recording as values: {@link RunFacts}, intervals, {@link Ending}, {@link
 * Verdict}, {@link Totals}. Reading, checking and decoding are as much work as adding up, so a
 * thread of its own does it and hands them over in batches.
 */
final class DecodedDocuments implements AutoCloseable {
    /** A batch goes on its way with so many documents, or so many bytes. */
    private static final int BATCH_DOCUMENTS_MAX = 64;

    private static final long BATCH_BYTES_MAX = 256 << 10;
    private static final int BATCHES_WAITING_MAX = 8;

    /** How often a thread that has broken is looked for. */
    private static final long LOOK_MS = 500;

    /** How often a recording that is followed is looked at. */
    private static final long LOOK_AGAIN_MS = 50;

    /**
     * Values in order.
     *
     * @param damage of the document behind them
     * @param isLast whether nothing follows
     */
    private record Batch(
            List<Object> values,
            boolean isLast,
            Optional<String> damage,
            Optional<IOException> failure) {}

    private final DocumentReader reader;
    private final BlockingQueue<Batch> batches = new ArrayBlockingQueue<>(BATCHES_WAITING_MAX);
    private final Thread thread = new Thread(this::decodeAll, "replay");
    private final ArrayDeque<Object> ready = new ArrayDeque<>();
    private Optional<String> damage = Optional.empty();
    private final BooleanSupplier isFollowed;
    private boolean isMarkedEnd;
    private boolean wasLastLook;
    private boolean isOver;

    private DecodedDocuments(DocumentReader reader, BooleanSupplier isFollowed) {
        this.reader = reader;
        this.isFollowed = isFollowed;
        thread.setDaemon(true);
    }

    /**
     * Begins to read.
     *
     * @param isFollowed asked at the end of what is written: whether more is to be waited for
     */
    static DecodedDocuments of(Path directory, BooleanSupplier isFollowed)
            throws IOException, RecordingException {
        DecodedDocuments documents = new DecodedDocuments(DocumentReader.of(directory), isFollowed);
        documents.thread.start();
        return documents;
    }

    /** The next value; empty behind the last one that is intact. */
    Optional<Object> next() throws IOException {
        while (ready.isEmpty() && !isOver) {
            take(nextBatch());
        }
        return Optional.ofNullable(ready.poll());
    }

    /** What is wrong behind the last value; empty: nothing. */
    Optional<String> damage() {
        return damage;
    }

    private void take(Batch batch) throws IOException {
        ready.addAll(batch.values());
        isOver = batch.isLast();
        damage = batch.damage();
        if (batch.failure().isPresent()) {
            throw batch.failure().get();
        }
    }

    private Batch nextBatch() throws IOException {
        try {
            Batch batch = batches.poll(LOOK_MS, TimeUnit.MILLISECONDS);
            while (batch == null) {
                if (!thread.isAlive() && batches.isEmpty()) {
                    throw new IllegalStateException("the reader of the recording broke");
                }
                batch = batches.poll(LOOK_MS, TimeUnit.MILLISECONDS);
            }
            return batch;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while reading", e);
        }
    }

    private void decodeAll() {
        try {
            boolean isLast = false;
            while (!isLast) {
                Batch batch = decodeBatch();
                batches.put(batch);
                isLast = batch.isLast();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt(); // nobody wants the rest
        }
    }

    private Batch decodeBatch() {
        List<Object> values = new ArrayList<>(BATCH_DOCUMENTS_MAX);
        Optional<String> wrong = Optional.empty();
        Optional<IOException> failure = Optional.empty();
        boolean isLast = true;
        try {
            isLast = decode(values);
        } catch (DamagedException e) {
            wrong = Optional.of(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            failure = Optional.of(e);
        } catch (RuntimeException e) {
            // Whatever a document leads to that no recorder wrote, it is the document's fault.
            wrong = Optional.of("document %d: %s".formatted(reader.count() - 1, e));
        }
        return new Batch(values, isLast, wrong, failure);
    }

    /** Returns whether the last document was read. */
    private boolean decode(List<Object> values) throws IOException {
        long until = reader.position() + BATCH_BYTES_MAX;
        while (values.size() < BATCH_DOCUMENTS_MAX && reader.position() < until) {
            Optional<Document> next = reader.next();
            if (next.isEmpty()) {
                return !isMoreToCome();
            }
            Object value = next.get().decode();
            isMarkedEnd = value instanceof Totals;
            values.add(value);
        }
        return false;
    }

    /** Waits a while before it says yes; says it once more when the writer has left. */
    private boolean isMoreToCome() {
        if (isMarkedEnd || wasLastLook) {
            return false;
        }
        wasLastLook = !isFollowed.getAsBoolean();
        try {
            Thread.sleep(wasLastLook ? 0 : LOOK_AGAIN_MS);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt(); // nobody wants the rest
            return false;
        }
        reader.lookAgain();
        return true;
    }

    @Override
    public void close() throws IOException {
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        reader.close();
    }
}
