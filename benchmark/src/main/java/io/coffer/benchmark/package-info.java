/** The load driver: starts the server as a process and measures it from outside. */
@NullMarked
package io.coffer.benchmark;

import org.jspecify.annotations.NullMarked;
