/**
 * Quantities with a unit: sizes, spans of time, rates, percentages; and choices with a word. Parses
 * and prints them; knows nothing of I/O and depends on nothing.
 */
@NullMarked
package io.iopulse.units;

import org.jspecify.annotations.NullMarked;
