package io.coffer.server.object;

import io.coffer.model.ObjectKey;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.metadata.ObjectNames;
import io.coffer.server.metadata.ObjectRecord;
import io.coffer.server.metadata.RecordSeal;
import io.coffer.storage.Attributes;
import io.coffer.storage.Entry;
import io.coffer.storage.StorageException;

/** Objects' records between their sealed form in the engine and their value. */
final class ObjectRecords {
    private final RecordSeal seal;

    ObjectRecords(RecordSeal seal) {
        this.seal = seal;
    }

    Attributes seal(BucketSnapshot bucket, ObjectKey key, ObjectRecord record) {
        return seal.seal(bucket.space(), ObjectNames.of(key), record.toBytes());
    }

    /** @throws StorageException of kind {@link StorageException.Kind#CORRUPT} when record and entry do not belong */
    ObjectRecord open(BucketSnapshot bucket, Entry entry) {
        ObjectRecord record = ObjectRecord.fromBytes(seal.open(bucket.space(), entry.name(), entry.attributes()));
        if (!record.blob().equals(entry.blob())) {
            throw new StorageException(
                    StorageException.Kind.CORRUPT, "the record " + entry.name() + " belongs to another body");
        }
        return record;
    }
}
