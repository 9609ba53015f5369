package io.iopulse.record;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.wire.Wire;
import net.openhft.chronicle.wire.WireOut;
import net.openhft.chronicle.wire.WireType;

/**
 * Makes the documents of a recording. Each is raw Wire:
 *
 * <pre>
 * crc:  CRC32C of all the bytes behind it
 * v:    {@link #VERSION}
 * seq:  0, 1, 2 … without a gap
 * KIND: { … }     or  part: bytes  or  last: bytes
 * </pre>
 *
 * What is too long for one document is cut into parts, the last of them named so. Not for several
 * threads.
 */
final class DocumentWriter {
    static final int VERSION = 1;
    static final String CRC = "crc";
    static final String VERSION_NAME = "v";
    static final String SEQUENCE = "seq";
    static final String PART = "part";
    static final String LAST = "last";

    /** A document must fit into a quarter of a queue's block, behind whose end it may reach. */
    static final int PART_BYTES_MAX = 128 << 10;

    private final Bytes<byte[]> covered = Bytes.allocateElasticOnHeap(1 << 12);
    private final Bytes<byte[]> document = Bytes.allocateElasticOnHeap(1 << 12);
    private final Wire coveredWire = wire(covered);
    private final Wire documentWire = wire(document);
    private long sequence;

    static Wire wire(Bytes<?> bytes) {
        Wire wire = WireType.BINARY_LIGHT.apply(bytes);
        wire.classLookup(NoClasses.LOOKUP);
        return wire;
    }

    /** The content of a document, as bytes of its own. */
    static byte[] content(DocumentKind kind, Consumer<WireOut> body) {
        Bytes<byte[]> bytes = Bytes.allocateElasticOnHeap(1 << 12);
        wire(bytes).writeEventName(kind.label()).marshallable(body::accept);
        return bytes.toByteArray();
    }

    /** Hands over the document, or its parts one after another; each is valid until the next. */
    void write(byte[] content, Consumer<Bytes<byte[]>> documents) {
        int from = 0;
        while (content.length - from > PART_BYTES_MAX) {
            byte[] part = Arrays.copyOfRange(content, from, from + PART_BYTES_MAX);
            documents.accept(document(wire -> wire.write(PART).bytes(part)));
            from += PART_BYTES_MAX;
        }
        if (from == 0) {
            documents.accept(document(wire -> wire.bytes().write(content)));
        } else {
            byte[] last = Arrays.copyOfRange(content, from, content.length);
            documents.accept(document(wire -> wire.write(LAST).bytes(last)));
        }
    }

    long count() {
        return sequence;
    }

    private Bytes<byte[]> document(Consumer<Wire> content) {
        covered.clear();
        coveredWire.write(VERSION_NAME).int64(VERSION);
        coveredWire.write(SEQUENCE).int64(sequence++);
        content.accept(coveredWire);
        document.clear();
        documentWire
                .write(CRC)
                .int64(crc(covered.underlyingObject(), 0, (int) covered.readRemaining()));
        document.write(covered);
        return document;
    }

    static long crc(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return crc.getValue();
    }
}
