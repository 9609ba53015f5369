package io.iopulse.record;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What the declared types of record components say. */
final class Types {
    private static final Map<Type, Class<?>> ELEMENTS =
            Map.of(
                    OptionalInt.class, int.class,
                    OptionalLong.class, long.class,
                    OptionalDouble.class, double.class);

    private Types() {}

    static Class<?> raw(Type type) {
        return type instanceof ParameterizedType parameterized
                ? raw(parameterized.getRawType())
                : (Class<?>) type;
    }

    /** A type between the angle brackets; of the optional primitives their own. */
    static Type argument(Type type, int index) {
        return type instanceof ParameterizedType parameterized
                ? parameterized.getActualTypeArguments()[index]
                : ELEMENTS.getOrDefault(type, Object.class);
    }
}
