package io.iopulse.config;

import java.util.Optional;

/**
 * What a run shows and leaves behind.
 *
 * @param json file for the result; {@code -}: standard output
 * @param perWorker results of each worker beside their sum
 */
public record OutputOptions(LiveMode live, Optional<String> json, boolean perWorker) {}
