/** The engine that keeps everything in the heap: for tests and trials, and the simplest reading of the SPI. */
@NullMarked
package io.coffer.storage.memory;

import org.jspecify.annotations.NullMarked;
