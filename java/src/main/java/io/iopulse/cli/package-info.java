/**
 * The command line: parses it with picocli, prints help, and ends the process. Nothing depends on
 * this room; {@code System.exit}, {@code System.out} and signals are nowhere else.
 */
@NullMarked
package io.iopulse.cli;

import org.jspecify.annotations.NullMarked;
