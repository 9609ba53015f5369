package io.iopulse.config;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A relation between options that must hold.
 *
 * @param name what must hold, for tests and readers
 * @param broken the sentence when it does not
 */
record Rule(String name, Function<Request, Optional<String>> broken) {
    /** The sentence where something is broken. */
    static Optional<String> when(boolean broken, String sentence) {
        return broken ? Optional.of(sentence) : Optional.empty();
    }

    /** The sentence of the first rule that is broken. */
    static Optional<String> firstBroken(List<Rule> rules, Request request) {
        return rules.stream()
                .map(rule -> rule.broken().apply(request))
                .flatMap(Optional::stream)
                .findFirst();
    }
}
