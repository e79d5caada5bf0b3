/** Access log and request counters, for all rooms to use. */
@NullMarked
package io.coffer.server.observability;

import org.jspecify.annotations.NullMarked;
