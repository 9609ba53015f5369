/**
 * One run on one host: prepare, arm, warm up, measure, drain, verdict. Resolves a workload against
 * the machine and drives the native run; never draws, never parses options.
 */
@NullMarked
package io.iopulse.run;

import org.jspecify.annotations.NullMarked;
