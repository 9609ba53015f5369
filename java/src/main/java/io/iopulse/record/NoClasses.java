package io.iopulse.record;

import net.openhft.chronicle.core.pool.ClassLookup;
import net.openhft.chronicle.core.util.ClassNotFoundRuntimeException;

/** Finds no class whatever its name: data names none, and must not choose code that runs. */
enum NoClasses implements ClassLookup {
    LOOKUP;

    @Override
    public Class<?> forName(CharSequence name) {
        throw new ClassNotFoundRuntimeException(
                new ClassNotFoundException("a recording names no class, and not " + name));
    }

    @Override
    public String nameFor(Class<?> type) {
        throw new IllegalArgumentException("a recording names no class, and not " + type);
    }

    @Override
    public void addAlias(Class<?>... classes) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void addAlias(Class<?> type, String names) {
        throw new UnsupportedOperationException();
    }
}
