package io.iopulse.config;

import java.util.List;

/**
 * Settings with those of what lies below them, which come first where both say something.
 *
 * @param settings what holds for all below
 * @param components what is done at the same time; empty: the settings are the only component
 * @param phases what is done one after another; empty: there is one
 */
public record JobTree(Settings settings, List<JobTree> components, List<JobTree> phases) {
    public static final JobTree EMPTY = leaf(new Settings());

    public JobTree {
        components = List.copyOf(components);
        phases = List.copyOf(phases);
    }

    static JobTree leaf(Settings settings) {
        return new JobTree(settings, List.of(), List.of());
    }
}
