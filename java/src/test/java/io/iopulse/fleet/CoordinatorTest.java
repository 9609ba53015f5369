package io.iopulse.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.iopulse.measure.Latency;
import io.iopulse.measure.LatencyKind;
import io.iopulse.measure.OperationKind;
import io.iopulse.record.LatencyTable;
import io.iopulse.record.Outcome;
import io.iopulse.record.PaceResult;
import io.iopulse.record.Recorder;
import io.iopulse.record.Recording;
import io.iopulse.run.Node;
import io.iopulse.units.Percent;
import io.iopulse.units.Size;
import io.iopulse.units.Span;
import io.iopulse.workload.Access;
import io.iopulse.workload.Advice;
import io.iopulse.workload.ArrivalLaw;
import io.iopulse.workload.Arrivals;
import io.iopulse.workload.Blocks;
import io.iopulse.workload.Completion;
import io.iopulse.workload.Component;
import io.iopulse.workload.Content;
import io.iopulse.workload.Curve;
import io.iopulse.workload.EngineChoice;
import io.iopulse.workload.EngineKind;
import io.iopulse.workload.ErrorPolicy;
import io.iopulse.workload.Limits;
import io.iopulse.workload.Load;
import io.iopulse.workload.Mix;
import io.iopulse.workload.OnError;
import io.iopulse.workload.Pace;
import io.iopulse.workload.Placement;
import io.iopulse.workload.Preparation;
import io.iopulse.workload.Sharing;
import io.iopulse.workload.SimDevice;
import io.iopulse.workload.SimLaw;
import io.iopulse.workload.SyncMode;
import io.iopulse.workload.SyncPolicy;
import io.iopulse.workload.Target;
import io.iopulse.workload.ThinkTime;
import io.iopulse.workload.Verification;
import io.iopulse.workload.Waiting;
import io.iopulse.workload.Workload;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The whole way from a workload to its recording, on a simulated device of known law. */
class CoordinatorTest {
    private static final Span LATENCY = new Span(100_000);

    @Test
    void constantLatencyGivesExactRatesAndDepth() throws Exception {
        Recording recording = run(sim(SimLaw.CONSTANT, 0, Span.ZERO, 0), 4, seconds(5));

        assertThat(recording.outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(recording.measured().wallNs()).isEqualTo(5_000_000_000L);
        assertThat(recording.measured().ops().read()).isEqualTo(2 * (200_000 - 4));
        assertThat(recording.drain().ops().read()).isEqualTo(2 * 4);
        assertThat(recording.measured().depth()).hasValue(8);
        Latency latency = service(recording);
        assertThat(latency.minNs()).isEqualTo(LATENCY.ns());
        assertThat(latency.maxNs()).isEqualTo(LATENCY.ns());
        assertThat(latency.meanNs()).isEqualTo((double) LATENCY.ns());
        assertThat(latency.stddevNs()).isZero();
    }

    /** 1000 a second on a device that is dead for 2 s: response shows what service does not. */
    @Test
    void anOpenLoopShowsAStallInItsResponses() throws Exception {
        Arrivals arrivals =
                new Arrivals(Curve.constant("1000", 1000), false, false, ArrivalLaw.POISSON, 1);
        Pace pace =
                new Pace(Optional.of(arrivals), Optional.empty(), ThinkTime.NONE, Waiting.HYBRID);
        SimDevice device = sim(SimLaw.CONSTANT, 0, Span.ofSeconds(2), 0);
        Recording recording =
                run(workload(device, 32, seconds(20), new ErrorPolicy(OnError.STOP, 0), pace));

        LatencyTable latencies = recording.measured().latencies();
        Latency response = latencies.get(LatencyKind.RESPONSE, OperationKind.READ).orElseThrow();
        Latency lateness = latencies.get(LatencyKind.LATENESS, OperationKind.READ).orElseThrow();
        assertThat(service(recording).percentileNs(99)).isLessThan(110_000);
        assertThat(response.percentileNs(99)).isBetween(1_600_000_000L, 2_001_000_000L);
        assertThat(response.maxNs()).isBetween(1_900_000_000L, 2_001_000_000L);
        assertThat(lateness.percentileNs(99)).isGreaterThan(1_600_000_000L);
        assertThat(response.count()).isEqualTo(service(recording).count());
        assertThat(recording.measured().pace().backlog()).isZero();
        assertThat(PaceResult.waitingInWords(recording.measured()).orElseThrow())
                .contains("after a stall of 2.00 s operations waited up to");
    }

    @Test
    void exponentialLatencyGivesItsQuantiles() throws Exception {
        Recording recording =
                run(sim(SimLaw.EXPONENTIAL, 0, Span.ZERO, 0), 32, operations(3_000_000));

        Latency latency = service(recording);
        assertThat(latency.count()).isEqualTo(3_000_000);
        for (double percentile : new double[] {50, 90, 95, 99, 99.9}) {
            double q = percentile / 100;
            double truth = -LATENCY.ns() * Math.log(1 - q);
            double standardError = LATENCY.ns() * Math.sqrt(q / ((1 - q) * latency.count()));
            assertThat((double) latency.percentileNs(percentile))
                    .as("p%s", percentile)
                    .isCloseTo(truth, within(truth * 0.001 + 4 * standardError));
        }
    }

    @Test
    void stallShowsAsEmptyIntervalsAndAsTheLongestGap() throws Exception {
        SimDevice device = sim(SimLaw.CONSTANT, 0, Span.ofMillis(3200), 0);
        Recording recording = run(device, 1, seconds(10));

        assertThat(recording.intervals().stream().filter(i -> i.ops().read() == 0)).hasSize(3);
        assertThat(recording.longestGap().orElseThrow().lengthNs())
                .isCloseTo(3_200_000_000L, within(2 * LATENCY.ns()));
    }

    @Test
    void stallAcrossTheEndBreaksNoLaw() throws Exception {
        for (int depth : new int[] {1, 16}) {
            Recording recording =
                    run(sim(SimLaw.CONSTANT, 0, Span.ofSeconds(30), 0), depth, seconds(4));

            assertThat(recording.exitCode()).as("depth %d", depth).isZero();
            assertThat(recording.longestGap().orElseThrow().lengthNs())
                    .isCloseTo(2_000_000_000L, within(2 * LATENCY.ns()));
        }
    }

    @Test
    void firstFailureEndsTheRunAndIsNamed() throws Exception {
        Recording recording = run(sim(SimLaw.CONSTANT, 100_000, Span.ZERO, 61), 1, seconds(100));

        assertThat(recording.outcome().status()).isEqualTo(Outcome.Status.FAILED);
        assertThat(recording.outcome().reason()).contains("ENODATA", "medium error");
        assertThat(recording.exitCode()).isEqualTo(2);
        assertThat(recording.errors()).hasSize(1);
        assertThat(recording.errors().get(0).kind()).isEqualTo(OperationKind.READ);
    }

    @Test
    void aLimitThatFailuresUsedUpIsNotReached() throws Exception {
        Recording recording = runOn(sim(SimLaw.CONSTANT, 500_000, Span.ZERO, 5), operations(1000));

        long done = recording.measured().ops().read();
        assertThat(done).isBetween(400L, 600L);
        assertThat(recording.outcome())
                .isEqualTo(
                        Outcome.incomplete(
                                "only %d of 1,000 operations were done, %d failed"
                                        .formatted(done, 1000 - done)));
        assertThat(recording.exitCode()).isEqualTo(4);
        assertThat(recording.complaint()).contains(recording.outcome().reason());
    }

    @Test
    void aByteLimitThatFailuresUsedUpIsNotReached() throws Exception {
        End megabyte =
                new End(
                        Optional.empty(),
                        new Limits(Optional.of(Size.ofMiB(1)), OptionalLong.empty(), false));
        Recording recording = runOn(sim(SimLaw.CONSTANT, 1_000_000, Span.ZERO, 5), megabyte);

        assertThat(recording.outcome())
                .isEqualTo(Outcome.incomplete("only 0 of 256 operations were done, 256 failed"));
    }

    @Test
    void aTimedRunFailsWhenNothingWasDoneAndOnlyThen() throws Exception {
        Recording nothing = runOn(sim(SimLaw.CONSTANT, 1_000_000, Span.ZERO, 5), seconds(1));
        Recording half = runOn(sim(SimLaw.CONSTANT, 500_000, Span.ZERO, 5), seconds(1));

        assertThat(nothing.outcome())
                .isEqualTo(
                        Outcome.failed(
                                "no operation was done, 10,000 failed, most often read with"
                                        + " EIO"));
        assertThat(nothing.exitCode()).isEqualTo(2);
        assertThat(half.outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(half.exitCode()).isZero();
    }

    @Test
    void aDurationThatEndsARunBeforeItsLimitLeavesItComplete() throws Exception {
        End both = new End(Optional.of(Span.ofSeconds(1)), operations(1_000_000).limits());
        Recording recording = runOn(sim(SimLaw.CONSTANT, 500_000, Span.ZERO, 5), both);

        assertThat(recording.outcome()).isEqualTo(Outcome.COMPLETE);
    }

    @Test
    void theErrorLimitThatEndsARunIsNamed() throws Exception {
        SimDevice device = sim(SimLaw.CONSTANT, 1_000_000, Span.ZERO, 5);
        Recording recording =
                run(workload(device, 1, seconds(1), new ErrorPolicy(OnError.CONTINUE, 10)));

        assertThat(recording.outcome().reason())
                .startsWith("--max-errors 10 was reached, the first: read of 4096 bytes at");
        assertThat(recording.exitCode()).isEqualTo(2);
    }

    @Test
    void equalSeedsGiveEqualRecordings() throws Exception {
        SimDevice device = sim(SimLaw.EXPONENTIAL, 0, Span.ZERO, 0);
        Recording one = run(device, 8, operations(100_000));
        Recording other = run(device, 8, operations(100_000));

        assertThat(service(one).encode()).isEqualTo(service(other).encode());
        assertThat(one.measured().wallNs()).isEqualTo(other.measured().wallNs());
    }

    private static Latency service(Recording recording) {
        return recording
                .measured()
                .latencies()
                .get(LatencyKind.SERVICE, OperationKind.READ)
                .orElseThrow();
    }

    private static Recording run(SimDevice device, int depth, End end) throws Exception {
        return run(workload(device, depth, end, ErrorPolicy.STOP));
    }

    /** Going on after errors. */
    private static Recording runOn(SimDevice device, End end) throws Exception {
        return run(workload(device, 1, end, new ErrorPolicy(OnError.CONTINUE, 0)));
    }

    private static Recording run(Workload workload) throws Exception {
        try (Coordinator coordinator =
                new Coordinator(new LocalLink(new Node("test", Recorder.none(), event -> {})))) {
            return coordinator.run(workload);
        }
    }

    private static Workload workload(SimDevice device, int depth, End end, ErrorPolicy errors) {
        return workload(device, depth, end, errors, Pace.FULL);
    }

    private static Workload workload(
            SimDevice device, int depth, End end, ErrorPolicy errors, Pace pace) {
        EngineChoice engine =
                new EngineChoice(
                        EngineKind.SIM, Set.of(), OptionalInt.empty(), Optional.of(device));
        Load load =
                new Load(
                        engine,
                        depth,
                        Blocks.of(new Size(4096)),
                        Access.UNIFORM,
                        new Mix(Percent.ALL, Percent.ZERO, Percent.ZERO),
                        new SyncPolicy(SyncMode.NONE, 0, 0, false),
                        new Advice(Set.of(), Set.of()),
                        1,
                        false,
                        false,
                        false,
                        0,
                        pace,
                        Content.UNIQUE,
                        Verification.NONE);
        Component component =
                new Component(
                        "test",
                        List.of(new Target("sim", Size.ZERO, Optional.of(Size.ofGiB(1)))),
                        load,
                        end.limits().totalOps().isPresent() ? 1 : depth == 4 ? 2 : 1,
                        Placement.ANYWHERE,
                        end.limits(),
                        Sharing.SHARED);
        return new Workload(
                "test",
                "",
                List.of(component),
                new Completion(end.duration(), Span.ZERO, Span.ofSeconds(120)),
                errors,
                new Preparation(false, false, List.of(), List.of()),
                Span.ofSeconds(1),
                42);
    }

    /** What ends a run. */
    private record End(Optional<Span> duration, Limits limits) {}

    private static End seconds(long seconds) {
        return new End(Optional.of(Span.ofSeconds(seconds)), Limits.NONE);
    }

    private static End operations(long operations) {
        return new End(
                Optional.empty(), new Limits(Optional.empty(), OptionalLong.of(operations), false));
    }

    private static SimDevice sim(SimLaw law, int errorPerMillion, Span stall, int errno) {
        return new SimDevice(
                law,
                0,
                LATENCY,
                LATENCY,
                Span.ofSeconds(2),
                stall,
                0,
                errorPerMillion,
                errno == 0 ? 5 : errno,
                0);
    }
}
