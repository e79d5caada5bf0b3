package io.coffer.server.object;

import io.coffer.encryption.CipherSuite;
import io.coffer.encryption.DamagedDataException;
import io.coffer.encryption.DataKey;
import io.coffer.encryption.SegmentEncryptor;
import io.coffer.encryption.SegmentLayout;
import io.coffer.protocol.Crc64;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.metadata.ExtentRecord;
import io.coffer.server.metadata.Manifest;
import io.coffer.server.metadata.ObjectNames;
import io.coffer.storage.BlobId;
import io.coffer.storage.Condition;
import io.coffer.storage.Entry;
import io.coffer.storage.Name;
import io.coffer.storage.Space;
import io.coffer.storage.StorageException;
import io.coffer.storage.Writer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Writes extents again under another key or cipher, or seals their digests under another key; their content stays. */
final class ExtentRewrite {
    private static final int BUFFER = 64 * 1024;

    private final ObjectStore store;

    ExtentRewrite(ObjectStore store) {
        this.store = store;
    }

    /** What a body is written again as: one that is encrypted, with its data key open. */
    record Encrypted(ExtentStore.Body body, DataKey dataKey) {
        CipherSuite suite() {
            return body.encryption().orElseThrow().suite();
        }

        ExtentRecord.Protection protection() {
            return new ExtentRecord.Protection(
                    suite(), body.encryption().orElseThrow().wrappedKey().keyId());
        }
    }

    /** The record of an extent that a manifest names. */
    ExtentRecord record(BucketSnapshot bucket, BlobId blob, Manifest.Extent extent) {
        Name name = ObjectNames.extent(blob, extent.number(), extent.serial());
        return store.space(bucket)
                .head(name)
                .map(entry -> store.records().openExtent(bucket, entry))
                .orElseThrow(() ->
                        new StorageException(StorageException.Kind.CORRUPT, "the extent " + name + " is missing"));
    }

    /**
     * Reads the plaintext and writes it as an extent of the same number and serial.
     *
     * @param before what is known of it
     * @param beforeName under which its digests are sealed
     * @param beforeBlob likewise
     * @throws DamagedDataException when the plaintext is not the one whose digests are kept; nothing is written then
     */
    Manifest.Extent write(
            InputStream plaintext,
            ExtentRecord before,
            Name beforeName,
            BlobId beforeBlob,
            Encrypted into,
            Condition condition)
            throws IOException {
        BucketSnapshot bucket = into.body().bucket();
        Space space = store.space(bucket);
        long number = ObjectNames.number(beforeName);
        Name name = ObjectNames.extent(into.body().blob(), number, ObjectNames.serial(beforeName));
        byte[] digests = digests(bucket, beforeName, beforeBlob, before);
        CiphertextHeader header = new CiphertextHeader();
        try (Writer writer = space.begin(SegmentLayout.ciphertextLength(before.length()));
                SegmentEncryptor encryptor = store.cipher()
                        .encryptor(
                                bucket,
                                into.body().blob(),
                                number,
                                into.dataKey(),
                                into.suite(),
                                (bytes, offset, length) -> {
                                    header.take(bytes, offset, length);
                                    writer.write(bytes, offset, length);
                                })) {
            copy(
                    plaintext,
                    encryptor,
                    before.length(),
                    ExtentRecord.Digests.fromBytes(digests).crc64());
            encryptor.finish();
            ExtentRecord record = new ExtentRecord(
                    before.key(),
                    before.modified(),
                    before.length(),
                    header.bytes(),
                    sealed(into, name, digests),
                    Optional.of(into.protection()));
            space.commit(writer, name, store.records().seal(bucket, name, record), condition);
            return new Manifest.Extent(number, ObjectNames.serial(name), record.length(), record.header());
        }
    }

    /** @throws DamagedDataException when there is more, less or something else than what was written */
    static void copy(InputStream plaintext, SegmentEncryptor encryptor, long length, long crc64) throws IOException {
        Crc64 found = new Crc64();
        byte[] buffer = new byte[(int) Math.max(1, Math.min(BUFFER, length))];
        long total = 0;
        int count;
        while ((count = plaintext.readNBytes(buffer, 0, buffer.length)) > 0) {
            total += count;
            found.update(buffer, 0, count);
            encryptor.update(buffer, 0, count);
        }
        if (total != length || found.value() != crc64) {
            throw new DamagedDataException("a body is not the one whose length and CRC64 are kept");
        }
    }

    /** Seals the digests under the key of the body, unless they are already. */
    void reseal(ExtentStore.Body body, Entry entry) {
        ExtentRecord before = store.records().openExtent(body.bucket(), entry);
        ExtentRecord.Protection wanted = new ExtentRecord.Protection(
                before.protection().orElseThrow().suite(),
                body.encryption().orElseThrow().wrappedKey().keyId());
        if (before.protection().get().equals(wanted)) {
            return;
        }
        byte[] digests = digests(body.bucket(), entry.name(), body.blob(), before);
        ExtentRecord record = before.resealed(
                store.cipher()
                        .seal(
                                body.bucket(),
                                entry.name(),
                                ObjectCipher.Kind.EXTENT,
                                body.blob(),
                                wanted.keyId(),
                                digests),
                wanted);
        store.space(body.bucket())
                .update(entry.name(), store.records().seal(body.bucket(), entry.name(), record), entry.generation());
    }

    private byte[] digests(BucketSnapshot bucket, Name name, BlobId blob, ExtentRecord record) {
        return record.protection()
                .map(by ->
                        store.cipher().open(bucket, name, ObjectCipher.Kind.EXTENT, blob, by.keyId(), record.digests()))
                .orElse(record.digests());
    }

    private byte[] sealed(Encrypted into, Name name, byte[] digests) {
        return store.cipher()
                .seal(
                        into.body().bucket(),
                        name,
                        ObjectCipher.Kind.EXTENT,
                        into.body().blob(),
                        into.protection().keyId(),
                        digests);
    }
}
