package io.iopulse.config;

import io.iopulse.workload.Component;
import io.iopulse.workload.EngineKind;
import io.iopulse.workload.Workload;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What must hold between components that run together. */
final class CompositeRules {
    private CompositeRules() {}

    /** Throws the sentence of the first rule that is broken. */
    static void check(List<Component> components) {
        distinct(components)
                .or(() -> clocks(components))
                .or(() -> workers(components))
                .ifPresent(
                        sentence -> {
                            throw new UsageError(sentence);
                        });
    }

    private static Optional<String> distinct(List<Component> components) {
        Set<String> seen = new HashSet<>();
        return components.stream()
                .map(Component::name)
                .filter(name -> !seen.add(name))
                .findFirst()
                .map(
                        name ->
                                "two components are called %s; give each a name of its own"
                                        .formatted(Choices.quoted(name)));
    }

    private static Optional<String> clocks(List<Component> components) {
        long virtual =
                components.stream()
                        .filter(part -> part.load().engine().kind() == EngineKind.SIM)
                        .count();
        return virtual == 0 || virtual == components.size()
                ? Optional.empty()
                : Optional.of(
                        "--engine sim has a clock of its own, so components on it and on other"
                                + " engines do not run at the same time; use it for all of them"
                                + " or for none");
    }

    private static Optional<String> workers(List<Component> components) {
        int workers = components.stream().mapToInt(Component::workers).sum();
        return workers <= Workload.WORKERS_MAX
                ? Optional.empty()
                : Optional.of(
                        "the components have %d workers together, more than %d; lower --threads"
                                .formatted(workers, Workload.WORKERS_MAX));
    }
}
