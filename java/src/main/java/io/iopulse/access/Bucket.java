package io.iopulse.access;

/**
 * Consecutive blocks whose density is a straight line, from 1 + tilt at the beginning to 1 − tilt
 * at the end.
 *
 * @param mass of any total
 */
record Bucket(long first, long blocks, double mass, double tilt) {}
