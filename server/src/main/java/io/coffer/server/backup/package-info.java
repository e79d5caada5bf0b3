/** Copies of a whole store: made while it serves, checked, and put back. */
@NullMarked
package io.coffer.server.backup;

import org.jspecify.annotations.NullMarked;
