/** Buckets: their settings, kept in one record each. */
@NullMarked
package io.coffer.server.bucket;

import org.jspecify.annotations.NullMarked;
