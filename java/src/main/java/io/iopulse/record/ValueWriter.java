package io.iopulse.record;

import io.iopulse.measure.Heat;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import net.openhft.chronicle.wire.ValueOut;
import net.openhft.chronicle.wire.WireOut;

/**
 * Writes records component by component, each under its name: a name that changes is a change of
 * the format. Optional values are lists of none or one. No type is named in the data but the choice
 * among the permitted ones of a sealed type; {@link ValueReader} reads by the types declared here
 * alone.
 */
final class ValueWriter {
    /** Tells which of the permitted types a value has. */
    static final String KIND = "is";

    static final String KEY = "key";
    static final String VALUE = "value";

    private ValueWriter() {}

    static void writeComponents(WireOut wire, Record value) {
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            ValueOut out = wire.write(component.getName());
            write(out, component.getGenericType(), get(component, value));
        }
    }

    private static Object get(RecordComponent component, Record value) {
        try {
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component + " cannot be read", e);
        }
    }

    private static void write(ValueOut out, Type type, Object value) {
        if (value instanceof Boolean truth) {
            out.bool(truth);
        } else if (value instanceof Double number) {
            out.float64(number);
        } else if (value instanceof Number number) {
            out.int64(number.longValue());
        } else if (value instanceof String || value instanceof Instant) {
            out.text(value.toString());
        } else if (value instanceof Enum<?> word) {
            out.text(word.name());
        } else if (value instanceof Heat heat) {
            out.bytes(heat.encode());
        } else if (value instanceof Record record) {
            out.marshallable(wire -> writeRecord(wire, Types.raw(type), record));
        } else if (value instanceof Map<?, ?> map) {
            writeMap(out, type, map);
        } else {
            writeList(out, type, several(value));
        }
    }

    private static void writeRecord(WireOut wire, Class<?> declared, Record value) {
        if (declared.isSealed()) {
            wire.write(KIND).text(value.getClass().getSimpleName());
        }
        writeComponents(wire, value);
    }

    private static void writeMap(ValueOut out, Type type, Map<?, ?> map) {
        out.sequence(
                map,
                (entries, list) ->
                        entries.forEach(
                                (key, value) ->
                                        list.marshallable(
                                                wire -> {
                                                    write(
                                                            wire.write(KEY),
                                                            Types.argument(type, 0),
                                                            key);
                                                    write(
                                                            wire.write(VALUE),
                                                            Types.argument(type, 1),
                                                            value);
                                                })));
    }

    private static void writeList(ValueOut out, Type type, Collection<?> values) {
        Type element = Types.argument(type, 0);
        out.sequence(values, (all, list) -> all.forEach(each -> write(list, element, each)));
    }

    private static Collection<?> several(Object value) {
        if (value instanceof Collection<?> collection) {
            return collection;
        }
        if (value instanceof Optional<?> optional) {
            return optional.stream().toList();
        }
        if (value instanceof OptionalInt optional) {
            return optional.stream().boxed().toList();
        }
        if (value instanceof OptionalLong optional) {
            return optional.stream().boxed().toList();
        }
        if (value instanceof OptionalDouble optional) {
            return optional.stream().boxed().toList();
        }
        throw new IllegalArgumentException("no way to record " + value.getClass());
    }
}
