package io.coffer.storage.embedded;

import io.coffer.storage.BlobId;

/**
 * A body that is durable but for its claim.
 *
 * @param block the sealed block when it goes into the log, else empty
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record FinishedBody(BlobId blob, long size, Placement placement, byte[] block) {}
