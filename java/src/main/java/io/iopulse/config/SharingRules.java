package io.iopulse.config;

import static io.iopulse.config.Option.ALLOW_WRITE_CONFLICTS;
import static io.iopulse.config.Option.BLOCK_SIZE;
import static io.iopulse.config.Option.DURATION;
import static io.iopulse.config.Option.FILE_DISTRIBUTION;
import static io.iopulse.config.Option.FULL_COVERAGE;
import static io.iopulse.config.Option.LOCK_MODE;
import static io.iopulse.config.Option.OFFSET_STRATEGY;
import static io.iopulse.config.Option.READ_BLOCK_SIZE;
import static io.iopulse.config.Option.RUN_UNTIL_COMPLETE;
import static io.iopulse.config.Option.VECTORS;
import static io.iopulse.config.Option.WRITE_BLOCK_SIZE;
import static io.iopulse.config.Rule.when;

import io.iopulse.workload.FileDistribution;
import io.iopulse.workload.LockMode;
import io.iopulse.workload.OffsetStrategy;
import java.util.List;
import java.util.Optional;

/** What must hold between block sizes, shared targets and the other options. */
final class SharingRules {
    static final List<Rule> ALL =
            List.of(
                    new Rule("sizes of reads and writes have both", SharingRules::sizesOfNothing),
                    new Rule("the size of all operations is used", SharingRules::sizeUnused),
                    new Rule("each block once is of one size", SharingRules::mixedCoverage),
                    new Rule("parts are of one size", SharingRules::mixedVectors),
                    new Rule("an offset strategy is of sequences", SharingRules::randomStrategy),
                    new Rule("an offset strategy is of shared files", SharingRules::ownStrategy),
                    new Rule("every n-th block is of one size", SharingRules::mixedInterleaving),
                    new Rule("the same order touches all blocks", SharingRules::sameUntilComplete),
                    new Rule("own files are files", SharingRules::ownFiles),
                    new Rule("locks are of targets", SharingRules::locksOfNothing),
                    new Rule("conflicts are between writes", SharingRules::conflicts));

    private SharingRules() {}

    private static Optional<String> sizesOfNothing(Request r) {
        Optional<String> reads =
                when(
                        r.choices().given(READ_BLOCK_SIZE) && !r.mix().reads(),
                        r.choices().told(READ_BLOCK_SIZE)
                                + " is about reads, and this run has none; leave it out");
        return reads.or(
                () ->
                        when(
                                r.choices().given(WRITE_BLOCK_SIZE) && !r.mix().changesData(),
                                r.choices().told(WRITE_BLOCK_SIZE)
                                        + " is about writes and trims, and this run has none; leave"
                                        + " it out"));
    }

    private static Optional<String> sizeUnused(Request r) {
        return when(
                r.choices().given(BLOCK_SIZE)
                        && r.choices().given(READ_BLOCK_SIZE)
                        && r.choices().given(WRITE_BLOCK_SIZE),
                r.choices().told(BLOCK_SIZE)
                        + " has no effect beside --read-block-size and --write-block-size; leave it"
                        + " out");
    }

    /** The option from which the sizes come. */
    private static Option sizes(Request r) {
        return r.choices().given(READ_BLOCK_SIZE)
                ? READ_BLOCK_SIZE
                : r.choices().given(WRITE_BLOCK_SIZE) ? WRITE_BLOCK_SIZE : BLOCK_SIZE;
    }

    private static Optional<String> mixedCoverage(Request r) {
        boolean each = r.choices().on(FULL_COVERAGE) || r.untilComplete();
        boolean mixed = r.blocks().areMixed() && r.pattern().random();
        Option asked =
                r.choices().on(FULL_COVERAGE)
                        ? FULL_COVERAGE
                        : r.choices().on(RUN_UNTIL_COMPLETE) ? RUN_UNTIL_COMPLETE : DURATION;
        return when(
                mixed && each,
                r.choices().told(sizes(r))
                        + " mixes sizes, and "
                        + r.choices().plain(asked)
                        + " in random order needs blocks of one size; give one size, or leave out"
                        + " --random");
    }

    private static Optional<String> mixedVectors(Request r) {
        return when(
                r.vectors() > 1 && r.blocks().areMixed(),
                r.choices().told(VECTORS)
                        + " cuts blocks of one size, and "
                        + r.choices().plain(sizes(r))
                        + " mixes sizes; leave one of them out");
    }

    private static Optional<String> randomStrategy(Request r) {
        return when(
                r.choices().given(OFFSET_STRATEGY) && r.pattern().random(),
                r.choices().told(OFFSET_STRATEGY)
                        + " is for sequential offsets, and these are random; leave it out, or give"
                        + " each worker its own part with --file-distribution partitioned");
    }

    private static Optional<String> ownStrategy(Request r) {
        return when(
                r.choices().given(OFFSET_STRATEGY)
                        && r.fileDistribution() != FileDistribution.SHARED,
                r.choices().told(OFFSET_STRATEGY)
                        + " is for targets that workers share, and "
                        + r.choices().plain(FILE_DISTRIBUTION)
                        + " shares none; leave one of them out");
    }

    private static Optional<String> mixedInterleaving(Request r) {
        return when(
                r.offsetStrategy() == OffsetStrategy.INTERLEAVED && r.blocks().areMixed(),
                r.choices().told(OFFSET_STRATEGY)
                        + " needs blocks of one size, and "
                        + r.choices().plain(sizes(r))
                        + " mixes sizes; leave one of them out");
    }

    private static Optional<String> sameUntilComplete(Request r) {
        return when(
                r.offsetStrategy() == OffsetStrategy.SAME && r.untilComplete() && r.threads() > 1,
                r.choices().told(OFFSET_STRATEGY)
                        + " has every worker touch every block, and a run until complete touches"
                        + " each once; leave one of them out");
    }

    private static Optional<String> ownFiles(Request r) {
        return when(
                r.fileDistribution() == FileDistribution.PER_WORKER && !r.engine().opensTargets(),
                r.choices().told(FILE_DISTRIBUTION)
                        + " has no effect with --engine "
                        + r.engine().label()
                        + ", which opens no target; leave it out");
    }

    private static Optional<String> locksOfNothing(Request r) {
        return when(
                r.lockMode() != LockMode.NONE && !r.engine().opensTargets(),
                r.choices().told(LOCK_MODE)
                        + " has no effect with --engine "
                        + r.engine().label()
                        + ", which opens no target; leave it out");
    }

    private static Optional<String> conflicts(Request r) {
        return when(
                r.choices().on(ALLOW_WRITE_CONFLICTS) && !r.mix().changesData(),
                r.choices().told(ALLOW_WRITE_CONFLICTS)
                        + " is about writes and trims, and this run has none; leave it out");
    }
}
