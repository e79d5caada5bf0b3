package io.coffer.server.object;

import io.coffer.encryption.DataKey;
import io.coffer.model.ETag;
import io.coffer.model.ObjectAcl;
import io.coffer.model.ObjectKey;
import io.coffer.model.Tags;
import io.coffer.protocol.ContentHeaders;
import io.coffer.protocol.ContentMd5;
import io.coffer.protocol.Crc64;
import io.coffer.protocol.Headers;
import io.coffer.protocol.ObjectType;
import io.coffer.protocol.UserMetadata;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.metadata.ObjectEncryption;
import io.coffer.server.metadata.ObjectFacts;
import io.coffer.server.metadata.ObjectRecord;
import io.coffer.server.metadata.ObjectRecord.Slot;
import io.coffer.server.metadata.ObjectState;
import io.coffer.storage.BlobId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** Makes the records of new versions, for the place that each will have. */
final class NewVersions {
    private static final byte[] NOT_YET = new byte[0];

    private final ObjectCipher cipher;
    private final Clock clock;

    NewVersions(ObjectCipher cipher, Clock clock) {
        this.cipher = cipher;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    StoredObject simple(
            BucketSnapshot bucket,
            ObjectKey key,
            Slot slot,
            BlobId blob,
            long size,
            NewObject object,
            ObjectFacts facts) {
        return finished(
                bucket,
                key,
                bare(ObjectType.NORMAL, slot, blob, size, begun(bucket, object), bucket.revision()),
                facts,
                Optional.empty());
    }

    StoredObject encrypted(
            BucketSnapshot bucket,
            ObjectKey key,
            Slot slot,
            BlobId blob,
            long size,
            NewObject object,
            ObjectFacts facts,
            ObjectEncryption envelope,
            DataKey dataKey) {
        ObjectRecord record = bare(ObjectType.NORMAL, slot, blob, size, begun(bucket, object), bucket.revision())
                .withEncryption(envelope);
        return finished(bucket, key, record, facts, Optional.of(dataKey));
    }

    /** Tags the record under the data key, if it has one, and seals the facts into it. */
    StoredObject finished(
            BucketSnapshot bucket, ObjectKey key, ObjectRecord record, ObjectFacts facts, Optional<DataKey> dataKey) {
        ObjectRecord tagged = dataKey.map(secret -> cipher.tagged(bucket, key, record, secret))
                .orElse(record);
        return new StoredObject(key, tagged.withFacts(cipher.sealFacts(bucket, key, tagged, facts)), facts);
    }

    StoredObject symlink(
            BucketSnapshot bucket, ObjectKey key, Slot slot, BlobId blob, NewObject object, String target) {
        byte[] text = target.getBytes(StandardCharsets.UTF_8);
        ObjectFacts facts = new ObjectFacts(
                ETag.ofMd5(ContentMd5.digestOf(text)),
                Crc64.of(text),
                object.content(),
                object.userMetadata(),
                object.tags(),
                Optional.of(target));
        return finished(
                bucket,
                key,
                bare(ObjectType.SYMLINK, slot, blob, 0, begun(bucket, object), bucket.revision()),
                facts,
                Optional.empty());
    }

    StoredObject deleteMarker(BucketSnapshot bucket, ObjectKey key, Slot slot, BlobId blob) {
        ObjectFacts facts = new ObjectFacts(
                new ETag(""),
                0,
                ContentHeaders.of(Headers.NONE),
                new UserMetadata(Map.of()),
                Tags.NONE,
                Optional.empty());
        ObjectState state = ObjectState.of(bucket.storageClass(), ObjectAcl.DEFAULT);
        return finished(
                bucket,
                key,
                bare(ObjectType.DELETE_MARKER, slot, blob, 0, state, bucket.revision()),
                facts,
                Optional.empty());
    }

    /** A version is kept from when it is there, by the bucket's rule, whoever writes it. */
    private ObjectState begun(BucketSnapshot bucket, NewObject object) {
        return object.state().withRetention(ObjectGuard.initialRetention(bucket, clock.instant()));
    }

    /** A record that facts, envelope and composition are still to come into. */
    ObjectRecord bare(ObjectType type, Slot slot, BlobId blob, long size, ObjectState state, long bucketRevision) {
        return new ObjectRecord(
                type,
                slot,
                blob,
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                size,
                state,
                bucketRevision,
                Optional.empty(),
                Optional.empty(),
                NOT_YET);
    }
}
