/** The log of what master keys were used for: who, when, for which body, in chains that show what is missing. */
@NullMarked
package io.coffer.server.keyuse;

import org.jspecify.annotations.NullMarked;
