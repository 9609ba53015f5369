package io.iopulse.config;

/** What fio's {@code rw} parameter says in one word. */
enum FioMode {
    READ("read", 100, 0, 0, false),
    WRITE("write", 0, 100, 0, false),
    RANDREAD("randread", 100, 0, 0, true),
    RANDWRITE("randwrite", 0, 100, 0, true),
    RW("rw", 50, 50, 0, false),
    READWRITE("readwrite", 50, 50, 0, false),
    RANDRW("randrw", 50, 50, 0, true),
    TRIM("trim", 0, 0, 100, false),
    RANDTRIM("randtrim", 0, 0, 100, true);

    private final String label;
    private final int read;
    private final int write;
    private final int trim;
    private final boolean random;

    FioMode(String label, int read, int write, int trim, boolean random) {
        this.label = label;
        this.read = read;
        this.write = write;
        this.trim = trim;
        this.random = random;
    }

    String label() {
        return label;
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
