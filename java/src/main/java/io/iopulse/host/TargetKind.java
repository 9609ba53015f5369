package io.iopulse.host;

/** What a path leads to, symbolic links followed. */
public enum TargetKind {
    FILE(0x8000),
    BLOCK(0x6000),
    CHARACTER(0x2000),
    DIRECTORY(0x4000),
    OTHER(0);

    private static final int TYPE_MASK = 0xf000;

    private final int typeBits;

    TargetKind(int typeBits) {
        this.typeBits = typeBits;
    }

    static TargetKind ofMode(int mode) {
        for (TargetKind kind : values()) {
            if ((mode & TYPE_MASK) == kind.typeBits) {
                return kind;
            }
        }
        return OTHER;
    }
}
