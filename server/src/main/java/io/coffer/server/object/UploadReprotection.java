package io.coffer.server.object;

import io.coffer.encryption.DataKey;
import io.coffer.model.ObjectKey;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.metadata.ExtentRecord;
import io.coffer.server.metadata.Manifest;
import io.coffer.server.metadata.ObjectEncryption;
import io.coffer.server.metadata.ObjectNames;
import io.coffer.server.metadata.UploadRecord;
import io.coffer.storage.BlobId;
import io.coffer.storage.Condition;
import io.coffer.storage.Entry;
import io.coffer.storage.Name;
import io.coffer.storage.Page;
import io.coffer.storage.Reader;
import io.coffer.storage.Space;
import io.coffer.storage.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * Puts uploads under way under another key or cipher. The upload's record changes first, so that new parts come as they
 * should; parts that are there, or that began to come before, are made to match it afterwards, one by one. The data key
 * of an encrypted upload stays, whatever wraps it and whichever cipher it is used with.
 */
final class UploadReprotection {
    private static final int PAGE = 1000;

    private final ObjectStore store;
    private final ExtentRewrite rewrite;

    UploadReprotection(ObjectStore store) {
        this.store = store;
        this.rewrite = new ExtentRewrite(store);
    }

    /** @throws StorageException of kind CONFLICT when somebody changed the upload first */
    void apply(BucketSnapshot bucket, Entry entry, UploadRecord record, ProtectionGoal.Wanted wanted) {
        ObjectCipher cipher = store.cipher();
        byte[] facts = record.encryption()
                .map(envelope -> cipher.open(
                        bucket,
                        entry.name(),
                        ObjectCipher.Kind.UPLOAD,
                        record.id(),
                        envelope.wrappedKey().keyId(),
                        record.facts()))
                .orElse(record.facts());
        ObjectEncryption envelope = record.encryption()
                .map(before -> cipher.recommitted(bucket, record.id(), before, wanted.plan()))
                .orElseGet(() -> newEnvelope(bucket, record.id(), wanted));
        byte[] sealed = cipher.seal(
                bucket,
                entry.name(),
                ObjectCipher.Kind.UPLOAD,
                record.id(),
                envelope.wrappedKey().keyId(),
                facts);
        UploadRecord changed = record.under(envelope, sealed);
        store.space(bucket)
                .update(entry.name(), store.records().seal(bucket, entry.name(), changed), entry.generation());
    }

    private ObjectEncryption newEnvelope(BucketSnapshot bucket, BlobId blob, ProtectionGoal.Wanted wanted) {
        try (NewDataKey made = store.cipher().generate(bucket, blob, wanted.plan())) {
            return made.recorded(store.cipher().untagged(bucket, blob, made.key(), wanted.plan()));
        }
    }

    /**
     * Makes the parts of every encrypted upload match its record.
     *
     * @param locks hold an upload while one of its parts is changed, as completing does
     */
    void matchParts(BucketSnapshot bucket, KeyLocks locks) {
        Space space = store.space(bucket);
        Name after = Name.EMPTY;
        Page page;
        do {
            page = space.scan(ObjectNames.uploadPrefix(""), after, PAGE);
            for (Entry upload : page.entries()) {
                after = upload.name();
                UploadRecord record = store.records().openUpload(bucket, upload);
                if (record.encryption().isPresent()) {
                    matchParts(body(bucket, ObjectNames.key(upload.name()), record), locks);
                }
            }
        } while (page.more());
    }

    private static ExtentStore.Body body(BucketSnapshot bucket, ObjectKey key, UploadRecord record) {
        return new ExtentStore.Body(bucket, key, record.id(), record.encryption());
    }

    private void matchParts(ExtentStore.Body body, KeyLocks locks) {
        Space space = store.space(body.bucket());
        Name after = Name.EMPTY;
        Page page;
        do {
            page = space.scan(ObjectNames.extents(body.blob()), after, PAGE);
            for (Entry part : page.entries()) {
                after = part.name();
                locks.holding(body.bucket(), body.blob(), () -> {
                    boolean open = space.head(ObjectNames.upload(body.key(), body.blob()))
                            .isPresent();
                    if (open) {
                        match(body, part.name());
                    }
                    return open;
                });
            }
        } while (page.more());
    }

    /**
     * Makes one part match the upload it belongs to, while the upload is held.
     *
     * @return the part as it is then
     */
    Optional<ExtentRecord> match(ExtentStore.Body body, Name part) {
        Optional<Entry> entry = store.space(body.bucket()).head(part);
        entry.ifPresent(found -> match(body, found));
        return store.space(body.bucket())
                .head(part)
                .map(found -> store.records().openExtent(body.bucket(), found));
    }

    private void match(ExtentStore.Body body, Entry entry) {
        ExtentRecord record = store.records().openExtent(body.bucket(), entry);
        if (isOfSuite(body, record)) {
            rewrite.reseal(body, entry);
            return;
        }
        try (DataKey dataKey = store.cipher()
                        .unwrap(body.bucket(), body.blob(), body.encryption().orElseThrow());
                Reader reader = store.space(body.bucket()).open(entry.name());
                InputStream plaintext = plaintext(body, record, entry.name(), reader, dataKey)) {
            rewrite.write(
                    plaintext,
                    record,
                    entry.name(),
                    body.blob(),
                    new ExtentRewrite.Encrypted(body, dataKey),
                    Condition.generation(entry.generation()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Whether a part's bytes are as its upload says; a part that was under way when the upload changed is not. */
    static boolean isOfSuite(ExtentStore.Body body, ExtentRecord part) {
        return part.protection()
                .map(ExtentRecord.Protection::suite)
                .equals(body.encryption().map(ObjectEncryption::suite));
    }

    private InputStream plaintext(ExtentStore.Body body, ExtentRecord part, Name name, Reader reader, DataKey dataKey)
            throws IOException {
        if (part.protection().isEmpty()) {
            return reader.range(0, part.length());
        }
        ObjectEncryption as = body.encryption()
                .orElseThrow()
                .withSuite(part.protection().get().suite());
        Manifest.Extent extent =
                new Manifest.Extent(ObjectNames.number(name), ObjectNames.serial(name), part.length(), part.header());
        return store.cipher()
                .extent(body.bucket(), body.blob(), as, dataKey, extent, reader)
                .read(0, part.length());
    }
}
