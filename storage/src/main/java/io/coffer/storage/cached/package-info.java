/** What was read lately, kept in memory in front of an engine that nobody else changes. */
@NullMarked
package io.coffer.storage.cached;

import org.jspecify.annotations.NullMarked;
