/**
 * What a run leaves behind. The adder adds up intervals, of a run that goes on or of one that is
 * replayed, and judges the result; the recording is immutable and holds all that a report may say.
 * The recorder writes what the adder is fed with to a Chronicle Queue, the replay reads it. Never
 * draws, never reads native memory, and trusts no byte of a recording.
 */
@NullMarked
package io.iopulse.record;

import org.jspecify.annotations.NullMarked;
