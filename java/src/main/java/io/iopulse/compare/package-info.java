/**
 * Judgements over recordings: what a metric comes to, whether it keeps a threshold, whether it
 * changed between runs and how sure that is. Pure functions of recordings: never reads a clock or a
 * file, never prints, and draws chance from a fixed seed only.
 */
@NullMarked
package io.iopulse.compare;

import org.jspecify.annotations.NullMarked;
