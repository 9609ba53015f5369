/**
 * What a run leaves behind: the recorder adds up intervals while the run goes on and judges the
 * result; the recording is immutable and holds all that a report may say. Never draws, never reads
 * a clock, a file or native memory.
 */
@NullMarked
package io.iopulse.record;

import org.jspecify.annotations.NullMarked;
