/** What the server does by itself, in the background: chores that run at their intervals. */
@NullMarked
package io.coffer.server.upkeep;

import org.jspecify.annotations.NullMarked;
