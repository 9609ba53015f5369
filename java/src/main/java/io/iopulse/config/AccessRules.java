package io.iopulse.config;

import static io.iopulse.config.Option.BACKWARD;
import static io.iopulse.config.Option.BLOCK_SIZE;
import static io.iopulse.config.Option.DISTRIBUTION;
import static io.iopulse.config.Option.FILE_DISTRIBUTION;
import static io.iopulse.config.Option.FULL_COVERAGE;
import static io.iopulse.config.Option.HOT_SET;
import static io.iopulse.config.Option.RANDOM_PERCENT;
import static io.iopulse.config.Option.RUN_LENGTH;
import static io.iopulse.config.Option.SCATTER;
import static io.iopulse.config.Option.STRIDE;
import static io.iopulse.config.Option.ZONES;
import static io.iopulse.config.Rule.when;

import io.iopulse.units.Percent;
import io.iopulse.units.Size;
import io.iopulse.workload.Distribution.Zone;
import io.iopulse.workload.FileDistribution;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What must hold between the options about the order of blocks. */
final class AccessRules {
    static final List<Rule> ALL =
            List.of(
                    new Rule("a distribution is of random offsets", AccessRules::random),
                    new Rule("a stride is of sequential offsets", AccessRules::sequential),
                    new Rule("a stride is more than one whole block", AccessRules::stride),
                    new Rule("a parameter belongs to its distribution", AccessRules::parameter),
                    new Rule("a parameter is given once", AccessRules::twice),
                    new Rule("a distribution has what it needs", AccessRules::needed),
                    new Rule("zones are all accesses and the whole space", AccessRules::zones),
                    new Rule("coverage is of blocks drawn evenly", AccessRules::coverage),
                    new Rule("one option says when offsets jump", AccessRules::jumps),
                    new Rule("strides are of one block size", AccessRules::oneSize),
                    new Rule("hot blocks are placed where there are some", AccessRules::hot),
                    new Rule("hot sets of their own are for several workers", AccessRules::owners),
                    new Rule("hot sets of their own are in shared blocks", AccessRules::shared));

    private AccessRules() {}

    private static Optional<Option> firstUsed(Request r, Option... options) {
        return Stream.of(options)
                .filter(r.choices()::given)
                .filter(option -> !option.kind().mayBeNegated() || r.choices().on(option))
                .findFirst();
    }

    private static Optional<String> random(Request r) {
        return firstUsed(r, DISTRIBUTION, RANDOM_PERCENT, RUN_LENGTH, SCATTER, HOT_SET)
                .filter(option -> !r.pattern().random())
                .map(
                        option ->
                                r.choices().told(option)
                                        + " is for random offsets; add --random, or leave it out");
    }

    private static Optional<String> sequential(Request r) {
        return firstUsed(r, STRIDE, BACKWARD)
                .filter(option -> r.pattern().random())
                .map(
                        option ->
                                r.choices().told(option)
                                        + " is for sequential offsets, and these are random; leave"
                                        + " it out, or --random");
    }

    private static Optional<String> stride(Request r) {
        return r.access()
                .stride()
                .filter(size -> !r.blocks().areMixed())
                .filter(
                        size ->
                                size.compareTo(r.blocks().unit()) <= 0
                                        || !size.isMultipleOf(r.blocks().unit().bytes()))
                .map(
                        size ->
                                "%s is not a multiple of %s, or no more than that; give a larger"
                                                .formatted(
                                                        r.choices().told(STRIDE),
                                                        r.choices().plain(BLOCK_SIZE))
                                        + " one, such as "
                                        + new Size(4 * r.blocks().unit().bytes()));
    }

    private static Optional<String> parameter(Request r) {
        DistributionWord chosen = r.access().word();
        return Arrays.stream(DistributionWord.values())
                .filter(word -> word != chosen)
                .flatMap(word -> word.options().stream().filter(r.choices()::given))
                .findFirst()
                .map(
                        option ->
                                "%s is for --distribution %s, not for %s; leave one of them out"
                                        .formatted(
                                                r.choices().told(option),
                                                DistributionWord.of(option).orElseThrow().label(),
                                                chosen.label()));
    }

    private static Optional<String> twice(Request r) {
        return r.access()
                .word()
                .parameter()
                .filter(option -> r.access().inline().isPresent() && r.choices().given(option))
                .map(
                        option ->
                                r.choices().told(DISTRIBUTION)
                                        + " and "
                                        + r.choices().plain(option)
                                        + " both give the parameter; leave one of them out");
    }

    private static Optional<String> needed(Request r) {
        DistributionWord word = r.access().word();
        String told = r.choices().told(DISTRIBUTION);
        if (word == DistributionWord.GAUSSIAN && r.access().stddev().isEmpty()) {
            return Optional.of(
                    told
                            + " needs a width; add --gaussian-stddev as a share of the space, such"
                            + " as 0.1");
        }
        return when(
                word == DistributionWord.ZONED && r.access().zones().isEmpty(),
                told + " needs zones; add --zones, such as 80:20,20:80");
    }

    private static Optional<String> zones(Request r) {
        List<Zone> zones = r.access().zones();
        String told = "--zones " + Choices.quoted(String.join(",", r.choices().texts(ZONES)));
        long shares = zones.stream().filter(zone -> zone.space().isPresent()).count();
        if (shares > 0 && shares < zones.size()) {
            return Optional.of(told + " mixes percents of the space and sizes; use one of them");
        }
        BigDecimal accesses = sum(zones.stream().map(Zone::accesses));
        if (!zones.isEmpty() && accesses.compareTo(BigDecimal.valueOf(100)) != 0) {
            return Optional.of(
                    "%s has accesses that sum to %s, not 100"
                            .formatted(told, accesses.toPlainString()));
        }
        BigDecimal space = sum(zones.stream().flatMap(zone -> zone.space().stream()));
        return when(
                shares > 0 && space.compareTo(BigDecimal.valueOf(100)) != 0,
                "%s covers %s percent of the space, not 100; add 0:P for a part left alone"
                        .formatted(told, space.toPlainString()));
    }

    private static BigDecimal sum(Stream<Percent> shares) {
        return shares.map(share -> BigDecimal.valueOf(share.value()))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .stripTrailingZeros();
    }

    private static Optional<String> coverage(Request r) {
        boolean covers = r.untilComplete() || r.choices().on(FULL_COVERAGE);
        boolean uneven = r.access().word() != DistributionWord.UNIFORM;
        Optional<Option> reason =
                uneven ? Optional.of(DISTRIBUTION) : firstUsed(r, RANDOM_PERCENT, RUN_LENGTH);
        return reason.filter(option -> covers)
                .map(
                        option ->
                                r.choices().told(option)
                                        + " draws blocks again and again and leaves others out, so"
                                        + " nothing is covered once; leave out "
                                        + (r.choices().on(FULL_COVERAGE)
                                                ? "--full-coverage"
                                                : "--run-until-complete"));
    }

    private static Optional<String> jumps(Request r) {
        return when(
                r.choices().given(RANDOM_PERCENT) && r.choices().given(RUN_LENGTH),
                r.choices().told(RANDOM_PERCENT)
                        + " and "
                        + r.choices().plain(RUN_LENGTH)
                        + " both say when offsets jump; give one of them");
    }

    private static Optional<String> oneSize(Request r) {
        return firstUsed(r, STRIDE, BACKWARD)
                .filter(option -> r.blocks().areMixed())
                .map(
                        option ->
                                r.choices().told(option)
                                        + " steps from block to block and needs one block size;"
                                        + " give one, or leave it out");
    }

    private static Optional<String> shared(Request r) {
        return when(
                r.access().ownHotSet() && r.fileDistribution() != FileDistribution.SHARED,
                r.choices().told(HOT_SET)
                        + " is for blocks that workers share, and with "
                        + r.choices().plain(FILE_DISTRIBUTION)
                        + " each has hot blocks in its own anyway; leave it out");
    }

    private static Optional<String> hot(Request r) {
        return firstUsed(r, SCATTER, HOT_SET)
                .filter(option -> r.access().word() == DistributionWord.UNIFORM)
                .map(
                        option ->
                                r.choices().told(option)
                                        + " places hot blocks, and a uniform distribution has none;"
                                        + " add --distribution, or leave it out");
    }

    private static Optional<String> owners(Request r) {
        return when(
                r.access().ownHotSet() && r.threads() == 1,
                r.choices().told(HOT_SET)
                        + " is for several workers; add --threads, or leave it out");
    }
}
