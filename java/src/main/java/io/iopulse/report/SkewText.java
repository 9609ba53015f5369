package io.iopulse.report;

import static io.iopulse.measure.OperationKind.READ;
import static io.iopulse.measure.OperationKind.WRITE;

import io.iopulse.measure.Figure;
import io.iopulse.measure.Heat;
import io.iopulse.measure.OperationKind;
import io.iopulse.measure.Skew;
import io.iopulse.measure.UniqueBlocks;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;

/** What a component really accessed, in two lines. */
final class SkewText {
    private SkewText() {}

    /** {@code hottest 1/5/10/20 % of the space took 45.1/60.3/70.0/80.2 % of operations, …}. */
    static String skew(Heat heat) {
        Skew skew = new Skew(heat);
        String percents =
                Skew.PERCENTS.stream().map(String::valueOf).collect(Collectors.joining("/"));
        String space = heat.space().scattered() ? "blocks before scattering" : "space";
        return "hottest %s %% of the %s took %s %% of operations, first %s %%"
                .formatted(percents, space, shares(skew::hottest), shares(skew::first));
    }

    private static String shares(DoubleUnaryOperator share) {
        return Skew.PERCENTS.stream()
                .map(
                        percent ->
                                String.format(
                                        Locale.ROOT, "%.1f", share.applyAsDouble(percent) * 100))
                .collect(Collectors.joining("/"));
    }

    /** {@code 32,244 of 262,144 blocks (12.3 %), 3.10 operations on each, 1,203 rewrites (…)}. */
    static String coverage(Heat heat) {
        UniqueBlocks unique = heat.unique();
        long blocks = heat.space().blocks();
        StringBuilder text = new StringBuilder();
        text.append(
                "%s of %s blocks (%s)"
                        .formatted(
                                number(unique),
                                Figure.count(blocks),
                                Figure.percent((double) unique.blocks() / blocks)));
        if (unique.blocks() > 0) {
            text.append(", ")
                    .append(Figure.significant((double) heat.operations() / unique.blocks()))
                    .append(" operations on each");
        }
        for (OperationKind kind : List.of(WRITE, READ)) {
            if (heat.operations(kind) > 0) {
                text.append(", ").append(again(heat, kind));
            }
        }
        return text.toString();
    }

    private static String number(UniqueBlocks unique) {
        return unique.isExact()
                ? Figure.count(unique.blocks())
                : "about %s (estimated, standard error %s)"
                        .formatted(
                                Figure.count(unique.blocks()),
                                Figure.count(Math.round(unique.standardError())));
    }

    /** Operations on blocks that one of their kind had touched before. */
    private static String again(Heat heat, OperationKind kind) {
        UniqueBlocks unique = heat.unique(kind);
        long all = heat.operations(kind);
        long again = all - unique.blocks();
        return "%s%s %ss (%s of %ss)"
                .formatted(
                        unique.isExact() ? "" : "about ",
                        Figure.count(again),
                        kind == WRITE ? "rewrite" : "reread",
                        Figure.percent((double) again / all),
                        kind.label());
    }
}
