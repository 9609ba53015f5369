/**
 * The only room that knows native code: loads the library, writes jobs, reads the shared region. No
 * offset and no native handle ever leaves it.
 */
@NullMarked
package io.iopulse.engine;

import org.jspecify.annotations.NullMarked;
