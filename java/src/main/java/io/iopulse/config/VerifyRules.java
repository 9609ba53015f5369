package io.iopulse.config;

import static io.iopulse.config.Option.BLOCK_SIZE;
import static io.iopulse.config.Option.DEDUPE_PERCENT;
import static io.iopulse.config.Option.OFFSET;
import static io.iopulse.config.Option.TARGETS;
import static io.iopulse.config.Option.VERIFY;
import static io.iopulse.config.Option.VERIFY_BLOCK;
import static io.iopulse.config.Option.VERIFY_EVERY;
import static io.iopulse.config.Option.VERIFY_STATE;
import static io.iopulse.config.Rule.when;

import io.iopulse.units.Size;
import io.iopulse.workload.FileDistribution;
import io.iopulse.workload.Load;
import io.iopulse.workload.VerifyMode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What must hold between the options of verification. */
final class VerifyRules {
    static final List<Rule> ALL =
            List.of(
                    new Rule("something is verified", VerifyRules::asked),
                    new Rule("there is a target to verify", VerifyRules::engine),
                    new Rule("what is verified holds data", VerifyRules::trims),
                    new Rule("every verified block is its own", VerifyRules::dedupe),
                    new Rule("what is read back was written", VerifyRules::writes),
                    new Rule("reading back has no schedule", VerifyRules::pace),
                    new Rule("verified blocks fill an operation", VerifyRules::blocks),
                    new Rule("verified blocks have their place", VerifyRules::offset),
                    new Rule("a state is of one target", VerifyRules::state));

    private VerifyRules() {}

    /** The sentence of the first rule that is broken. */
    static Optional<String> broken(Request request) {
        return Rule.firstBroken(ALL, request);
    }

    private static VerifyMode mode(Request r) {
        return VerifyText.mode(r.choices());
    }

    private static boolean isOn(Request r) {
        return VerifyText.isOn(r.choices());
    }

    private static Size block(Request r) {
        return VerifyText.block(r.choices()).orElse(r.blocks().unit());
    }

    private static Optional<String> asked(Request r) {
        return Stream.of(VERIFY_EVERY, VERIFY_BLOCK, VERIFY_STATE)
                .filter(r.choices()::given)
                .filter(option -> !isOn(r))
                .findFirst()
                .map(
                        option ->
                                r.choices().told(option)
                                        + " is about verification; add --verify reads or --verify"
                                        + " after, or leave it out");
    }

    private static Optional<String> engine(Request r) {
        return when(
                isOn(r) && !r.engine().opensTargets(),
                r.choices().told(VERIFY)
                        + " has no effect with --engine "
                        + r.engine().label()
                        + ", which opens no target; leave it out");
    }

    private static Optional<String> trims(Request r) {
        return when(
                isOn(r) && r.mix().trims(),
                r.choices().told(VERIFY)
                        + " cannot judge what a trim leaves behind; leave out the trims, or leave"
                        + " it out");
    }

    private static Optional<String> dedupe(Request r) {
        return when(
                isOn(r) && !r.content().dedupe().isZero(),
                r.choices().told(DEDUPE_PERCENT)
                        + " repeats blocks, and with "
                        + r.choices().plain(VERIFY)
                        + " each tells its own place; leave one of them out");
    }

    private static Optional<String> writes(Request r) {
        if (!isOn(r) || r.mix().writes()) {
            return Optional.empty();
        }
        return when(
                        mode(r) == VerifyMode.AFTER,
                        r.choices().told(VERIFY)
                                + " reads back what the run writes, and it writes nothing; use"
                                + " --verify reads, or add --write-percent")
                .or(
                        () ->
                                when(
                                        VerifyText.every(r.choices()) > 0,
                                        r.choices().told(VERIFY_EVERY)
                                                + " reads back what the run writes, and it writes"
                                                + " nothing; leave it out"));
    }

    private static Optional<String> pace(Request r) {
        boolean paced = r.pace().arrivals().isPresent() || !r.pace().think().isNone();
        return when(
                VerifyText.every(r.choices()) > 0 && paced,
                r.choices().told(VERIFY_EVERY)
                        + " reads between the writes, which a rate or think time does not allow"
                        + " for; use --verify after");
    }

    private static Optional<String> blocks(Request r) {
        if (!isOn(r)) {
            return Optional.empty();
        }
        Size block = block(r);
        boolean given = r.choices().given(VERIFY_BLOCK);
        return when(
                        !block.isMultipleOf(Load.SECTOR_BYTES),
                        r.choices().told(given ? VERIFY_BLOCK : BLOCK_SIZE)
                                + " is not a multiple of "
                                + Load.SECTOR_BYTES
                                + ", which a verified block is")
                .or(
                        () ->
                                when(
                                        !r.blocks().unit().isMultipleOf(block.bytes()),
                                        r.choices().told(VERIFY_BLOCK)
                                                + " does not divide "
                                                + r.choices().plain(BLOCK_SIZE)
                                                + "; give a divisor of it"));
    }

    private static Optional<String> offset(Request r) {
        return when(
                isOn(r) && !r.offset().isMultipleOf(block(r).bytes()),
                r.choices().told(OFFSET)
                        + " is not a multiple of "
                        + block(r)
                        + ", the size of a verified block; give one that is, or another"
                        + " --verify-block");
    }

    private static Optional<String> state(Request r) {
        if (!r.choices().given(VERIFY_STATE)) {
            return Optional.empty();
        }
        String path = r.choices().text(VERIFY_STATE);
        List<String> targets = r.choices().texts(TARGETS);
        return when(
                        targets.size() > 1 || r.fileDistribution() == FileDistribution.PER_WORKER,
                        r.choices().told(VERIFY_STATE)
                                + " is the state of one target, and this run has several; leave it"
                                + " out, then each has its own beside it")
                .or(
                        () ->
                                when(
                                        targets.contains(path) || isResult(r, path),
                                        r.choices().told(VERIFY_STATE)
                                                + " is a target or the result of the run; name"
                                                + " another file"));
    }

    private static boolean isResult(Request r, String path) {
        return Stream.of(OutputFormat.values())
                .anyMatch(format -> r.choices().text(format.option()).equals(path));
    }
}
