package io.iopulse.config;

import java.util.Optional;
import java.util.function.Function;

/**
 * A relation between options that must hold.
 *
 * @param name what must hold, for tests and readers
 * @param broken the sentence when it does not
 */
record Rule(String name, Function<Request, Optional<String>> broken) {}
