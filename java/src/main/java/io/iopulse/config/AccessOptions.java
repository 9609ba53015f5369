package io.iopulse.config;

import io.iopulse.units.Percent;
import io.iopulse.units.Size;
import io.iopulse.units.UnitFormatException;
import io.iopulse.workload.Access;
import io.iopulse.workload.Distribution;
import io.iopulse.workload.Distribution.Gaussian;
import io.iopulse.workload.Distribution.Pareto;
import io.iopulse.workload.Distribution.SelfSimilar;
import io.iopulse.workload.Distribution.Zipf;
import io.iopulse.workload.Distribution.Zone;
import io.iopulse.workload.Distribution.Zoned;
import io.iopulse.workload.Jumps;
import io.iopulse.workload.Target;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The options about distributions, strides, jumps and hot blocks, each within its own range. */
final class AccessOptions {
    private static final double OPEN_MIN = 1e-6;

    private final Choices choices;

    AccessOptions(Choices choices) {
        this.choices = choices;
    }

    /** So that a value outside its own range is told before anything between options. */
    void readAll() {
        word();
        theta();
        paretoH();
        selfSimilarH();
        center();
        stddev();
        zones();
        stride();
        jumpShare();
        runLength();
        ownHotSet();
    }

    /** The distribution; {@code zipf:1.1} names its parameter as well, as fio does. */
    DistributionWord word() {
        String text = choices.text(Option.DISTRIBUTION).strip().toLowerCase(Locale.ROOT);
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        if (name.equals("pareto") && colon >= 0) {
            throw new UsageError(
                    choices.told(Option.DISTRIBUTION)
                            + " may mean fio's pareto, which is selfsimilar here; give"
                            + " --distribution selfsimilar"
                            + text.substring(colon)
                            + ", or --distribution pareto --pareto-h H");
        }
        DistributionWord word = DistributionWord.of(name, choices);
        if (colon >= 0 && word.parameter().isEmpty()) {
            throw new UsageError(
                    choices.told(Option.DISTRIBUTION)
                            + " has a parameter behind its colon, which only zipf, selfsimilar and"
                            + " gaussian take there");
        }
        return word;
    }

    /** What stands behind the colon; empty when nothing does. */
    Optional<String> inline() {
        String text = choices.text(Option.DISTRIBUTION).strip();
        int colon = text.indexOf(':');
        return colon < 0 ? Optional.empty() : Optional.of(text.substring(colon + 1));
    }

    Access random() {
        return Access.random(distribution(), jumps(), choices.on(Option.SCATTER), ownHotSet());
    }

    Access sequential() {
        return Access.sequential(stride(), choices.on(Option.BACKWARD));
    }

    private Distribution distribution() {
        return switch (word()) {
            case UNIFORM -> Distribution.UNIFORM;
            case ZIPF -> new Zipf(theta());
            case PARETO -> new Pareto(paretoH());
            case SELFSIMILAR -> new SelfSimilar(selfSimilarH());
            case GAUSSIAN -> new Gaussian(center(), stddev().orElseThrow());
            case ZONED -> new Zoned(zones());
        };
    }

    private double theta() {
        return decimal(Option.ZIPF_THETA, "theta", 0, Zipf.THETA_MAX).orElseThrow();
    }

    private double paretoH() {
        return decimal(Option.PARETO_H, "exponent", 0, Pareto.H_MAX).orElseThrow();
    }

    private double selfSimilarH() {
        return decimal(Option.SELFSIMILAR_H, "share", OPEN_MIN, 1 - OPEN_MIN).orElseThrow();
    }

    private double center() {
        return decimal(Option.GAUSSIAN_CENTER, "share of the space", 0, 1).orElseThrow();
    }

    Optional<Double> stddev() {
        return decimal(
                Option.GAUSSIAN_STDDEV,
                "share of the space",
                Gaussian.STDDEV_MIN,
                Gaussian.STDDEV_MAX);
    }

    /** A plain number; one behind the distribution's colon counts where the option is not given. */
    private Optional<Double> decimal(Option option, String what, double min, double max) {
        boolean inline =
                DistributionWord.of(option)
                        .filter(word -> word == word() && inline().isPresent())
                        .filter(word -> word.parameter().filter(option::equals).isPresent())
                        .isPresent();
        String text = inline ? inline().orElseThrow() : choices.text(option);
        if (text.isEmpty() && !inline) {
            return Optional.empty();
        }
        if (text.strip().matches("\\d{0,20}\\.?\\d{1,20}")) {
            double value = new BigDecimal(text.strip()).doubleValue();
            if (value >= min && value <= max) {
                return Optional.of(value);
            }
        }
        throw new UsageError(
                "%s is not %s %s from %s to %s, such as %s"
                        .formatted(
                                choices.told(inline ? Option.DISTRIBUTION : option),
                                what.startsWith("e") ? "an" : "a",
                                what,
                                plain(min),
                                plain(max),
                                option == Option.GAUSSIAN_STDDEV ? "0.1" : option.defaultValue()));
    }

    static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    Optional<Size> stride() {
        return choices.size(Option.STRIDE, new Size(1), Target.BYTES_MAX);
    }

    /** Empty when it was not given. */
    Optional<Percent> jumpShare() {
        Optional<Percent> share = choices.percent(Option.RANDOM_PERCENT);
        if (share.filter(Percent::isZero).isPresent()) {
            throw new UsageError(
                    choices.told(Option.RANDOM_PERCENT)
                            + " lets no operation jump; leave out --random for sequential offsets");
        }
        return share;
    }

    private Jumps jumps() {
        int[] run = runLength();
        return new Jumps(jumpShare().orElse(Percent.ALL), run[0], run[1]);
    }

    private int[] runLength() {
        String text = choices.text(Option.RUN_LENGTH).strip();
        if (text.isEmpty()) {
            return new int[] {0, 0};
        }
        String[] ends = text.split("-", -1);
        long min = Choices.whole(ends[0].strip());
        long max = Choices.whole(ends[ends.length - 1].strip());
        if (ends.length > 2 || min < 1 || max < min || max > Jumps.RUN_MAX) {
            throw new UsageError(
                    choices.told(Option.RUN_LENGTH)
                            + " is not a range of blocks from 1 to %d, such as 4-16 or 8"
                                    .formatted(Jumps.RUN_MAX));
        }
        return new int[] {(int) min, (int) max};
    }

    boolean ownHotSet() {
        return choices.word(Option.HOT_SET, HotSet.class) == HotSet.PER_WORKER;
    }

    /** Empty when none were given. */
    List<Zone> zones() {
        List<Zone> zones = new ArrayList<>();
        for (String text : choices.texts(Option.ZONES)) {
            zones.add(zone(text));
        }
        if (zones.size() > Zoned.ZONES_MAX) {
            throw new UsageError("--zones has more than %d zones".formatted(Zoned.ZONES_MAX));
        }
        return zones;
    }

    private Zone zone(String text) {
        String[] parts = text.strip().split(":", -1);
        try {
            if (parts.length == 2) {
                Percent accesses = Percent.parse(parts[0]);
                String extent = parts[1].strip();
                boolean isShare = extent.endsWith("%") || extent.matches("[0-9.]+");
                return isShare
                        ? new Zone(accesses, Optional.of(Percent.parse(extent)), Optional.empty())
                        : new Zone(accesses, Optional.empty(), Optional.of(Size.parse(extent)));
            }
        } catch (UnitFormatException notAZone) {
            throw zoneError(text);
        }
        throw zoneError(text);
    }

    private static UsageError zoneError(String text) {
        return new UsageError(
                "--zones "
                        + Choices.quoted(text)
                        + " is not percent of accesses:percent of the space, or percent:SIZE, such"
                        + " as 80:20 or 80:1GiB");
    }
}
