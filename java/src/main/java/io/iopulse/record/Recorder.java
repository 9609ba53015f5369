package io.iopulse.record;

import io.iopulse.measure.Interval;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import net.openhft.chronicle.wire.WireOut;

/**
 * Writes the runs of a job to a recording, document by document as they happen. The disk is met on
 * a thread of its own: neither loading Chronicle nor a disk that stalls holds the caller up. When
 * the recording cannot go on the run does, and its result says so. For one thread.
 */
public final class Recorder implements AutoCloseable {
    /** Documents that wait for the disk: over a minute of a run with a hundred workers. */
    private static final long WAITING_BYTES_MAX = 32 << 20;

    private static final long DISK_WAIT_SECONDS = 10;

    /** For readers other than ours, which have no other way to tell workloads apart. */
    private static final String WORKLOAD_HASH = "workload_sha256";

    private final Optional<ExecutorService> disk;
    private final QueueAppender queue;
    private final AtomicLong waitingBytes = new AtomicLong();
    private volatile Optional<String> delay = Optional.empty();
    private long runs;
    private long intervals;

    private Recorder(Optional<ExecutorService> disk, QueueAppender queue) {
        this.disk = disk;
        this.queue = queue;
    }

    /** Records nothing. */
    public static Recorder none() {
        return new Recorder(Optional.empty(), new QueueAppender(Path.of(""), path -> 0));
    }

    /**
     * Begins a recording; does not wait for the disk.
     *
     * @param directory exists and is empty
     * @param startMs of the recording, since 1970
     */
    public static Recorder to(Path directory, long startMs) {
        return to(directory, startMs, path -> path.toFile().getUsableSpace());
    }

    static Recorder to(Path directory, long startMs, ToLongFunction<Path> freeBytes) {
        ExecutorService disk = Executors.newSingleThreadExecutor(Recorder::daemon);
        QueueAppender queue = new QueueAppender(directory, freeBytes);
        disk.execute(() -> queue.open(startMs));
        return new Recorder(Optional.of(disk), queue);
    }

    /** A disk that never answers must not keep the process. */
    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "recorder");
        thread.setDaemon(true);
        return thread;
    }

    /** A run whose workers are armed. */
    public void begin(RunFacts facts) {
        runs++;
        append(
                DocumentKind.RUN,
                wire -> {
                    ValueWriter.writeComponents(wire, facts);
                    wire.write(WORKLOAD_HASH).text(WorkloadHash.of(facts.workload()));
                });
    }

    /** An interval of the run; keeps no reference to its latencies. */
    public void accept(Interval interval) {
        if (disk.isEmpty() || delay.isPresent()) {
            return;
        }
        byte[] content =
                DocumentWriter.content(
                        DocumentKind.INTERVAL, wire -> IntervalDocument.write(wire, interval));
        if (waitingBytes.addAndGet(content.length) > WAITING_BYTES_MAX) {
            delay = Optional.of("the disk of the recording does not keep up");
            return;
        }
        intervals++;
        disk.get()
                .execute(
                        () -> {
                            queue.append(DocumentKind.INTERVAL, content);
                            waitingBytes.addAndGet(-content.length);
                        });
    }

    /** The end of the run; waits for the disk, and returns why the recording is not whole. */
    public Optional<String> end(Ending ending) {
        append(
                DocumentKind.END,
                wire -> ValueWriter.writeComponents(wire, ending.cut(delay.or(queue::failure))));
        return disk.flatMap(thread -> delay.or(() -> answer(thread)));
    }

    private Optional<String> answer(ExecutorService thread) {
        Future<Optional<String>> failure = thread.submit(queue::failure);
        try {
            return failure.get(DISK_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return Optional.of("its disk did not answer for " + DISK_WAIT_SECONDS + " s");
        } catch (ExecutionException e) {
            throw new IllegalStateException("the recorder broke", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("it was interrupted");
        }
    }

    /** What the run that ended came to. */
    public void judge(Recording recording) {
        Verdict verdict = Verdict.of(recording);
        append(DocumentKind.VERDICT, wire -> ValueWriter.writeComponents(wire, verdict));
    }

    private void append(DocumentKind kind, Consumer<WireOut> body) {
        disk.ifPresent(
                thread ->
                        thread.execute(
                                () -> queue.append(kind, DocumentWriter.content(kind, body))));
    }

    /** Whether anything was to be recorded. */
    public boolean hasRuns() {
        return runs > 0;
    }

    /** Marks the end of the recording and waits for the disk. */
    @Override
    public void close() {
        Totals totals = new Totals(runs, intervals);
        append(DocumentKind.CLOSED, wire -> ValueWriter.writeComponents(wire, totals));
        disk.ifPresent(this::close);
    }

    private void close(ExecutorService thread) {
        thread.execute(queue::close);
        thread.shutdown();
        try {
            thread.awaitTermination(DISK_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
