package io.iopulse.config;

import static io.iopulse.config.Option.CSV;
import static io.iopulse.config.Option.DRY_RUN;
import static io.iopulse.config.Option.NO_RECORD;
import static io.iopulse.config.Option.PER_WORKER;
import static io.iopulse.config.Option.RECORD;
import static io.iopulse.config.Option.TARGETS;
import static io.iopulse.config.Rule.when;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What may be asked of the files that a run leaves. */
final class OutputRules {
    static final List<Rule> ALL =
            List.of(
                    new Rule("a dry run has no result to print", OutputRules::dryResult),
                    new Rule("a run is recorded or it is not", OutputRules::recording),
                    new Rule("workers' intervals come from a recording", OutputRules::perWorker),
                    new Rule("the result does not overwrite a target", OutputRules::result));

    private OutputRules() {}

    private static Optional<String> dryResult(Request r) {
        return first(
                option -> r.choices().on(DRY_RUN) && r.choices().text(option).equals("-"),
                r,
                " has no effect with --dry-run, which has no result; leave it out");
    }

    private static Optional<String> first(Predicate<Option> wrong, Request r, String why) {
        return Stream.of(OutputFormat.values())
                .map(OutputFormat::option)
                .filter(wrong)
                .findFirst()
                .map(option -> r.choices().told(option) + why);
    }

    private static Optional<String> recording(Request r) {
        return when(
                r.choices().given(RECORD) && r.choices().on(NO_RECORD),
                r.choices().told(RECORD)
                        + " and "
                        + r.choices().plain(NO_RECORD)
                        + " exclude each other; give one of them");
    }

    private static Optional<String> perWorker(Request r) {
        return when(
                r.choices().given(CSV) && r.choices().on(PER_WORKER) && r.choices().on(NO_RECORD),
                r.choices().told(CSV)
                        + " with --per-worker takes the intervals of each worker from the"
                        + " recording; leave "
                        + r.choices().plain(NO_RECORD)
                        + " out");
    }

    private static Optional<String> result(Request r) {
        List<String> targets = r.choices().texts(TARGETS);
        return first(
                option -> r.choices().written(option).filter(targets::contains).isPresent(),
                r,
                " would overwrite a target; name another file");
    }
}
