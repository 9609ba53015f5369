package io.iopulse.report;

import io.iopulse.measure.Figure;
import io.iopulse.record.Recording;
import io.iopulse.record.SteadyReached;
import io.iopulse.workload.SteadyState;
import java.util.Optional;

/** The steady state that ended a run, in words. */
final class SteadyText {
    private SteadyText() {}

    /** {@code reached after 23.0 s, IOPS 12,345 within 4.1 % in intervals 13 to 22; 5 % asked}. */
    static Optional<String> reached(Recording recording) {
        return recording
                .facts()
                .workload()
                .completion()
                .steadyState()
                .flatMap(asked -> recording.ending().steady().map(seen -> reached(asked, seen)));
    }

    private static String reached(SteadyState asked, SteadyReached reached) {
        return "reached after %s: %s within %s, along a line %s, in intervals %d to %d; %s asked"
                .formatted(
                        Figure.time(reached.measuredNs()),
                        mean(asked, reached.mean()),
                        Figure.percent(reached.deviationPercent() / 100),
                        Figure.percent(reached.changePercent() / 100),
                        reached.first(),
                        reached.last(),
                        asked.limit());
    }

    private static String mean(SteadyState asked, double mean) {
        return switch (asked.metric()) {
            case IOPS -> "IOPS " + Figure.perSecond(mean);
            case THROUGHPUT -> "throughput " + Figure.throughput(mean);
            case LATENCY -> "mean latency " + Figure.time(mean);
        };
    }
}
