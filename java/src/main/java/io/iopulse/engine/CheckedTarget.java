package io.iopulse.engine;

/**
 * What native found of a target before it makes it ready.
 *
 * @param filledBytes random data that the preparation writes into it
 * @param unwrittenBytes of those in use, still without data when the run begins to write
 */
public record CheckedTarget(long filledBytes, long unwrittenBytes) {}
