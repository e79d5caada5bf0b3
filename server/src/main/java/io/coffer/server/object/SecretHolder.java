package io.coffer.server.object;

import io.coffer.encryption.DataKey;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.metadata.UploadRecord;
import java.util.Optional;

/** The data key of an upload, if it has one, for as long as it is completed. */
record SecretHolder(Optional<DataKey> dataKey) implements AutoCloseable {
    static SecretHolder of(ObjectCipher cipher, BucketSnapshot bucket, UploadRecord upload) {
        return new SecretHolder(upload.encryption().map(envelope -> cipher.unwrap(bucket, upload.id(), envelope)));
    }

    @Override
    public void close() {
        dataKey.ifPresent(DataKey::close);
    }
}
