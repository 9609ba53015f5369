package io.iopulse.run;

import io.iopulse.engine.Engines;
import io.iopulse.host.BlockDevice;
import io.iopulse.host.TargetFacts;
import io.iopulse.workload.EngineChoice;
import io.iopulse.workload.EngineKind;
import io.iopulse.workload.EngineOption;
import io.iopulse.workload.Load;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which engine runs. What is asked for is taken or refused; only {@code auto} chooses, and says
 * what and why.
 *
 * @param reason why auto chose it; empty when it was asked for
 */
record EngineDecision(EngineKind kind, Optional<String> reason) {
    private static final List<EngineKind> BEST_FIRST =
            List.of(EngineKind.IO_URING, EngineKind.LIBAIO, EngineKind.SYNC);

    static EngineDecision of(Load load) throws RunException {
        return of(load, Engines::refusal);
    }

    static EngineDecision of(Load load, Function<EngineKind, Optional<String>> refusals)
            throws RunException {
        EngineKind asked = load.engine().kind();
        if (asked == EngineKind.AUTO) {
            return choose(load, refusals);
        }
        Optional<String> refusal = refusals.apply(asked);
        if (refusal.isPresent()) {
            throw new RunException(RunException.Cause.ENVIRONMENT, refusal.get());
        }
        return new EngineDecision(asked, Optional.empty());
    }

    private static EngineDecision choose(Load load, Function<EngineKind, Optional<String>> refusals)
            throws RunException {
        List<String> reasons = new ArrayList<>();
        for (EngineKind kind : BEST_FIRST) {
            Optional<String> refusal =
                    load.queueDepth() > 1 && !kind.queues()
                            ? Optional.of(kind.label() + " has no queue depth above 1")
                            : refusals.apply(kind);
            if (refusal.isEmpty()) {
                reasons.add(kind.label() + " works here");
                return new EngineDecision(kind, Optional.of(String.join("; ", reasons)));
            }
            reasons.add(refusal.get());
        }
        throw new RunException(
                RunException.Cause.ENVIRONMENT,
                "--engine auto finds no engine that works here: " + String.join("; ", reasons));
    }

    /** The load with the engine decided and only the options that this engine knows. */
    Load applyTo(Load load) {
        Set<EngineOption> options =
                load.engine().options().stream()
                        .filter(option -> option.belongsTo(kind))
                        .filter(option -> fits(option, load))
                        .collect(Collectors.toSet());
        OptionalInt cpu =
                options.contains(EngineOption.SQPOLL)
                        ? load.engine().sqpollCpu()
                        : OptionalInt.empty();
        return load.withEngine(new EngineChoice(kind, options, cpu, load.engine().sim()));
    }

    /** Registered buffers are whole: a request in parts cannot use them. */
    private static boolean fits(EngineOption option, Load load) {
        return option != EngineOption.FIXED_BUFFERS || load.vectors() == 1;
    }

    /** Polled completions need a device with poll queues; without them I/O would hang or fail. */
    static void requirePollQueues(Load load, List<TargetFacts> targets) throws RunException {
        if (!load.engine().options().contains(EngineOption.IOPOLL)) {
            return;
        }
        for (TargetFacts target : targets) {
            Optional<BlockDevice> device = target.device();
            if (!device.flatMap(BlockDevice::ioPoll).orElse(false)) {
                throw new RunException(
                        RunException.Cause.USAGE,
                        "--iopoll needs a device with poll queues; "
                                + device.map(BlockDevice::disk).orElse("that of " + target.path())
                                + " has none (queue/io_poll is not 1)");
            }
        }
    }
}
