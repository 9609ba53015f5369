package io.iopulse.config;

import io.iopulse.units.Percent;
import io.iopulse.units.Size;
import io.iopulse.workload.Access;
import io.iopulse.workload.Distribution;
import io.iopulse.workload.Distribution.Gaussian;
import io.iopulse.workload.Distribution.Pareto;
import io.iopulse.workload.Distribution.SelfSimilar;
import io.iopulse.workload.Distribution.Zipf;
import io.iopulse.workload.Distribution.Zone;
import io.iopulse.workload.Distribution.Zoned;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** An order of blocks as the options that say the same; those at their default are left out. */
final class AccessText {
    private final Map<Option, String> values = new EnumMap<>(Option.class);

    private AccessText(Access access) {
        put(Option.RANDOM, access.order() != Access.Order.SEQUENTIAL);
        put(Option.FULL_COVERAGE, access.order() == Access.Order.PERMUTATION);
        access.stride().ifPresent(size -> values.put(Option.STRIDE, size.toString()));
        put(Option.BACKWARD, access.backward());
        distribution(access.distribution());
        put(Option.SCATTER, access.scatter());
        if (access.ownHotSet()) {
            values.put(Option.HOT_SET, HotSet.PER_WORKER.label());
        }
        if (access.jumps().hasRuns()) {
            values.put(Option.RUN_LENGTH, access.jumps().runMin() + "-" + access.jumps().runMax());
        } else if (!access.jumps().share().equals(Percent.ALL)) {
            values.put(Option.RANDOM_PERCENT, access.jumps().share().toString());
        }
    }

    static Map<Option, String> of(Access access) {
        return new AccessText(access).values;
    }

    private void put(Option flag, boolean on) {
        if (on) {
            values.put(flag, "true");
        }
    }

    private void distribution(Distribution distribution) {
        if (!distribution.equals(Distribution.UNIFORM)) {
            values.put(Option.DISTRIBUTION, distribution.label());
        }
        if (distribution instanceof Zipf zipf) {
            put(Option.ZIPF_THETA, zipf.theta());
        } else if (distribution instanceof Pareto pareto) {
            put(Option.PARETO_H, pareto.h());
        } else if (distribution instanceof SelfSimilar similar) {
            put(Option.SELFSIMILAR_H, similar.h());
        } else if (distribution instanceof Gaussian gaussian) {
            put(Option.GAUSSIAN_CENTER, gaussian.center());
            put(Option.GAUSSIAN_STDDEV, gaussian.stddev());
        } else if (distribution instanceof Zoned zoned) {
            values.put(
                    Option.ZONES,
                    zoned.zones().stream().map(AccessText::zone).collect(Collectors.joining(",")));
        }
    }

    private void put(Option option, double value) {
        values.put(option, AccessOptions.plain(value));
    }

    private static String zone(Zone zone) {
        return zone.accesses()
                + ":"
                + zone.space()
                        .map(Percent::toString)
                        .or(() -> zone.size().map(Size::toString))
                        .get();
    }
}
