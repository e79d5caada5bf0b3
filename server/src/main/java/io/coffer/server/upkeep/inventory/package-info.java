/** Makes the inventories of buckets. */
@NullMarked
package io.coffer.server.upkeep.inventory;

import org.jspecify.annotations.NullMarked;
