/** Settings of buckets as values. They are stored as they stand here. */
@NullMarked
package io.coffer.model.setting;

import org.jspecify.annotations.NullMarked;
