package io.iopulse.engine;

import java.nio.file.Path;

/**
 * Every call into native code. A run is a handle, owned by {@link NativeRun} alone; a negative
 * result is −errno and its sentence is {@link #errorText()} of the same thread.
 */
final class NativeEngine {
    private static final String LIBRARY = "libiopulse.so";

    static {
        load();
    }

    private NativeEngine() {}

    private static void load() {
        String directory = System.getProperty("iopulse.native.dir");
        if (directory == null) {
            throw new UnsatisfiedLinkError(
                    "the system property iopulse.native.dir does not name the directory of "
                            + LIBRARY);
        }
        System.load(Path.of(directory, LIBRARY).toAbsolutePath().toString());
        if (layoutId() != SharedLayout.LAYOUT_ID) {
            throw new UnsatisfiedLinkError(
                    LIBRARY + " in " + directory + " belongs to another version of iopulse");
        }
    }

    static native long layoutId();

    /** A run of the flat job at the address; it is copied. */
    static native long create(long jobAddress, long jobBytes);

    /** Address of the shared region, valid until destroy. */
    static native long region(long run);

    /** Checks one target, each once, from 0 on; bytes that prepare will write into it. */
    static native long check(long run, int target);

    /** Creates and fills what was checked. */
    static native int prepare(long run);

    static native int arm(long run);

    static native int start(long run, long delayNs);

    static native void stop(long run);

    /** 1 when all workers are done, 0 when time was up. */
    static native int join(long run, long timeoutNs);

    static native void destroy(long run);

    /** Capability bits of an engine that works here. */
    static native int probe(int engineId);

    static native String errorText();

    /** Columns of the terminal behind a file descriptor; 0 when it is none. */
    static native int terminalColumns(int fileDescriptor);
}
