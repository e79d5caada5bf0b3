/** Keeps the access logs of buckets and delivers them as objects. */
@NullMarked
package io.coffer.server.upkeep.logging;

import org.jspecify.annotations.NullMarked;
