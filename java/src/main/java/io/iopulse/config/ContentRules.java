package io.iopulse.config;

import static io.iopulse.config.Option.COMPRESS_PERCENT;
import static io.iopulse.config.Option.DEDUPE_PERCENT;
import static io.iopulse.config.Option.WRITE_PATTERN;

import io.iopulse.units.Percent;
import io.iopulse.workload.EngineKind;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What must hold between the options of the content of writes. */
final class ContentRules {
    static final List<Rule> ALL =
            List.of(
                    new Rule("content is of writes", ContentRules::writes),
                    new Rule("content is written somewhere", ContentRules::engine),
                    new Rule("only random data is made compressible", ContentRules::shares));

    private ContentRules() {}

    /** The sentence of the first rule that is broken. */
    static Optional<String> broken(Request request) {
        return Rule.firstBroken(ALL, request);
    }

    private static Stream<Option> given(Request r, Predicate<Option> when) {
        return Stream.of(WRITE_PATTERN, COMPRESS_PERCENT, DEDUPE_PERCENT)
                .filter(r.choices()::given)
                .filter(when);
    }

    private static Optional<String> writes(Request r) {
        return given(r, option -> !r.mix().writes() && !VerifyText.isOn(r.choices()))
                .findFirst()
                .map(
                        option ->
                                r.choices().told(option)
                                        + " is about writes, and this run has none; add"
                                        + " --write-percent, or leave it out");
    }

    private static Optional<String> engine(Request r) {
        return given(r, option -> r.engine() == EngineKind.SIM)
                .findFirst()
                .map(
                        option ->
                                r.choices().told(option)
                                        + " has no effect with --engine sim, which moves no data;"
                                        + " leave it out");
    }

    private static Optional<String> shares(Request r) {
        return given(r, option -> option != WRITE_PATTERN && isAsked(r, option))
                .filter(option -> !r.content().isRandom())
                .findFirst()
                .map(
                        option ->
                                r.choices().told(option)
                                        + " is about random data, and "
                                        + r.choices().plain(WRITE_PATTERN)
                                        + " is the same in every write; leave one of them out");
    }

    private static boolean isAsked(Request r, Option option) {
        return r.choices().percent(option).filter(share -> !share.equals(Percent.ZERO)).isPresent();
    }
}
