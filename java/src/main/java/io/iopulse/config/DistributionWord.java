package io.iopulse.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The distributions by name, and the options that only one of them has. */
enum DistributionWord {
    UNIFORM,
    ZIPF,
    PARETO,
    SELFSIMILAR,
    GAUSSIAN,
    ZONED;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The option whose value may stand behind the colon. */
    Optional<Option> parameter() {
        return switch (this) {
            case ZIPF -> Optional.of(Option.ZIPF_THETA);
            case SELFSIMILAR -> Optional.of(Option.SELFSIMILAR_H);
            case GAUSSIAN -> Optional.of(Option.GAUSSIAN_STDDEV);
            default -> Optional.empty();
        };
    }

    List<Option> options() {
        return switch (this) {
            case UNIFORM -> List.of();
            case ZIPF -> List.of(Option.ZIPF_THETA);
            case PARETO -> List.of(Option.PARETO_H);
            case SELFSIMILAR -> List.of(Option.SELFSIMILAR_H);
            case GAUSSIAN -> List.of(Option.GAUSSIAN_CENTER, Option.GAUSSIAN_STDDEV);
            case ZONED -> List.of(Option.ZONES);
        };
    }

    /** The distribution that an option belongs to. */
    static Optional<DistributionWord> of(Option option) {
        return Stream.of(values()).filter(word -> word.options().contains(option)).findFirst();
    }

    static DistributionWord of(String name, Choices choices) {
        List<String> labels = Stream.of(values()).map(DistributionWord::label).toList();
        return Stream.of(values())
                .filter(word -> word.label().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new UsageError(
                                        choices.told(Option.DISTRIBUTION)
                                                + " is not one of "
                                                + String.join(", ", labels)
                                                + Spelling.nearest(name, labels)
                                                        .map("; did you mean %s?"::formatted)
                                                        .orElse("")));
    }
}
