package io.coffer.server.object;

import io.coffer.model.ObjectKey;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.metadata.ExtentRecord;
import io.coffer.server.metadata.ObjectNames;
import io.coffer.server.metadata.ObjectRecord;
import io.coffer.server.metadata.RecordSeal;
import io.coffer.server.metadata.UploadRecord;
import io.coffer.storage.Attributes;
import io.coffer.storage.Entry;
import io.coffer.storage.Name;
import io.coffer.storage.StorageException;

/** Records of objects, uploads and extents between their sealed form in the engine and their value. */
final class ObjectRecords {
    private final RecordSeal seal;

    ObjectRecords(RecordSeal seal) {
        this.seal = seal;
    }

    static Name name(ObjectKey key, ObjectRecord record) {
        return ObjectNames.of(key, record.slot().sequence());
    }

    Attributes seal(BucketSnapshot bucket, ObjectKey key, ObjectRecord record) {
        return seal.seal(bucket.space(), name(key, record), record.toBytes());
    }

    /** @throws StorageException of kind {@link StorageException.Kind#CORRUPT} when record and entry do not belong */
    ObjectRecord open(BucketSnapshot bucket, Entry entry) {
        ObjectRecord record = ObjectRecord.fromBytes(seal.open(bucket.space(), entry.name(), entry.attributes()));
        boolean ownBody = record.composition().isEmpty();
        if (ownBody && !record.blob().equals(entry.blob())) {
            throw new StorageException(
                    StorageException.Kind.CORRUPT, "the record " + entry.name() + " belongs to another body");
        }
        return record;
    }

    Attributes seal(BucketSnapshot bucket, Name name, UploadRecord record) {
        return seal.seal(bucket.space(), name, record.toBytes());
    }

    UploadRecord openUpload(BucketSnapshot bucket, Entry entry) {
        return UploadRecord.fromBytes(seal.open(bucket.space(), entry.name(), entry.attributes()));
    }

    Attributes seal(BucketSnapshot bucket, Name name, ExtentRecord record) {
        return seal.seal(bucket.space(), name, record.toBytes());
    }

    ExtentRecord openExtent(BucketSnapshot bucket, Entry entry) {
        return ExtentRecord.fromBytes(seal.open(bucket.space(), entry.name(), entry.attributes()));
    }
}
