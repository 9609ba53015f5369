package io.iopulse.live;

/** Of a terminal, in characters. */
public record ScreenSize(int columns, int rows) {
    /** What a full screen needs. */
    public static final ScreenSize LEAST = new ScreenSize(80, 24);
}
