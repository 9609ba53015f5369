/**
 * The command line and job files, turned into a validated {@link io.iopulse.workload.Workload}.
 * Holds the one table of options; every mistake of the user is one sentence, thrown as {@link
 * io.iopulse.config.UsageError}. Never prints, never exits, never looks at a target.
 */
@NullMarked
package io.iopulse.config;

import org.jspecify.annotations.NullMarked;
