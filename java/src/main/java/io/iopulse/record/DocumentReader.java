package io.iopulse.record;

import static io.iopulse.record.DocumentWriter.LAST;
import static io.iopulse.record.DocumentWriter.PART;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.wire.ValueIn;
import net.openhft.chronicle.wire.Wire;

/**
 * Reads the documents of a Chronicle Queue's file in order, and by plain reads with every bound
 * checked: Chronicle's own reader runs code that a forged file names, and takes a file cut short or
 * overwritten for its end. A document is a word, its length with two flags, and so many bytes; the
 * next begins at a multiple of four. What Chronicle keeps for itself is passed over.
 */
final class DocumentReader implements AutoCloseable {
    private static final int NOT_COMPLETE = 1 << 31;
    private static final int CHRONICLES_OWN = 1 << 30;
    private static final int LENGTH = CHRONICLES_OWN - 1;
    private static final int WORD_BYTES = 4;

    /** A document fits into a block of its queue. */
    private static final int DOCUMENT_BYTES_MAX = 1 << 20;

    /** How every queue's file begins, behind the first word: {@code header: !SCQStore}. */
    private static final byte[] QUEUE =
            "\u00b9\u0006header\u00b6\u0008SCQStore".getBytes(StandardCharsets.ISO_8859_1);

    private final FileChannel file;
    private final ByteBuffer window =
            ByteBuffer.allocate(2 * DOCUMENT_BYTES_MAX).order(ByteOrder.LITTLE_ENDIAN).limit(0);
    private final StringBuilder name = new StringBuilder();
    private final ByteArrayOutputStream parts = new ByteArrayOutputStream();
    private long windowStart;
    private long position;
    private long sequence;
    private long fileBytes;

    private DocumentReader(FileChannel file) {
        this.file = file;
    }

    /** Reads the recording in a directory. */
    static DocumentReader of(Path directory) throws IOException, RecordingException {
        Path path = RunsDirectory.queueFile(directory);
        DocumentReader reader = new DocumentReader(FileChannel.open(path, StandardOpenOption.READ));
        if (!reader.isQueue()) {
            reader.close();
            throw new RecordingException(
                    "%s is not a recording: it does not begin as one".formatted(directory));
        }
        return reader;
    }

    /** Whether the file is a queue, or one that had just been begun. */
    private boolean isQueue() throws IOException {
        return file.size() < WORD_BYTES + QUEUE.length
                || word() == 0
                || Arrays.equals(bytes(WORD_BYTES, QUEUE.length), QUEUE);
    }

    /**
     * The next document; empty where the file ends or goes on being written, and then there may be
     * one after {@link #lookAgain}. Throws {@link DamagedException} when what is there is no
     * document.
     */
    Optional<Document> next() throws IOException {
        for (Optional<Wire> wire = nextWire(); wire.isPresent(); wire = nextWire()) {
            name.setLength(0);
            ValueIn value = wire.get().read(name);
            if (!PART.contentEquals(name) && !LAST.contentEquals(name)) {
                return Optional.of(new Document(DocumentKind.of(name), value));
            }
            parts.writeBytes(ValueReader.bytes(value));
            if (LAST.contentEquals(name)) {
                Wire whole = DocumentWriter.wire(Bytes.wrapForRead(parts.toByteArray()));
                parts.reset();
                name.setLength(0);
                ValueIn body = whole.read(name);
                return Optional.of(new Document(DocumentKind.of(name), body));
            }
        }
        return Optional.empty();
    }

    /** The next document of our own behind its envelope. */
    private Optional<Wire> nextWire() throws IOException {
        int word = word();
        while (word != 0 && (word & NOT_COMPLETE) == 0) {
            int length = word & LENGTH;
            long at = position + WORD_BYTES;
            if (length == 0 || !reaches(at + length)) {
                throw damaged("longer than the file");
            }
            if ((word & CHRONICLES_OWN) == 0) {
                Wire wire = unwrapped(at, length);
                position = aligned(at + length);
                return Optional.of(wire);
            }
            position = aligned(at + length);
            word = word();
        }
        return Optional.empty();
    }

    private static long aligned(long at) {
        return (at + WORD_BYTES - 1) / WORD_BYTES * WORD_BYTES;
    }

    private Wire unwrapped(long at, int length) throws IOException {
        if (length > DOCUMENT_BYTES_MAX) {
            throw damaged("longer than any");
        }
        byte[] document = bytes(at, length);
        Bytes<byte[]> bytes = Bytes.wrapForRead(document);
        Wire wire = DocumentWriter.wire(bytes);
        long crc = wire.read(DocumentWriter.CRC).int64();
        int covered = (int) bytes.readPosition();
        if (crc != DocumentWriter.crc(document, covered, length - covered)) {
            throw damaged("not as it was written");
        }
        long version = wire.read(DocumentWriter.VERSION_NAME).int64();
        if (version != DocumentWriter.VERSION) {
            throw damaged(
                    "of version %d, and %d is known".formatted(version, DocumentWriter.VERSION));
        }
        if (wire.read(DocumentWriter.SEQUENCE).int64() != sequence) {
            throw damaged("not the one that follows");
        }
        sequence++;
        return wire;
    }

    /** Forgets what the file was like: somebody may have written on. */
    void lookAgain() {
        window.limit(0);
    }

    /** Documents read so far. */
    long count() {
        return sequence;
    }

    /** Where the next document begins. */
    long position() {
        return position;
    }

    private DamagedException damaged(String how) {
        return new DamagedException(
                "document %d, at byte %d, is %s".formatted(sequence, position, how));
    }

    /** 0 behind the end of the file. */
    private int word() throws IOException {
        return reaches(position + WORD_BYTES) ? window.getInt(inWindow(position, WORD_BYTES)) : 0;
    }

    /**
     * Whether the file has all bytes below; its size is asked for again where it may have grown.
     */
    private boolean reaches(long end) throws IOException {
        if (end > fileBytes) {
            fileBytes = file.size();
        }
        return end <= fileBytes;
    }

    private byte[] bytes(long at, int length) throws IOException {
        byte[] bytes = new byte[length];
        window.get(inWindow(at, length), bytes);
        return bytes;
    }

    /** Brings bytes that the file has into the window; returns where in it they begin. */
    private int inWindow(long at, int length) throws IOException {
        if (at < windowStart || at + length > windowStart + window.limit()) {
            window.clear();
            windowStart = at;
            while (window.hasRemaining()
                    && file.read(window, windowStart + window.position()) > 0) {
                // until the window is full or the file ends
            }
            window.flip();
        }
        if (length > windowStart + window.limit() - at) {
            throw damaged("longer than the file");
        }
        return (int) (at - windowStart);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
