package io.iopulse.workload;

import io.iopulse.units.Labeled;
import io.iopulse.units.Size;
import java.util.Optional;

/**
 * In which order the blocks of the targets are visited, all targets being one space.
 *
 * @param distribution of random offsets
 * @param jumps which of the random operations draw a place
 * @param stride sequential: from one operation to the next; empty: the next block
 * @param backward sequential: the last block first
 * @param scatter hot blocks are spread over the space by a bijection, not together at its start
 * @param ownHotSet each worker has hot blocks of its own
 */
public record Access(
        Order order,
        Distribution distribution,
        Jumps jumps,
        Optional<Size> stride,
        boolean backward,
        boolean scatter,
        boolean ownHotSet) {

    /** The kinds of order. */
    public enum Order implements Labeled {
        SEQUENTIAL,
        /** Independent draws; blocks may repeat. */
        RANDOM,
        /** Every block once per pass, in random order. */
        PERMUTATION
    }

    public static final Access SEQUENTIAL = plain(Order.SEQUENTIAL);
    public static final Access UNIFORM = plain(Order.RANDOM);
    public static final Access PERMUTATION = plain(Order.PERMUTATION);

    public Access {
        boolean even = distribution.equals(Distribution.UNIFORM);
        Require.that(
                order == Order.RANDOM || (even && jumps.equals(Jumps.ALWAYS)),
                "a distribution of offsets that are not random",
                order);
        Require.that(
                order == Order.SEQUENTIAL || (stride.isEmpty() && !backward),
                "a stride of offsets that are not sequential",
                order);
        Require.that(!even || (!scatter && !ownHotSet), "hot blocks of a uniform distribution");
    }

    private static Access plain(Order order) {
        return new Access(
                order, Distribution.UNIFORM, Jumps.ALWAYS, Optional.empty(), false, false, false);
    }

    public static Access sequential(Optional<Size> stride, boolean backward) {
        return new Access(
                Order.SEQUENTIAL,
                Distribution.UNIFORM,
                Jumps.ALWAYS,
                stride,
                backward,
                false,
                false);
    }

    public static Access random(
            Distribution distribution, Jumps jumps, boolean scatter, boolean ownHotSet) {
        return new Access(
                Order.RANDOM, distribution, jumps, Optional.empty(), false, scatter, ownHotSet);
    }

    /** Whether a worker can have visited all blocks once. */
    public boolean completes() {
        return order != Order.RANDOM;
    }

    /** Whether an operation's place is so many blocks from the one before it. */
    public boolean isStrided() {
        return stride.isPresent() || backward;
    }

    /** Whether some blocks are drawn more often than others. */
    public boolean isSkewed() {
        return !distribution.equals(Distribution.UNIFORM);
    }

    /**
     * Why the order does not fit a space of so many blocks, in one sentence; empty when it does.
     *
     * @param whose the space, as in "the targets have"
     */
    public Optional<String> misfit(long blocks, Size blockSize, String whose) {
        if (distribution instanceof Distribution.Zoned zoned) {
            return zoned.misfit(blocks, blockSize, whose);
        }
        return stride.filter(size -> size.bytes() / blockSize.bytes() > blocks)
                .map(
                        size ->
                                "a stride of %s is too long: %s %s"
                                        .formatted(
                                                size, whose, new Size(blocks * blockSize.bytes())));
    }
}
