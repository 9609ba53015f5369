package io.iopulse.config;

import static io.iopulse.workload.EngineOption.COOP_TASKRUN;
import static io.iopulse.workload.EngineOption.DEFER_TASKRUN;
import static io.iopulse.workload.EngineOption.IOWQ_AFFINITY;
import static io.iopulse.workload.EngineOption.SINGLE_ISSUER;
import static io.iopulse.workload.EngineOption.SQPOLL;

import io.iopulse.workload.EngineChoice;
import io.iopulse.workload.EngineKind;
import io.iopulse.workload.EngineOption;
import io.iopulse.workload.SimDevice;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The engine and its features, from their switches. */
final class Engines {
    /** Which switch asks for which feature. */
    static final Map<Option, EngineOption> FEATURES = Collections.unmodifiableMap(features());

    private final Choices choices;
    private final EngineKind kind;

    Engines(Choices choices) {
        this.choices = choices;
        this.kind =
                choices.text(Option.ENGINE).equals("psync") // fio's name for pread and pwrite
                        ? EngineKind.SYNC
                        : choices.word(Option.ENGINE, EngineKind.class);
    }

    EngineKind kind() {
        return kind;
    }

    EngineChoice choice() {
        Set<EngineOption> options = asked();
        OptionalInt cpu = OptionalInt.empty();
        if (options.contains(SQPOLL) && !choices.text(Option.SQPOLL).equals("true")) {
            cpu = OptionalInt.of(choices.count(Option.SQPOLL, 0, EngineChoice.CPU_MAX));
        }
        Optional<SimDevice> sim =
                kind == EngineKind.SIM ? Optional.of(SimText.parse(choices)) : Optional.empty();
        return new EngineChoice(kind, options, cpu, sim);
    }

    /** Defaults that exclude each other give way; what was asked for has been checked before. */
    private Set<EngineOption> asked() {
        Set<EngineOption> options = EnumSet.of(IOWQ_AFFINITY);
        FEATURES.forEach(
                (option, feature) -> {
                    if (choices.on(option)) {
                        options.add(feature);
                    }
                });
        options.removeIf(feature -> kind != EngineKind.AUTO && !feature.belongsTo(kind));
        if (options.contains(SQPOLL)) {
            options.removeAll(Set.of(DEFER_TASKRUN, COOP_TASKRUN));
        }
        if (!options.contains(SINGLE_ISSUER)) {
            options.remove(DEFER_TASKRUN);
        }
        return options;
    }

    private static Map<Option, EngineOption> features() {
        Map<Option, EngineOption> features = new EnumMap<>(Option.class);
        for (EngineOption feature : EngineOption.values()) {
            if (feature != IOWQ_AFFINITY) { // nobody has a reason to turn it off
                features.put(Option.valueOf(feature.name()), feature);
            }
        }
        return features;
    }
}
