package io.iopulse.config;

import java.util.Optional;

/**
 * What a run shows and leaves behind.
 *
 * @param json file for the result; {@code -}: standard output
 * @param record directory for the recording; empty: one among the user's
 * @param recorded whether the run is recorded
 * @param perWorker results of each worker beside their sum
 */
public record OutputOptions(
        LiveMode live,
        Optional<String> json,
        Optional<String> record,
        boolean recorded,
        boolean perWorker) {}
