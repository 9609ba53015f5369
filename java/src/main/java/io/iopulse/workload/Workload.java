package io.iopulse.workload;

import io.iopulse.units.Span;
import java.util.HashSet;
import java.util.List;

/**
 * Everything one run does.
 *
 * @param name for people and reports
 * @param description what it imitates or is for; may be empty
 * @param components what is done at the same time; started together
 * @param interval length of a reporting interval
 * @param seed from which every random choice derives
 */
public record Workload(
        String name,
        String description,
        List<Component> components,
        Completion completion,
        ErrorPolicy errors,
        Preparation preparation,
        Span interval,
        long seed) {

    public static final int NAME_MAX = 100;
    public static final int DESCRIPTION_MAX = 500;
    public static final int COMPONENTS_MAX = 64;
    public static final int WORKERS_MAX = 1024;
    public static final Span INTERVAL_MIN = Span.ofMillis(100);

    /** Native counts are 32 bits wide: a longer interval could overflow one. */
    public static final Span INTERVAL_MAX = Span.ofSeconds(60);

    public Workload {
        components = List.copyOf(components);
        Require.that(isName(name), "name", name);
        Require.that(isDescription(description), "description", description);
        Require.that(
                !components.isEmpty() && components.size() <= COMPONENTS_MAX,
                "count of components",
                components.size());
        HashSet<String> names = new HashSet<>();
        for (Component component : components) {
            Require.that(names.add(component.name()), "a component twice", component.name());
            Require.that(
                    completion.duration().isPresent() || component.limits().any(),
                    "a component without an end",
                    component.name());
        }
        Require.that(workersOf(components) <= WORKERS_MAX, "workers", workersOf(components));
        Require.that(targetsOf(components) <= Component.TARGETS_MAX, "targets", components);
        Require.that(
                interval.compareTo(INTERVAL_MIN) >= 0 && interval.compareTo(INTERVAL_MAX) <= 0,
                "interval",
                interval);
    }

    /** The same workload with other components. */
    public Workload with(List<Component> others) {
        return new Workload(
                name, description, others, completion, errors, preparation, interval, seed);
    }

    /** The same workload from another seed. */
    public Workload withSeed(long other) {
        return new Workload(
                name, description, components, completion, errors, preparation, interval, other);
    }

    /** Workers of all components. */
    public int workers() {
        return workersOf(components);
    }

    private static int workersOf(List<Component> components) {
        return components.stream().mapToInt(Component::workers).sum();
    }

    private static int targetsOf(List<Component> components) {
        return components.stream().mapToInt(component -> component.targets().size()).sum();
    }

    /** Whether the text can stand beside a name; empty says nothing. */
    public static boolean isDescription(String text) {
        return text.length() <= DESCRIPTION_MAX && text.chars().noneMatch(Character::isISOControl);
    }

    /** Whether the text can be shown in one line of a report. */
    public static boolean isName(String text) {
        return !text.isBlank()
                && text.length() <= NAME_MAX
                && text.chars().noneMatch(Character::isISOControl);
    }
}
