/**
 * The durable engine of one node: an ordered index in RocksDB behind one committer thread, small bodies beside it,
 * larger ones in files. Byte layouts: {@code docs/storage-format.md}.
 */
@NullMarked
package io.coffer.storage.embedded;

import org.jspecify.annotations.NullMarked;
