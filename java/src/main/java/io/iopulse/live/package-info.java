/**
 * Shows what is happening while a run goes on. Draws snapshots at its own pace to a stream it is
 * given; never touches the run, keeps no history, and writes nothing that is part of a result.
 */
@NullMarked
package io.iopulse.live;

import org.jspecify.annotations.NullMarked;
