package io.iopulse.record;

import io.iopulse.measure.Interval;
import java.util.function.Consumer;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.wire.ValueIn;
import net.openhft.chronicle.wire.Wire;
import net.openhft.chronicle.wire.WireOut;

/** Values as they come out of the documents that they went into. */
final class Documents {
    private Documents() {}

    static RunFacts copy(RunFacts facts) {
        return record(DocumentKind.RUN, facts).read(RunFacts.class);
    }

    static Ending copy(Ending ending) {
        return record(DocumentKind.END, ending).read(Ending.class);
    }

    static Verdict copy(Verdict verdict) {
        return record(DocumentKind.VERDICT, verdict).read(Verdict.class);
    }

    static Interval copy(Interval interval) {
        return document(DocumentKind.INTERVAL, wire -> IntervalDocument.write(wire, interval))
                .interval();
    }

    private static Document record(DocumentKind kind, Record value) {
        return document(kind, wire -> ValueWriter.writeComponents(wire, value));
    }

    static Document document(DocumentKind kind, Consumer<WireOut> body) {
        Wire wire = DocumentWriter.wire(Bytes.wrapForRead(DocumentWriter.content(kind, body)));
        StringBuilder name = new StringBuilder();
        ValueIn value = wire.read(name);
        return new Document(DocumentKind.of(name), value);
    }
}
