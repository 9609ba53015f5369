package io.iopulse.config;

import io.iopulse.units.Percent;
import io.iopulse.units.Span;
import io.iopulse.units.UnitFormatException;
import io.iopulse.workload.SimDevice;
import io.iopulse.workload.SimLaw;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The virtual device as text: {@code latency=100us,law=exponential,stall-at=2s,stall=1s}. */
final class SimText {
    private static final int EIO = 5;
    private static final int PER_MILLION_OF_A_PERCENT = SimDevice.MILLION / 100;

    /** Binary rounding of decimal fractions stays below this. */
    private static final double ROUNDING = 1e-6;

    private enum Key {
        LATENCY,
        LAW,
        HIGH,
        CHANNELS,
        STALL_AT,
        STALL,
        SHORT,
        ERROR,
        ERRNO,
        AGAIN;

        String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final String told;
    private final Map<Key, String> values;

    private SimText(String told, Map<Key, String> values) {
        this.told = told;
        this.values = values;
    }

    static SimDevice parse(Choices choices) {
        String told = choices.told(Option.SIM);
        return new SimText(told, split(choices.text(Option.SIM), told)).device();
    }

    static String print(SimDevice device) {
        List<String> parts = new ArrayList<>();
        parts.add("latency=" + device.latency());
        parts.add("law=" + device.law().label());
        if (device.law() == SimLaw.UNIFORM) {
            parts.add("high=" + device.latencyHigh());
        }
        parts.add("channels=" + device.channels());
        if (!device.stall().isZero()) {
            parts.add("stall-at=" + device.stallAt());
            parts.add("stall=" + device.stall());
        }
        parts.add("short=" + percent(device.shortPerMillion()));
        parts.add("error=" + percent(device.errorPerMillion()));
        if (device.errorPerMillion() > 0) {
            parts.add("errno=" + device.errorErrno());
        }
        parts.add("again=" + percent(device.againPerMillion()));
        return String.join(",", parts);
    }

    private static Map<Key, String> split(String text, String told) {
        Map<Key, String> values = new EnumMap<>(Key.class);
        for (String part : text.split(",", -1)) {
            int equals = part.indexOf('=');
            Key key = key(equals < 0 ? part : part.substring(0, equals), told);
            if (equals < 0) {
                throw new UsageError(told + ": " + key.label() + " has no value; give KEY=VALUE");
            }
            if (values.put(key, part.substring(equals + 1).strip()) != null) {
                throw new UsageError(told + ": " + key.label() + " is given twice; give it once");
            }
        }
        return values;
    }

    private static Key key(String text, String told) {
        List<String> labels = new ArrayList<>();
        for (Key key : Key.values()) {
            if (key.label().equals(text.strip())) {
                return key;
            }
            labels.add(key.label());
        }
        throw new UsageError(
                told
                        + ": "
                        + Choices.quoted(text)
                        + " is not one of "
                        + String.join(", ", labels)
                        + Spelling.nearest(text.strip(), labels)
                                .map("; did you mean %s?"::formatted)
                                .orElse(""));
    }

    private SimDevice device() {
        SimLaw law = law();
        Span latency = span(Key.LATENCY, "100us");
        if (latency.isZero()) {
            throw new UsageError(told + ": a device takes time; give a latency above 0");
        }
        Span high = law == SimLaw.UNIFORM ? span(Key.HIGH, latency.toString()) : latency;
        if (law != SimLaw.UNIFORM && values.containsKey(Key.HIGH)) {
            throw new UsageError(told + ": high is for law=uniform only; leave it out");
        }
        if (high.compareTo(latency) < 0) {
            throw new UsageError(
                    told + ": high=" + high + " is below latency=" + latency + "; swap them");
        }
        int cut = share(Key.SHORT);
        int error = share(Key.ERROR);
        int again = share(Key.AGAIN);
        if ((long) cut + error + again > SimDevice.MILLION) {
            throw new UsageError(told + ": short, error and again sum to more than 100; lower one");
        }
        Span stall = span(Key.STALL, "0");
        int errno = number(Key.ERRNO, EIO, 1, SimDevice.ERRNO_MAX);
        needs(Key.STALL_AT, Key.STALL, !stall.isZero());
        needs(Key.ERRNO, Key.ERROR, error > 0);
        return new SimDevice(
                law,
                number(Key.CHANNELS, 0, 0, SimDevice.CHANNELS_MAX),
                latency,
                high,
                span(Key.STALL_AT, "0"),
                stall,
                cut,
                error,
                errno,
                again);
    }

    private void needs(Key detail, Key of, boolean isThere) {
        if (values.containsKey(detail) && !isThere) {
            throw new UsageError(
                    "%s: %s says more about %s, and there is none; add %s above 0, or leave it out"
                            .formatted(told, detail.label(), of.label(), of.label()));
        }
    }

    private SimLaw law() {
        String text = values.getOrDefault(Key.LAW, SimLaw.CONSTANT.label());
        for (SimLaw law : SimLaw.values()) {
            if (law.label().equals(text)) {
                return law;
            }
        }
        throw wrong(Key.LAW, "one of constant, uniform, exponential");
    }

    private Span span(Key key, String fallback) {
        String wanted = "a time up to " + SimDevice.TIME_MAX + ", such as " + Span.EXAMPLES;
        return value(key, fallback, Span::parse, wanted)
                .filter(span -> span.compareTo(SimDevice.TIME_MAX) <= 0)
                .orElseThrow(() -> wrong(key, wanted));
    }

    private int share(Key key) {
        String wanted = "a percentage from 0 to 100 in steps of 0.0001";
        double percent = value(key, "0", Percent::parse, wanted).orElseThrow().value();
        double perMillion = percent * PER_MILLION_OF_A_PERCENT;
        if (Math.abs(perMillion - Math.rint(perMillion)) > ROUNDING) {
            throw wrong(key, wanted);
        }
        return (int) Math.rint(perMillion);
    }

    private int number(Key key, int fallback, int min, int max) {
        long number = Choices.whole(values.getOrDefault(key, Integer.toString(fallback)));
        if (number < min || number > max) {
            throw wrong(key, "a whole number from %d to %d".formatted(min, max));
        }
        return (int) number;
    }

    private <T> Optional<T> value(
            Key key, String fallback, Function<String, T> parse, String wanted) {
        try {
            return Optional.of(parse.apply(values.getOrDefault(key, fallback)));
        } catch (UnitFormatException e) {
            throw wrong(key, wanted);
        }
    }

    private UsageError wrong(Key key, String wanted) {
        String value = Choices.quoted(values.getOrDefault(key, ""));
        return new UsageError(told + ": " + key.label() + "=" + value + " is not " + wanted);
    }

    private static String percent(int perMillion) {
        return new Percent(perMillion / (double) PER_MILLION_OF_A_PERCENT).toString();
    }
}
