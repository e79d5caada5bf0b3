package io.coffer.storage.embedded;

import io.coffer.storage.BlobId;

/**
 * A body file that nothing claims any more.
 *
 * @param bytes its length on the disk
 */
record FreedFile(BlobId blob, long bytes) {}
