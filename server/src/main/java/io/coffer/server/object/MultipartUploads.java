package io.coffer.server.object;

import io.coffer.encryption.KeyManagementException;
import io.coffer.model.ETag;
import io.coffer.model.ObjectAcl;
import io.coffer.model.ObjectKey;
import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.protocol.ContentMd5;
import io.coffer.protocol.Crc64;
import io.coffer.protocol.ObjectType;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.metadata.ExtentRecord;
import io.coffer.server.metadata.Manifest;
import io.coffer.server.metadata.ObjectEncryption;
import io.coffer.server.metadata.ObjectFacts;
import io.coffer.server.metadata.ObjectNames;
import io.coffer.server.metadata.ObjectRecord;
import io.coffer.server.metadata.ObjectState;
import io.coffer.server.metadata.UploadRecord;
import io.coffer.storage.BlobId;
import io.coffer.storage.Condition;
import io.coffer.storage.Name;
import io.coffer.storage.Space;
import io.coffer.storage.Writer;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Multipart uploads. A part is an extent of its own; completing writes the list of them as the object's body and moves no
 * other bytes. An upload's record goes after its object is there, so a crash between leaves an upload that is known to be
 * completed by the version that has its blob.
 */
public final class MultipartUploads {
    public static final int MAX_PARTS = 10_000;

    private final ObjectStore store;
    private final ExtentStore extents;
    private final UploadReprotection parts;
    private final KeyLocks locks = new KeyLocks();

    public MultipartUploads(ObjectStore store) {
        this.store = store;
        this.extents = new ExtentStore(store);
        this.parts = new UploadReprotection(store);
    }

    /** Held by upload while it is completed, aborted, or one of its parts is changed. */
    KeyLocks locks() {
        return locks;
    }

    /**
     * The parts that are to make the object.
     *
     * @param etags by part number, in the order given; empty for all that were uploaded
     */
    public record Choice(Optional<List<Chosen>> etags) {}

    public record Chosen(int number, String etag) {}

    /** @param sequential whether parts must come in order */
    public Upload initiate(BucketSnapshot bucket, ObjectKey key, NewObject object, boolean sequential) {
        BlobId blob = BlobId.random();
        return switch (object.plan()) {
            case EncryptionPlan.None none -> begin(bucket, key, blob, object, sequential, Optional.empty(), () -> {});
            case EncryptionPlan.Encrypted plan -> {
                try (NewDataKey made = store.cipher().generate(bucket, blob, plan)) {
                    ObjectEncryption envelope = store.cipher().untagged(bucket, blob, made.key(), plan);
                    yield made.recorded(
                            begin(bucket, key, blob, object, sequential, Optional.of(envelope), made::requireOpen));
                }
            }
        };
    }

    private Upload begin(
            BucketSnapshot bucket,
            ObjectKey key,
            BlobId blob,
            NewObject object,
            boolean sequential,
            Optional<ObjectEncryption> envelope,
            Runnable beforeCommit) {
        Name name = ObjectNames.upload(key, blob);
        byte[] facts = object.facts(new ETag(""), 0).toBytes();
        byte[] kept = envelope.map(encrypted -> store.cipher()
                        .seal(
                                bucket,
                                name,
                                ObjectCipher.Kind.UPLOAD,
                                blob,
                                encrypted.wrappedKey().keyId(),
                                facts))
                .orElse(facts);
        UploadRecord record = new UploadRecord(
                blob,
                store.versions().now().truncatedTo(ChronoUnit.MILLIS),
                object.state(),
                sequential,
                object.forbidOverwrite(),
                bucket.revision(),
                envelope,
                kept);
        beforeCommit.run();
        store.space(bucket).commit(name, store.records().seal(bucket, name, record), Condition.ABSENT);
        return new Upload(key, record);
    }

    /** @throws OssException {@link OssError#NO_SUCH_UPLOAD} */
    public Upload require(BucketSnapshot bucket, ObjectKey key, String uploadId) {
        return find(bucket, key, uploadId).orElseThrow(() -> missing(OssError.NO_SUCH_UPLOAD, uploadId));
    }

    /** @return empty for an upload that is over or never was */
    public Optional<Upload> find(BucketSnapshot bucket, ObjectKey key, String uploadId) {
        return Upload.parse(uploadId)
                .flatMap(blob -> store.space(bucket).head(ObjectNames.upload(key, blob)))
                .map(entry -> new Upload(key, store.records().openUpload(bucket, entry)));
    }

    private static OssException missing(OssError error, String uploadId) {
        return error.with("UploadId", uploadId);
    }

    /** Stores a part; a part of that number uploaded before is replaced. */
    public Part put(BucketSnapshot bucket, Upload upload, int number, IncomingBody incoming) {
        if (upload.record().sequential()) {
            requireNext(bucket, upload, number);
        }
        BlobId blob = upload.record().id();
        ExtentStore.Written written =
                extents.write(body(bucket, upload), number, () -> extents.nextSerial(bucket, blob, number), incoming);
        // not freed here: the completion that ended the upload may have taken this very part
        Upload now = find(bucket, upload.key(), upload.id())
                .orElseThrow(() -> missing(OssError.NO_SUCH_UPLOAD, upload.id()));
        if (!UploadReprotection.isOfSuite(body(bucket, now), written.record())) {
            matching(bucket, now, List.of(ObjectNames.extent(blob, number, written.serial())));
        }
        IncomingBody.Digests digests = written.digests();
        return new Part(
                number, written.serial(), written.record(), new ExtentRecord.Digests(digests.md5(), digests.crc64()));
    }

    /** An upload may come under another cipher while one of its parts is on its way. */
    private void matching(BucketSnapshot bucket, Upload upload, List<Name> names) {
        locks.holding(bucket, upload.record().id(), () -> {
            boolean open = find(bucket, upload.key(), upload.id()).isPresent();
            if (open) {
                names.forEach(name -> parts.match(body(bucket, upload), name));
            }
            return open;
        });
    }

    private void requireNext(BucketSnapshot bucket, Upload upload, int number) {
        List<Part> parts = parts(bucket, upload, 0, MAX_PARTS);
        int last = parts.isEmpty() ? 0 : parts.getLast().number();
        if (number != last && number != last + 1) {
            throw OssError.PART_NOT_SEQUENTIAL.with("UploadId", upload.id());
        }
    }

    private static ExtentStore.Body body(BucketSnapshot bucket, Upload upload) {
        return new ExtentStore.Body(
                bucket, upload.key(), upload.record().id(), upload.record().encryption());
    }

    /** The parts that were uploaded, by number, after one number. */
    public List<Part> parts(BucketSnapshot bucket, Upload upload, int after, int limit) {
        return extents.latest(body(bucket, upload), after, limit);
    }

    /**
     * Makes the object of parts that are there.
     *
     * @param acl for the object, in the place of the one the upload began with
     * @throws OssException InvalidPart, InvalidPartOrder, EntityTooSmall or NoSuchUpload; the upload is as it was
     */
    public StoredObject complete(
            BucketSnapshot bucket,
            ObjectKey key,
            String uploadId,
            Choice choice,
            Optional<ObjectAcl> acl,
            boolean forbidOverwrite) {
        BlobId blob = Upload.parse(uploadId).orElseThrow(() -> missing(OssError.NO_SUCH_UPLOAD, uploadId));
        return locks.holding(bucket, blob, () -> {
            Upload upload = require(bucket, key, uploadId);
            Optional<ObjectRecord> done = completed(bucket, key, blob);
            StoredObject object = done.isPresent()
                    ? store.read(bucket, key, done.get())
                    : complete(bucket, upload, choice, acl, forbidOverwrite);
            store.space(bucket).delete(ObjectNames.upload(key, blob), Condition.ANY);
            return object;
        });
    }

    /** The version that an upload made before it could remove its own record. */
    private Optional<ObjectRecord> completed(BucketSnapshot bucket, ObjectKey key, BlobId blob) {
        return store.index().all(bucket, key).stream()
                .map(FoundVersion::record)
                .filter(record -> record.blob().equals(blob))
                .findFirst();
    }

    private StoredObject complete(
            BucketSnapshot bucket, Upload upload, Choice choice, Optional<ObjectAcl> acl, boolean forbidOverwrite) {
        // first, as it needs the key that the parts' tags are sealed with: without it they would only seem not to match
        ObjectFacts begun = facts(bucket, upload);
        List<Part> uploaded = parts(bucket, upload, 0, MAX_PARTS);
        if (uploaded.stream().anyMatch(part -> ExtentStore.isOpaque(body(bucket, upload), part))) {
            throw new KeyManagementException(
                    KeyManagementException.Kind.UNAVAILABLE, "the digests of parts cannot be opened now");
        }
        List<Part> chosen = PartChoice.of(uploaded, choice).stream()
                .map(part -> matched(body(bucket, upload), part))
                .toList();
        Manifest manifest = new Manifest(chosen.stream()
                .map(part -> new Manifest.Extent(
                        part.number(), part.serial(), part.size(), part.record().header()))
                .toList());
        ObjectFacts facts = begun.withDigests(etag(chosen), crc64(chosen));
        UploadRecord record = upload.record();
        // the bucket's rule counts from the completion, which makes the version, and not from the upload's beginning
        ObjectState state = acl.map(record.state()::withAcl)
                .orElse(record.state())
                .withRetention(
                        ObjectGuard.initialRetention(bucket, store.versions().now()));
        byte[] body = manifest.toBytes();
        try (Writer writer = store.space(bucket).begin(body.length);
                SecretHolder secret = SecretHolder.of(store.cipher(), bucket, record)) {
            writer.write(body, 0, body.length);
            return store.commits()
                    .commit(
                            bucket,
                            upload.key(),
                            writer,
                            forbidOverwrite || record.forbidOverwrite(),
                            slot -> store.versions()
                                    .finished(
                                            bucket,
                                            upload.key(),
                                            store.versions()
                                                    .bare(
                                                            ObjectType.MULTIPART,
                                                            slot,
                                                            record.id(),
                                                            manifest.length(),
                                                            state,
                                                            record.bucketRevision())
                                                    .composed(record.encryption(), manifest.composition()),
                                            facts,
                                            secret.dataKey()));
        }
    }

    /** A part that came while the upload was put under another cipher is ciphered so now, before an object names it. */
    private Part matched(ExtentStore.Body body, Part part) {
        if (UploadReprotection.isOfSuite(body, part.record())) {
            return part;
        }
        return parts.match(body, ObjectNames.extent(body.blob(), part.number(), part.serial()))
                .map(record -> new Part(part.number(), part.serial(), record, part.digests()))
                .orElseThrow(() -> missing(OssError.NO_SUCH_UPLOAD, Upload.id(body.blob())));
    }

    private ObjectFacts facts(BucketSnapshot bucket, Upload upload) {
        UploadRecord record = upload.record();
        return ObjectFacts.fromBytes(record.encryption()
                .map(envelope -> store.cipher()
                        .open(
                                bucket,
                                ObjectNames.upload(upload.key(), record.id()),
                                ObjectCipher.Kind.UPLOAD,
                                record.id(),
                                envelope.wrappedKey().keyId(),
                                record.facts()))
                .orElse(record.facts()));
    }

    /** OSS's form: the MD5 of the parts' tags as text, and their number. */
    private static ETag etag(List<Part> parts) {
        String texts = parts.stream().map(part -> part.etag().value()).collect(Collectors.joining());
        byte[] md5 = ContentMd5.digestOf(texts.getBytes(StandardCharsets.US_ASCII));
        return new ETag(ETag.ofMd5(md5).value() + "-" + parts.size());
    }

    private static long crc64(List<Part> parts) {
        long crc64 = 0;
        for (Part part : parts) {
            crc64 = Crc64.combine(crc64, part.crc64(), part.size());
        }
        return crc64;
    }

    /** @throws OssException NoSuchUpload, also for one that is completed */
    public void abort(BucketSnapshot bucket, ObjectKey key, String uploadId) {
        BlobId blob = Upload.parse(uploadId).orElseThrow(() -> missing(OssError.NO_SUCH_UPLOAD_TO_ABORT, uploadId));
        locks.holding(bucket, blob, () -> {
            if (find(bucket, key, uploadId).isEmpty()) {
                throw missing(OssError.NO_SUCH_UPLOAD_TO_ABORT, uploadId);
            }
            boolean wasCompleted = completed(bucket, key, blob).isPresent();
            Space space = store.space(bucket);
            space.delete(ObjectNames.upload(key, blob), Condition.ANY);
            if (wasCompleted) {
                throw missing(OssError.NO_SUCH_UPLOAD_TO_ABORT, uploadId);
            }
            extents.deleteAll(bucket, blob);
            return space;
        });
    }
}
