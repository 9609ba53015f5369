package io.iopulse.config;

import java.util.List;

/**
 * What the results must keep.
 *
 * @param thresholds as they were written
 * @param github whether what failed is printed as annotations of a workflow
 */
public record GateOptions(List<String> thresholds, boolean github) {
    public GateOptions {
        thresholds = List.copyOf(thresholds);
    }

    /** Of a command that has the options of thresholds. */
    public static GateOptions of(Settings settings) {
        return of(new Choices(settings));
    }

    static GateOptions of(Choices choices) {
        return new GateOptions(choices.texts(Option.THRESHOLD), choices.on(Option.GITHUB));
    }
}
