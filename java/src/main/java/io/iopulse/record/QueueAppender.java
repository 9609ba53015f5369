package io.iopulse.record;

import io.iopulse.units.Size;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Appends documents to a Chronicle Queue of one file. The file is mapped, and to write to it on a
 * full file system is a fault of memory, so space is looked for first; the fault is taken as an
 * error all the same. After an error what a run does is not appended any more, only how it ended.
 * For one thread.
 */
final class QueueAppender implements AutoCloseable {
    /** What is left alone of a file system that fills up. */
    static final Size FREE_MIN = Size.ofMiB(16);

    /** What is left of it by the last documents of a recording. */
    static final Size FREE_AT_END_MIN = Size.ofMiB(4);

    /** The queue grows by blocks of this size, sparse until they are written to. */
    private static final int BLOCK_BYTES = 1 << 20;

    private static final Set<DocumentKind> WHAT_HAPPENS =
            EnumSet.of(DocumentKind.RUN, DocumentKind.INTERVAL);

    private final Path directory;
    private final ToLongFunction<Path> freeBytes;
    private final DocumentWriter documents = new DocumentWriter();
    private @Nullable ChronicleQueue queue;
    private @Nullable ExcerptAppender appender;
    private @Nullable WriterMark mark;
    private Optional<String> failure = Optional.empty();

    /** {@code freeBytes} tells how much may still be written where a path lies. */
    QueueAppender(Path directory, ToLongFunction<Path> freeBytes) {
        this.directory = directory;
        this.freeBytes = freeBytes;
    }

    /** Creates the queue in its directory; {@code startMs}, since 1970, names the file. */
    void open(long startMs) {
        try {
            mark = WriterMark.of(directory);
            queue =
                    SingleChronicleQueueBuilder.binary(directory)
                            .blockSize(BLOCK_BYTES)
                            .rollCycle(RollCycles.FAST_DAILY)
                            .timeProvider(() -> startMs) // which never goes on: one file
                            .build();
            appender = queue.createAppender();
        } catch (IOException | RuntimeException | InternalError | AssertionError e) {
            breakDown(e);
        }
    }

    void append(DocumentKind kind, byte[] content) {
        ExcerptAppender opened = appender;
        boolean happens = WHAT_HAPPENS.contains(kind);
        boolean wanted = happens ? failure.isEmpty() : documents.count() > 0;
        if (opened == null || !wanted || !hasRoom(happens, content.length)) {
            return;
        }
        try {
            documents.write(content, opened::writeBytes);
        } catch (RuntimeException | InternalError e) {
            breakDown(e);
        }
    }

    private boolean hasRoom(boolean happens, int bytes) {
        Size left = happens ? FREE_MIN : FREE_AT_END_MIN;
        boolean hasRoom = freeBytes.applyAsLong(directory) >= left.bytes() + bytes;
        if (!hasRoom) {
            fail("less than %s are free in %s".formatted(left, directory));
        }
        return hasRoom;
    }

    private void breakDown(Throwable cause) {
        fail("%s cannot be written: %s".formatted(directory, cause));
        appender = null;
    }

    private void fail(String reason) {
        failure = failure.or(() -> Optional.of(reason));
    }

    /** Why the recording is not whole; empty while it is. */
    Optional<String> failure() {
        return failure;
    }

    /** Documents appended so far. */
    long count() {
        return documents.count();
    }

    @Override
    public void close() {
        appender = null;
        if (queue != null) {
            queue.close();
        }
        if (mark != null) {
            release(mark);
        }
    }

    private void release(WriterMark held) {
        try {
            held.close();
        } catch (IOException e) {
            fail("%s cannot be given up: %s".formatted(directory, e));
        }
    }
}
