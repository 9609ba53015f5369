package io.iopulse.record;

/** What a recording holds, said at its end. */
record Totals(long runs, long intervals) {}
