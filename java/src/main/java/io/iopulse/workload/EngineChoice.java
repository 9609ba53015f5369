package io.iopulse.workload;

import static io.iopulse.workload.EngineOption.COOP_TASKRUN;
import static io.iopulse.workload.EngineOption.DEFER_TASKRUN;
import static io.iopulse.workload.EngineOption.SINGLE_ISSUER;
import static io.iopulse.workload.EngineOption.SQPOLL;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The engine and what it is asked to use.
 *
 * @param options of this engine only; with {@link EngineKind#AUTO} those of every candidate
 * @param sqpollCpu where the kernel's submission thread runs; empty: anywhere
 * @param sim the virtual device, present exactly with {@link EngineKind#SIM}
 */
public record EngineChoice(
        EngineKind kind,
        Set<EngineOption> options,
        OptionalInt sqpollCpu,
        Optional<SimDevice> sim) {

    /** Highest CPU number that Linux can be built for. */
    public static final int CPU_MAX = 8191;

    public EngineChoice {
        EnumSet<EngineOption> copy = EnumSet.noneOf(EngineOption.class);
        copy.addAll(options);
        options = Collections.unmodifiableSet(copy);
        for (EngineOption option : options) {
            Require.that(
                    kind == EngineKind.AUTO || option.belongsTo(kind),
                    "an option of another engine",
                    option,
                    kind);
        }
        Require.that(
                !options.contains(DEFER_TASKRUN) || options.contains(SINGLE_ISSUER),
                "deferred task run needs a single issuer");
        Require.that(
                !options.contains(SQPOLL)
                        || Collections.disjoint(options, Set.of(DEFER_TASKRUN, COOP_TASKRUN)),
                "a submission thread excludes deferred and cooperative task run");
        Require.that(
                sqpollCpu.isEmpty() || options.contains(SQPOLL), "a CPU for no submission thread");
        Require.that(sqpollCpu.orElse(0) >= 0 && sqpollCpu.orElse(0) <= CPU_MAX, "CPU", sqpollCpu);
        Require.that(
                sim.isPresent() == (kind == EngineKind.SIM),
                "a simulated device and the engine",
                kind);
    }
}
