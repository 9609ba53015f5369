/**
 * What was measured, as values: operations, latencies, intervals, snapshots, caveats. Latencies
 * merge by adding counts, never by averaging. Knows nothing of native memory, of files or of
 * output.
 */
@NullMarked
package io.iopulse.measure;

import org.jspecify.annotations.NullMarked;
