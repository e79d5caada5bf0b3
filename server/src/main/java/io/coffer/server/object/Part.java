package io.coffer.server.object;

import io.coffer.model.ETag;
import io.coffer.server.metadata.ExtentRecord;
import java.time.Instant;

/**
 * A part as the latest upload of its number left it.
 *
 * @param serial which upload of that number it was
 */
public record Part(int number, long serial, ExtentRecord record, ExtentRecord.Digests digests) {
    public ETag etag() {
        return ETag.ofMd5(digests.md5());
    }

    public long crc64() {
        return digests.crc64();
    }

    /** in bytes of plaintext */
    public long size() {
        return record.length();
    }

    public Instant modified() {
        return record.modified();
    }
}
