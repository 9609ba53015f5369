package io.iopulse.access;

/** A distribution over numbered blocks, or over ranks that stand for several. */
interface Law {
    /** How many there are. */
    long count();

    /** The mass of {@code first} to {@code end − 1}, of any total, to full relative precision. */
    double mass(long first, long end);
}
