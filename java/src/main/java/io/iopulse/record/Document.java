package io.iopulse.record;

import io.iopulse.measure.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import net.openhft.chronicle.wire.ValueIn;
import net.openhft.chronicle.wire.WireIn;

/**
 * One document of a recording, intact.
 *
 * @param body valid until the next document is read
 */
record Document(DocumentKind kind, ValueIn body) {
    <T extends Record> T read(Class<T> type) {
        return read(wire -> ValueReader.readComponents(wire, type));
    }

    /** What it holds: {@link RunFacts}, an interval, {@link Ending}, and so on. */
    Object decode() {
        return switch (kind) {
            case RUN -> read(RunFacts.class);
            case INTERVAL -> interval();
            case END -> read(Ending.class);
            case VERDICT -> read(Verdict.class);
            case CLOSED -> read(Totals.class);
        };
    }

    Interval interval() {
        return read(IntervalDocument::read);
    }

    private <T> T read(Function<WireIn, T> reader) {
        List<T> made = new ArrayList<>();
        body.marshallable(wire -> made.add(reader.apply(wire)));
        return made.get(0);
    }
}
