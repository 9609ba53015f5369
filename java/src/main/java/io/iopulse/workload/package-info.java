/**
 * What to do, as immutable values: the one model every front end maps to. Each record refuses to
 * exist with a value outside its limits, which are named here and nowhere else. Knows no option
 * names, no files, no native code, and never looks at the machine.
 */
@NullMarked
package io.iopulse.workload;

import org.jspecify.annotations.NullMarked;
