/** The settings of buckets as plain values, as they are stored. */
@NullMarked
package io.coffer.model.setting;

import org.jspecify.annotations.NullMarked;
