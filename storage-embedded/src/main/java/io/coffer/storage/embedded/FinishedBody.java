package io.coffer.storage.embedded;

import io.coffer.storage.BlobId;

/**
 * A body that is durable but for its claim.
 *
 * @param inline the sealed block when it lies inline, else empty
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record FinishedBody(BlobId blob, long size, Placement placement, byte[] inline) {}
