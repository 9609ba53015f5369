/**
 * Distributions made into tables from which native draws in constant time. Promise: exact for any
 * number of blocks and any parameter. Never draws anything itself and knows no layout.
 */
@NullMarked
package io.iopulse.access;

import org.jspecify.annotations.NullMarked;
