/**
 * Results for people and programs: pure functions of a recording, one class per format. Reads
 * nothing but the recording; never measures, judges, or opens a file.
 */
@NullMarked
package io.iopulse.report;

import org.jspecify.annotations.NullMarked;
