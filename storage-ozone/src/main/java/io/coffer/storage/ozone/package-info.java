/**
 * The storage SPI on Apache Ozone, by its native client. A space is a bucket, an entry a key of it; what is written is
 * decided by Ozone's compare-and-set, so any number of gateways may share one cluster. Layout:
 * {@code docs/storage-format.md}.
 */
@NullMarked
package io.coffer.storage.ozone;

import org.jspecify.annotations.NullMarked;
