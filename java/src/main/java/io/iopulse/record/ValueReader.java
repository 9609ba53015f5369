package io.iopulse.record;

import io.iopulse.measure.Heat;
import io.iopulse.units.Labeled;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import net.openhft.chronicle.wire.ValueIn;
import net.openhft.chronicle.wire.WireIn;

/**
 * Reads what {@link ValueWriter} wrote, by the declared types of records: only numbers, truth
 * values, text, bytes and lists are taken from the data, and records check themselves. What older
 * recordings lack is empty where it is optional or several, else an error.
 */
final class ValueReader {
    private ValueReader() {}

    /** Throws {@link DamagedException} when the data is not such a record. */
    static <T extends Record> T readComponents(WireIn wire, Class<T> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = component(wire, components[i]);
        }
        try {
            Constructor<T> constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new DamagedException(type.getSimpleName() + ": " + e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be made", e);
        }
    }

    private static Object component(WireIn wire, RecordComponent component) {
        ValueIn in = wire.read(component.getName());
        Type type = component.getGenericType();
        if (in.isPresent()) {
            return read(in, type);
        }
        if (isSeveral(Types.raw(type))) {
            return collected(type, List.of());
        }
        throw new DamagedException("no " + component.getName());
    }

    private static Object read(ValueIn in, Type type) {
        Class<?> raw = Types.raw(type);
        if (raw == boolean.class) {
            return in.bool();
        }
        if (raw == double.class) {
            return in.float64();
        }
        if (raw == long.class || raw == Long.class) {
            return in.int64();
        }
        if (raw == int.class || raw == Integer.class) {
            return Math.toIntExact(in.int64());
        }
        if (raw == Heat.class) {
            return Heat.decode(bytes(in));
        }
        if (raw == Map.class) {
            return map(in, type);
        }
        if (isSeveral(raw)) {
            return list(in, type);
        }
        if (raw.isRecord() || raw.isSealed()) {
            return record(in, raw);
        }
        return word(text(in), raw);
    }

    static byte[] bytes(ValueIn in) {
        byte[] bytes = in.bytes();
        if (bytes == null) {
            throw new DamagedException("no bytes");
        }
        return bytes;
    }

    static String text(ValueIn in) {
        String text = in.text();
        if (text == null) {
            throw new DamagedException("no text");
        }
        return text;
    }

    static <E extends Labeled> E labeled(ValueIn in, E[] words) {
        String text = text(in);
        for (E word : words) {
            if (word.label().equals(text)) {
                return word;
            }
        }
        throw new DamagedException(text + " is none of " + Arrays.toString(words));
    }

    private static Object word(String text, Class<?> type) {
        if (type == String.class) {
            return text;
        }
        if (type == Instant.class) {
            return instant(text);
        }
        for (Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(text)) {
                return constant;
            }
        }
        throw new DamagedException(text + " is no " + type.getSimpleName());
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new DamagedException(text + " is no time");
        }
    }

    private static Object record(ValueIn in, Class<?> declared) {
        Object[] made = new Object[1];
        in.marshallable(wire -> made[0] = readComponents(wire, chosen(wire, declared)));
        return made[0];
    }

    private static Class<? extends Record> chosen(WireIn wire, Class<?> declared) {
        if (!declared.isSealed()) {
            return declared.asSubclass(Record.class);
        }
        String kind = text(wire.read(ValueWriter.KIND));
        for (Class<?> permitted : declared.getPermittedSubclasses()) {
            if (permitted.getSimpleName().equals(kind)) {
                return permitted.asSubclass(Record.class);
            }
        }
        throw new DamagedException(kind + " is no " + declared.getSimpleName());
    }

    private static boolean isSeveral(Class<?> raw) {
        return raw == List.class
                || raw == Set.class
                || raw == Map.class
                || raw == Optional.class
                || raw == OptionalInt.class
                || raw == OptionalLong.class
                || raw == OptionalDouble.class;
    }

    private static Object list(ValueIn in, Type type) {
        List<Object> values = new ArrayList<>();
        Type element = Types.argument(type, 0);
        in.sequence(
                values,
                (all, items) -> {
                    while (items.hasNextSequenceItem()) {
                        all.add(read(items, element));
                    }
                });
        return collected(type, values);
    }

    private static Map<Object, Object> map(ValueIn in, Type type) {
        Map<Object, Object> map = new LinkedHashMap<>();
        in.sequence(
                map,
                (all, items) -> {
                    while (items.hasNextSequenceItem()) {
                        items.marshallable(
                                wire ->
                                        all.put(
                                                read(
                                                        wire.read(ValueWriter.KEY),
                                                        Types.argument(type, 0)),
                                                read(
                                                        wire.read(ValueWriter.VALUE),
                                                        Types.argument(type, 1))));
                    }
                });
        return map;
    }

    private static Object collected(Type type, List<Object> values) {
        Class<?> raw = Types.raw(type);
        Optional<Object> first = values.stream().findFirst();
        if (raw == List.class) {
            return values;
        }
        if (raw == Set.class) {
            return new LinkedHashSet<>(values);
        }
        if (raw == Map.class) {
            return Map.of();
        }
        if (raw == Optional.class) {
            return first;
        }
        if (raw == OptionalInt.class) {
            return first.map(v -> OptionalInt.of((int) v)).orElse(OptionalInt.empty());
        }
        if (raw == OptionalLong.class) {
            return first.map(v -> OptionalLong.of((long) v)).orElse(OptionalLong.empty());
        }
        return first.map(v -> OptionalDouble.of((double) v)).orElse(OptionalDouble.empty());
    }
}
