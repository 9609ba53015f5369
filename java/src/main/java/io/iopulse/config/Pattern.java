package io.iopulse.config;

import static io.iopulse.config.Option.FULL_COVERAGE;
import static io.iopulse.config.Option.RANDOM;
import static io.iopulse.config.Option.READ_PERCENT;
import static io.iopulse.config.Option.RW;
import static io.iopulse.config.Option.TRIM_PERCENT;
import static io.iopulse.config.Option.WRITE_PERCENT;

import io.iopulse.units.Percent;
import io.iopulse.workload.Access;
import io.iopulse.workload.Mix;
import java.math.BigDecimal;
import java.util.Optional;

/** What is read, written and trimmed, and in which order: shares, {@code --random}, fio's word. */
final class Pattern {
    private final Choices choices;
    private final Optional<FioMode> mode;

    Pattern(Choices choices) {
        this.choices = choices;
        this.mode =
                choices.given(RW) ? Optional.of(choices.word(RW, FioMode.class)) : Optional.empty();
    }

    boolean random() {
        return mode.map(FioMode::random).orElseGet(() -> choices.on(RANDOM));
    }

    Access access(boolean untilComplete) {
        AccessOptions options = new AccessOptions(choices);
        if (!random()) {
            return options.sequential();
        }
        boolean eachOnce = untilComplete || choices.on(FULL_COVERAGE);
        return eachOnce ? Access.PERMUTATION : options.random();
    }

    /** Throws when the shares contradict each other; the rules have said so before. */
    Mix mix() {
        Optional<Percent> read = choices.percent(READ_PERCENT);
        Optional<Percent> write = choices.percent(WRITE_PERCENT);
        Optional<Percent> trim = choices.percent(TRIM_PERCENT);
        if (mode.isPresent() && read.isEmpty() && write.isEmpty()) {
            return fixed(mode.get());
        }
        if (read.isEmpty() && write.isPresent()) {
            return whole(left(write.get(), trim), write.get(), trim);
        }
        if (read.isPresent() && write.isEmpty()) {
            return whole(read.get(), left(read.get(), trim), trim);
        }
        return whole(
                read.orElseGet(() -> left(Percent.ZERO, trim)), write.orElse(Percent.ZERO), trim);
    }

    /** Why the shares are no whole; empty when they are. */
    Optional<String> shareProblem() {
        Percent read = choices.percent(READ_PERCENT).orElse(Percent.ZERO);
        Percent write = choices.percent(WRITE_PERCENT).orElse(Percent.ZERO);
        Percent trim = choices.percent(TRIM_PERCENT).orElse(Percent.ZERO);
        boolean all = choices.given(READ_PERCENT) && choices.given(WRITE_PERCENT);
        Optional<Percent> rest = Percent.rest(read, write, trim);
        if (rest.isPresent() && (!all || rest.get().isZero())) {
            return Optional.empty();
        }
        Option first = choices.given(READ_PERCENT) ? READ_PERCENT : WRITE_PERCENT;
        return Optional.of(
                choices.told(first)
                        + others(first)
                        + " sum to "
                        + sum(read, write, trim)
                        + ", not 100; leave one out to give it the rest");
    }

    /** Where fio's word and other options disagree; empty when they do not. */
    Optional<String> modeProblem() {
        return mode.flatMap(
                word -> {
                    if (choices.given(RANDOM) && choices.on(RANDOM) != word.random()) {
                        return Optional.of(
                                disagrees(RANDOM, word.random() ? "random" : "sequential"));
                    }
                    if (word.isMixed()) {
                        return disagreement(TRIM_PERCENT, 0, "no trims");
                    }
                    return disagreement(READ_PERCENT, word.read(), word.read() + "% reads")
                            .or(
                                    () ->
                                            disagreement(
                                                    WRITE_PERCENT,
                                                    word.write(),
                                                    word.write() + "% writes"))
                            .or(
                                    () ->
                                            disagreement(
                                                    TRIM_PERCENT,
                                                    word.trim(),
                                                    word.trim() + "% trims"));
                });
    }

    private Optional<String> disagreement(Option share, int expected, String meaning) {
        return choices.percent(share)
                .filter(percent -> percent.value() != expected)
                .map(percent -> disagrees(share, meaning));
    }

    private String disagrees(Option option, String meaning) {
        return choices.told(RW)
                + " means "
                + meaning
                + ", which "
                + choices.plain(option)
                + " contradicts; leave one of them out";
    }

    private String others(Option first) {
        StringBuilder others = new StringBuilder();
        for (Option share : new Option[] {WRITE_PERCENT, TRIM_PERCENT}) {
            if (share != first && choices.given(share)) {
                others.append(" and ").append(choices.plain(share));
            }
        }
        return others.toString();
    }

    private static Mix fixed(FioMode word) {
        return new Mix(
                new Percent(word.read()), new Percent(word.write()), new Percent(word.trim()));
    }

    private static Mix whole(Percent read, Percent write, Optional<Percent> trim) {
        return new Mix(read, write, trim.orElse(Percent.ZERO));
    }

    private static Percent left(Percent one, Optional<Percent> trim) {
        return Percent.rest(one, trim.orElse(Percent.ZERO)).orElseThrow();
    }

    private static String sum(Percent... shares) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Percent share : shares) {
            sum = sum.add(BigDecimal.valueOf(share.value()));
        }
        return sum.stripTrailingZeros().toPlainString();
    }
}
