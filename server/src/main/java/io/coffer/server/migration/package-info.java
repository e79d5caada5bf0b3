/** Carries a whole store into another engine, as it is: nothing is decrypted, and every entry keeps its name and blob id. */
@NullMarked
package io.coffer.server.migration;

import org.jspecify.annotations.NullMarked;
