/**
 * Many hosts as one run: the coordinator drives nodes through links. A local run is a fleet of one,
 * linked in-process; there is no other way to run.
 */
@NullMarked
package io.iopulse.fleet;

import org.jspecify.annotations.NullMarked;
