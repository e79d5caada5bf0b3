/** Replicates objects from bucket to bucket. */
@NullMarked
package io.coffer.server.upkeep.replication;

import org.jspecify.annotations.NullMarked;
