package io.iopulse.record;

import io.iopulse.measure.Interval;

/** What happens while a run goes on: it begins, and each worker reports its intervals in order. */
public sealed interface RunEvent {
    /** A run whose workers are armed. */
    record Began(RunFacts facts) implements RunEvent {}

    /** An interval of one worker; its latencies do not change any more. */
    record Reported(Interval interval) implements RunEvent {}
}
