/** Histories of concurrent calls, and whether they can have happened one after the other. */
@NullMarked
package io.coffer.server.history;

import org.jspecify.annotations.NullMarked;
