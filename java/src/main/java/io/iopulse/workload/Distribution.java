package io.iopulse.workload;

import io.iopulse.units.Percent;
import io.iopulse.units.Size;
import java.util.List;
import java.util.Optional;

/** How often which block is drawn; the hottest lie at the start of the space. */
public sealed interface Distribution {
    Distribution UNIFORM = new Uniform();

    /** As options and results spell it. */
    String label();

    /** All blocks alike. */
    record Uniform() implements Distribution {
        @Override
        public String label() {
            return "uniform";
        }
    }

    /** P(k) ∝ k^−theta for the k-th block. */
    record Zipf(double theta) implements Distribution {
        public static final double THETA_MAX = 3;

        public Zipf {
            Require.that(theta >= 0 && theta <= THETA_MAX, "theta", theta);
        }

        @Override
        public String label() {
            return "zipf";
        }
    }

    /** P(r) ∝ r^−h for rank r of at most 100,000, which share all blocks evenly. */
    record Pareto(double h) implements Distribution {
        public static final double H_MAX = 10;
        public static final int RANKS_MAX = 100_000;

        public Pareto {
            Require.that(h >= 0 && h <= H_MAX, "h", h);
        }

        @Override
        public String label() {
            return "pareto";
        }
    }

    /** The first share h gets 1 − h of all draws, and so it is again within that share. */
    record SelfSimilar(double h) implements Distribution {
        public SelfSimilar {
            Require.that(h > 0 && h < 1, "h", h);
        }

        @Override
        public String label() {
            return "selfsimilar";
        }
    }

    /** The normal law, cut off at the ends of the space; both parameters are shares of it. */
    record Gaussian(double center, double stddev) implements Distribution {
        public static final double STDDEV_MIN = 1e-6;
        public static final double STDDEV_MAX = 100;

        public Gaussian {
            Require.that(center >= 0 && center <= 1, "center", center);
            Require.that(stddev >= STDDEV_MIN && stddev <= STDDEV_MAX, "stddev", stddev);
        }

        @Override
        public String label() {
            return "gaussian";
        }
    }

    /**
     * A stretch of the space in which all blocks are alike.
     *
     * @param accesses share of all draws
     * @param space share of all blocks, or empty where the size says it
     */
    record Zone(Percent accesses, Optional<Percent> space, Optional<Size> size) {
        public Zone {
            Require.that(space.isPresent() != size.isPresent(), "extent of a zone", space, size);
        }
    }

    /** Zones from the start of the space, all by share or all by size. */
    record Zoned(List<Zone> zones) implements Distribution {
        public static final int ZONES_MAX = 256;

        public Zoned {
            zones = List.copyOf(zones);
            Require.that(!zones.isEmpty() && zones.size() <= ZONES_MAX, "zones", zones.size());
        }

        @Override
        public String label() {
            return "zoned";
        }

        /**
         * The first block behind each zone; by size, the last may end before or behind the space.
         */
        public long[] ends(long blocks, Size blockSize) {
            long[] ends = new long[zones.size()];
            double share = 0;
            long bytes = 0;
            for (int i = 0; i < ends.length; i++) {
                Zone zone = zones.get(i);
                share += zone.space().map(Percent::value).orElse(0.0);
                bytes += zone.size().map(Size::bytes).orElse(0L);
                ends[i] =
                        zone.size().isPresent()
                                ? bytes / blockSize.bytes()
                                : Math.min(blocks, Math.round(share / 100 * blocks));
            }
            return ends;
        }

        /** Why the zones do not fit a space; empty when they do. */
        Optional<String> misfit(long blocks, Size blockSize, String whose) {
            long[] ends = ends(blocks, blockSize);
            long start = 0;
            for (int i = 0; i < ends.length; i++) {
                if (ends[i] <= start) {
                    return Optional.of(
                            "zone %d has no whole block of %s; %s %d blocks"
                                    .formatted(i + 1, blockSize, whose, blocks));
                }
                start = ends[i];
            }
            return start == blocks
                    ? Optional.empty()
                    : Optional.of(
                            "the zones cover %s, but %s %s; let them cover all, with"
                                            .formatted(
                                                    new Size(start * blockSize.bytes()),
                                                    whose,
                                                    new Size(blocks * blockSize.bytes()))
                                    + " 0% for a part that is left alone");
        }
    }
}
