package io.iopulse.workload;

import io.iopulse.units.Percent;
import java.util.HexFormat;

/**
 * What writes contain: random data that differs from write to write, or a string of bytes repeated
 * from the start of the target.
 *
 * @param pattern as the user wrote it
 * @param hex the string that is repeated, two digits per byte; empty: the data is random
 * @param compress share of random data that a compressor takes away
 * @param dedupe share of writes of random data that repeat what was written elsewhere
 */
public record Content(String pattern, String hex, Percent compress, Percent dedupe) {
    public static final int STRING_BYTES_MAX = 1 << 20;
    public static final String RANDOM = "random";

    /** Other bytes in every write. */
    public static final Content UNIQUE = new Content(RANDOM, "", Percent.ZERO, Percent.ZERO);

    public Content {
        Require.that(
                hex.length() % 2 == 0 && hex.length() / 2 <= STRING_BYTES_MAX,
                "digits of a repeated string",
                hex.length());
        Require.that(
                hex.chars().allMatch(HexFormat::isHexDigit), "a string in hexadecimal", pattern);
        Require.that(hex.isEmpty() == pattern.equals(RANDOM), "string and pattern", pattern);
        Require.that(
                hex.isEmpty() || (compress.isZero() && dedupe.isZero()),
                "shares of random data beside a repeated string",
                pattern,
                compress,
                dedupe);
    }

    public boolean isRandom() {
        return hex.isEmpty();
    }

    /** The bytes that are repeated; none where the data is random. */
    public byte[] string() {
        return HexFormat.of().parseHex(hex);
    }
}
