package io.iopulse.measure;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a finished interval came to, over all workers. Rates and latencies are those of reads,
 * writes and trims; syncs are in neither.
 *
 * @param endNs monotonic, or of the time axis of the recording that is replayed
 * @param p50Ns service latency; empty when nothing completed
 * @param p99Ns service latency; empty when nothing completed
 * @param maxNs service latency; empty when nothing completed
 * @param depth requests in flight, time-weighted mean
 * @param rateAsked operations or bytes per second that an open loop asked for, if all do
 * @param backlog operations that waited for their start at its end
 */
public record IntervalFigures(
        Phase phase,
        long endNs,
        double opsPerSecond,
        double bytesPerSecond,
        OptionalLong p50Ns,
        OptionalLong p99Ns,
        OptionalLong maxNs,
        double depth,
        OptionalDouble rateAsked,
        long backlog,
        long errors) {}
