/**
 * What machine this is: targets, block devices, file systems, CPUs and NUMA nodes, read from the
 * kernel's text files. A file that is missing or odd makes the fact absent, never an exception.
 * Never writes, never opens a target, never calls native code.
 */
@NullMarked
package io.iopulse.host;

import org.jspecify.annotations.NullMarked;
