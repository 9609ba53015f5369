package io.iopulse.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.iopulse.units.Percent;
import io.iopulse.units.Size;
import io.iopulse.units.Span;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class WorkloadTest {
    private static final Size BLOCK = Size.ofKiB(4);
    private static final Target FILE =
            new Target("/data/file", Size.ZERO, Optional.of(Size.ofGiB(1)));
    private static final Completion ONE_SECOND = lasting(Optional.of(Span.ofSeconds(1)));
    private static final Completion ENDLESS = lasting(Optional.empty());
    private static final Limits ONE_PASS = new Limits(Optional.empty(), OptionalLong.empty(), true);

    @TestFactory
    Stream<DynamicTest> everyLimitHolds() {
        return Stream.of(
                refuses("depth 0", () -> load(EngineKind.IO_URING, 0, BLOCK, 1, false)),
                refuses("depth 4097", () -> load(EngineKind.IO_URING, 4097, BLOCK, 1, false)),
                refuses("sync, depth 2", () -> load(EngineKind.SYNC, 2, BLOCK, 1, false)),
                refuses("mmap, depth 2", () -> load(EngineKind.MMAP, 2, BLOCK, 1, false)),
                refuses("mmap, vectors", () -> load(EngineKind.MMAP, 1, BLOCK, 2, false)),
                refuses("mmap, direct", () -> load(EngineKind.MMAP, 1, BLOCK, 1, true)),
                refuses("null, direct", () -> load(EngineKind.NULL, 1, BLOCK, 1, true)),
                refuses("tiny block", () -> load(EngineKind.SYNC, 1, new Size(511), 1, false)),
                refuses("huge block", () -> load(EngineKind.SYNC, 1, Size.ofGiB(2), 1, false)),
                refuses("odd, direct", () -> load(EngineKind.SYNC, 1, new Size(1000), 1, true)),
                refuses("null, vectors", () -> load(EngineKind.NULL, 1, BLOCK, 2, false)),
                refuses("small parts", () -> load(EngineKind.SYNC, 1, BLOCK, 16, true)),
                refuses("no target", () -> component(List.of(), 1, Limits.NONE, Access.UNIFORM)),
                refuses(
                        "twice",
                        () -> component(List.of(FILE, FILE), 1, Limits.NONE, Access.UNIFORM)),
                refuses(
                        "0 workers",
                        () -> component(List.of(FILE), 0, Limits.NONE, Access.UNIFORM)),
                refuses(
                        "never complete",
                        () -> component(List.of(FILE), 1, ONE_PASS, Access.UNIFORM)),
                refuses("endless", () -> workload(ENDLESS, reads("a"))),
                refuses("no component", () -> workload(ONE_SECOND)),
                refuses("twice", () -> workload(ONE_SECOND, reads("a"), reads("a"))),
                refuses("empty path", () -> new Target("", Size.ZERO, Optional.empty())),
                refuses("NUL path", () -> new Target("a\0b", Size.ZERO, Optional.empty())),
                refuses("size 0", () -> new Target("f", Size.ZERO, Optional.of(Size.ZERO))),
                refuses("mix", () -> new Mix(new Percent(50), new Percent(49), Percent.ZERO)),
                refuses("errors", () -> new ErrorPolicy(OnError.STOP, 1)),
                refuses("syncs", () -> new SyncPolicy(SyncMode.NONE, -1, 0, false)),
                refuses("advice", () -> new Advice(Set.of(AdviceFlag.HUGEPAGE), Set.of())),
                refuses("advice", () -> new Advice(Set.of(), Set.of(AdviceFlag.NOREUSE))),
                refuses("nodes", () -> NumaChoice.of(List.of(1024))),
                refuses("CPUs", () -> new Placement(List.of(-1), NumaChoice.NONE)),
                refuses("both", () -> new Placement(List.of(1), NumaChoice.AUTO)),
                refuses("alien", () -> engine(EngineKind.LIBAIO, EngineOption.SQPOLL)),
                refuses("task run", () -> engine(EngineKind.IO_URING, EngineOption.DEFER_TASKRUN)),
                refuses("no device", () -> engine(EngineKind.SIM)));
    }

    @Test
    void aPassInRandomOrderIsAPermutation() {
        assertThatCode(() -> component(List.of(FILE), 4, ONE_PASS, Access.PERMUTATION))
                .doesNotThrowAnyException();
    }

    @Test
    void decimalSharesOfAHundredAreWhole() {
        Mix mix = new Mix(Percent.parse("33.3"), Percent.parse("33.3"), Percent.parse("33.4"));
        assertThat(mix.changesData()).isTrue();
    }

    @Test
    void valuesDoNotChangeWithTheListTheyCameFrom() {
        var devices = new java.util.ArrayList<>(List.of("/dev/sdx"));
        Preparation preparation = new Preparation(false, false, devices, List.of());
        devices.clear();
        assertThat(preparation.allowDevices()).containsExactly("/dev/sdx");
    }

    private static DynamicTest refuses(String what, ThrowingCallable construction) {
        return DynamicTest.dynamicTest(
                what,
                () ->
                        assertThatThrownBy(construction)
                                .isInstanceOf(IllegalArgumentException.class));
    }

    private static EngineChoice engine(EngineKind kind, EngineOption... options) {
        return new EngineChoice(kind, Set.of(options), OptionalInt.empty(), Optional.empty());
    }

    private static Load load(EngineKind kind, int depth, Size block, int vectors, boolean direct) {
        return new Load(
                engine(kind),
                depth,
                Blocks.of(block),
                Access.SEQUENTIAL,
                Mix.READ_ONLY,
                SyncPolicy.NONE,
                Advice.NONE,
                vectors,
                direct,
                false,
                false,
                0,
                Pace.FULL,
                Content.UNIQUE,
                Verification.NONE);
    }

    private static Completion lasting(Optional<Span> duration) {
        return new Completion(duration, Span.ZERO, Span.ofSeconds(120));
    }

    private static Component reads(String name) {
        return new Component(
                name,
                List.of(FILE),
                load(EngineKind.SYNC, 1, BLOCK, 1, false),
                1,
                Placement.ANYWHERE,
                Limits.NONE,
                Sharing.SHARED);
    }

    private static Component component(
            List<Target> targets, int workers, Limits limits, Access access) {
        Load load =
                new Load(
                        engine(EngineKind.SYNC),
                        1,
                        Blocks.of(BLOCK),
                        access,
                        Mix.READ_ONLY,
                        SyncPolicy.NONE,
                        Advice.NONE,
                        1,
                        false,
                        false,
                        false,
                        0,
                        Pace.FULL,
                        Content.UNIQUE,
                        Verification.NONE);
        return new Component(
                "all", targets, load, workers, Placement.ANYWHERE, limits, Sharing.SHARED);
    }

    private static Workload workload(Completion completion, Component... components) {
        return new Workload(
                "run",
                "",
                List.of(components),
                completion,
                ErrorPolicy.STOP,
                Preparation.NONE,
                Span.ofSeconds(1),
                1);
    }
}
