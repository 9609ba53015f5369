package io.iopulse.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Runs held against others that are kept as a measure: as good, but for a tolerance. */
public final class BaselineCheck {
    private BaselineCheck() {}

    /**
     * A case per phase and metric that was compared.
     *
     * @param comparison of the baseline and of what is held against it
     * @param tolerances of single metrics; others have {@link Tolerance#STANDARD}
     * @param asked metrics that must have a value; others may be missing on both sides
     */
    public static List<GateCase> of(
            Comparison comparison, List<Tolerance> tolerances, List<Metric> asked) {
        List<GateCase> cases = new ArrayList<>();
        for (PhaseComparison phase : comparison.phases()) {
            for (MetricComparison metric : phase.metrics()) {
                boolean isThere = metric.samples().stream().anyMatch(some -> !some.isEmpty());
                if (isThere || asked.contains(metric.metric())) {
                    cases.add(judged(phase.phase(), metric, share(metric.metric(), tolerances)));
                }
            }
        }
        return List.copyOf(cases);
    }

    private static double share(Metric metric, List<Tolerance> tolerances) {
        return tolerances.stream()
                .filter(tolerance -> tolerance.metric().equals(metric))
                .mapToDouble(Tolerance::share)
                .findFirst()
                .orElse(Tolerance.STANDARD);
    }

    private static GateCase judged(String phase, MetricComparison compared, double share) {
        Metric metric = compared.metric();
        Change change = compared.changes().get(0);
        String name = "%s %s".formatted(metric.name(), limit(metric.direction(), share));
        OptionalDouble difference = change.difference();
        if (difference.isEmpty()) {
            return new GateCase(
                    phase,
                    name,
                    "no difference",
                    Optional.of("%s: %s".formatted(metric.name(), change.reason())));
        }
        String value =
                "%s to %s, %s"
                        .formatted(
                                metric.unit().format(compared.samples().get(0).mean()),
                                metric.unit().format(compared.samples().get(1).mean()),
                                ChangeWords.percent(difference.getAsDouble()));
        double worse =
                switch (metric.direction()) {
                    case HIGHER -> -difference.getAsDouble();
                    case LOWER -> difference.getAsDouble();
                    case NEITHER -> Math.abs(difference.getAsDouble());
                };
        return new GateCase(
                phase,
                name,
                value,
                worse > share
                        ? Optional.of(
                                "%s went from %s, more than %s"
                                        .formatted(
                                                metric.name(),
                                                value,
                                                limit(metric.direction(), share)))
                        : Optional.empty());
    }

    private static String limit(Direction better, double share) {
        String sign =
                switch (better) {
                    case HIGHER -> "-";
                    case LOWER -> "+";
                    case NEITHER -> "±";
                };
        return "%s%.1f %%".formatted(sign, share * 100);
    }
}
