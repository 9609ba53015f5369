package io.iopulse.config;

import io.iopulse.units.Labeled;

/** What fio's {@code rw} parameter says in one word. */
enum FioMode implements Labeled {
    READ(100, 0, 0, false),
    WRITE(0, 100, 0, false),
    RANDREAD(100, 0, 0, true),
    RANDWRITE(0, 100, 0, true),
    RW(50, 50, 0, false),
    READWRITE(50, 50, 0, false),
    RANDRW(50, 50, 0, true),
    TRIM(0, 0, 100, false),
    RANDTRIM(0, 0, 100, true);

    private final int read;
    private final int write;
    private final int trim;
    private final boolean random;

    FioMode(int read, int write, int trim, boolean random) {
        this.read = read;
        this.write = write;
        this.trim = trim;
        this.random = random;
    }

    int read() {
        return read;
    }

    int write() {
        return write;
    }

    int trim() {
        return trim;
    }

    boolean random() {
        return random;
    }

    /** Whether the shares of reads and writes are the user's to choose. */
    boolean isMixed() {
        return read > 0 && write > 0;
    }
}
