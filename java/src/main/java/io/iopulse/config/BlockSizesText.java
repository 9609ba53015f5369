package io.iopulse.config;

import io.iopulse.units.Percent;
import io.iopulse.units.Size;
import io.iopulse.units.UnitFormatException;
import io.iopulse.workload.BlockSizes;
import io.iopulse.workload.Blocks;
import io.iopulse.workload.Load;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sizes of operations as options say them: {@code 4k}, {@code 4k:60,16k:30,64k:10}, where one share
 * may be left out, and ranges {@code 4k-64k} or {@code 4k-64k/8k}. fio's {@code 4k/60:64k/40} is
 * understood.
 */
final class BlockSizesText {
    private final Choices choices;
    private final Option option;

    private BlockSizesText(Choices choices, Option option) {
        this.choices = choices;
        this.option = option;
    }

    static Blocks blocks(Choices choices) {
        BlockSizes both = new BlockSizesText(choices, Option.BLOCK_SIZE).parse().orElseThrow();
        BlockSizes reads = new BlockSizesText(choices, Option.READ_BLOCK_SIZE).parse().orElse(both);
        BlockSizes writes =
                new BlockSizesText(choices, Option.WRITE_BLOCK_SIZE).parse().orElse(both);
        return new Blocks(reads, writes);
    }

    private Optional<BlockSizes> parse() {
        String text = choices.text(option);
        if (text.chars().noneMatch(c -> ",:-/".indexOf(c) >= 0)) {
            return choices.size(option, Load.BLOCK_MIN, Load.BLOCK_MAX).map(BlockSizes::of);
        }
        boolean isFio = text.indexOf('/') >= 0 && text.indexOf('-') < 0;
        List<Part> parts = new ArrayList<>();
        for (String part : text.strip().split(isFio ? ":" : ",", -1)) {
            parts.add(part(part, isFio ? '/' : ':'));
        }
        return Optional.of(whole(parts));
    }

    /** One entry; the share is empty where none was said. */
    private record Part(Size first, Size last, Size step, Optional<Percent> share) {}

    private Part part(String text, char beforeShare) {
        int end = text.indexOf(beforeShare);
        String sizes = end < 0 ? text : text.substring(0, end);
        Optional<Percent> share =
                end < 0 ? Optional.empty() : Optional.of(percent(text.substring(end + 1)));
        int dash = sizes.indexOf('-');
        if (dash < 0) {
            Size size = size(sizes);
            return new Part(size, size, size, share);
        }
        int slash = sizes.indexOf('/');
        Size first = size(sizes.substring(0, dash));
        Size last = size(sizes.substring(dash + 1, slash < 0 ? sizes.length() : slash));
        Size step = slash < 0 ? first : stepSize(sizes.substring(slash + 1));
        if (first.compareTo(last) >= 0 || (last.bytes() - first.bytes()) % step.bytes() != 0) {
            throw new UsageError(
                    "%s: %s is not a range: its end must be whole steps of %s above its start"
                            .formatted(choices.told(option), Choices.quoted(sizes), step));
        }
        return new Part(first, last, step, share);
    }

    private Size size(String text) {
        Size size = parsed(text);
        if (size.compareTo(Load.BLOCK_MIN) < 0 || size.compareTo(Load.BLOCK_MAX) > 0) {
            throw unreadable();
        }
        return size;
    }

    private Size stepSize(String text) {
        Size step = parsed(text);
        if (step.bytes() == 0) {
            throw unreadable();
        }
        return step;
    }

    private Size parsed(String text) {
        try {
            return Size.parse(text.strip());
        } catch (UnitFormatException e) {
            throw unreadable();
        }
    }

    private Percent percent(String text) {
        try {
            return Percent.parse(text.strip());
        } catch (UnitFormatException e) {
            throw unreadable();
        }
    }

    private UsageError unreadable() {
        return new UsageError(
                "%s is not a mix of sizes from %s to %s, such as 4k:60,16k:40 or 4k-64k"
                        .formatted(choices.told(option), Load.BLOCK_MIN, Load.BLOCK_MAX));
    }

    private BlockSizes whole(List<Part> parts) {
        Percent[] said =
                parts.stream().flatMap(part -> part.share().stream()).toArray(Percent[]::new);
        Optional<Percent> rest = Percent.rest(said);
        int silent = parts.size() - said.length;
        if (silent > 1 || parts.size() > BlockSizes.ENTRIES_MAX) {
            throw new UsageError(
                    silent > 1
                            ? choices.told(option)
                                    + " leaves out more than one share; give all of them but one"
                            : "%s has %d entries, more than %d"
                                    .formatted(
                                            choices.told(option),
                                            parts.size(),
                                            BlockSizes.ENTRIES_MAX));
        }
        if (rest.isEmpty() || (silent == 0 && !rest.get().isZero())) {
            throw new UsageError(
                    "%s has shares that sum to %s, not 100; leave one out to give it the rest"
                            .formatted(choices.told(option), sum(said)));
        }
        return new BlockSizes(
                parts.stream()
                        .map(
                                part ->
                                        new BlockSizes.Entry(
                                                part.first(),
                                                part.last(),
                                                part.step(),
                                                part.share().orElse(rest.get())))
                        .toList());
    }

    private static String sum(Percent... shares) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Percent share : shares) {
            sum = sum.add(BigDecimal.valueOf(share.value()));
        }
        return sum.stripTrailingZeros().toPlainString();
    }
}
