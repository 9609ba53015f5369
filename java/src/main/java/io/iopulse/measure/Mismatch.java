package io.iopulse.measure;

import java.util.Optional;

/**
 * A block that was not as it should be.
 *
 * @param target its path
 * @param offset of the block in the target
 * @param ns since the start of the run
 * @param generationLower how often the block was written, at least
 * @param generationUpper and at most
 * @param found what a header there says; empty: there is none
 * @param difference first byte of the block that differs from what was expected
 * @param dumpFrom first byte of the block in both dumps
 */
public record Mismatch(
        MismatchKind kind,
        String target,
        long offset,
        int length,
        long ns,
        long generationLower,
        long generationUpper,
        Optional<Found> found,
        int difference,
        int dumpFrom,
        Dump expectedBytes,
        Dump foundBytes) {

    /**
     * What a header says.
     *
     * @param ours of the file that was verified, not of another
     */
    public record Found(long generation, long offset, boolean ours) {}

    /** Some bytes of a block, two hexadecimal digits each. */
    public record Dump(String hex) {}
}
