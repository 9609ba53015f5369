package io.iopulse.record;

/**
 * A time in which a worker completed nothing.
 *
 * @param startNs since the start of the run
 */
public record Gap(int worker, long startNs, long lengthNs) {}
