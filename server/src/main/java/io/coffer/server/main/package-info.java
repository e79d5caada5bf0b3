/** Starts and wires everything by hand: the only place that constructs services. */
@NullMarked
package io.coffer.server.main;

import org.jspecify.annotations.NullMarked;
