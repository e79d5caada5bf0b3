package io.coffer.server.object;

import io.coffer.encryption.SegmentEncryptor;
import io.coffer.encryption.SegmentLayout;
import io.coffer.model.ObjectKey;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.metadata.Composition;
import io.coffer.server.metadata.Manifest;
import io.coffer.server.metadata.ObjectEncryption;
import io.coffer.server.metadata.ObjectFacts;
import io.coffer.server.metadata.ObjectNames;
import io.coffer.server.metadata.ObjectRecord;
import io.coffer.storage.BlobId;
import io.coffer.storage.Condition;
import io.coffer.storage.Entry;
import io.coffer.storage.Name;
import io.coffer.storage.Reader;
import io.coffer.storage.StorageException;
import io.coffer.storage.Writer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes the body of a version again, encrypted under a new data key, and puts it in the place of the old one if nobody
 * changed the version meanwhile. Everything that a client sees of it stays: slot, times, state, facts, and the extents'
 * numbers and lengths.
 */
final class BodyReencryption {
    private final ObjectStore store;
    private final ExtentStore extents;
    private final ExtentRewrite rewrite;

    BodyReencryption(ObjectStore store) {
        this.store = store;
        this.extents = new ExtentStore(store);
        this.rewrite = new ExtentRewrite(store);
    }

    /**
     * @param last the last thing before the new body takes the old one's place; its failure keeps it from that
     * @throws StorageException of kind CONFLICT or NOT_FOUND when somebody changed the version first
     */
    void apply(BucketSnapshot bucket, Entry entry, ObjectRecord record, EncryptionPlan.Encrypted plan, Runnable last) {
        ObjectKey key = ObjectNames.key(entry.name());
        ObjectFacts facts = store.cipher().openFacts(bucket, key, record);
        Version version = new Version(bucket, key, entry, record, facts, last);
        if (record.composition().isPresent()) {
            composed(version, record.composition().get(), plan);
        } else {
            whole(version, plan);
        }
    }

    private record Version(
            BucketSnapshot bucket, ObjectKey key, Entry entry, ObjectRecord record, ObjectFacts facts, Runnable last) {}

    private Reader open(Version version) {
        Reader reader = store.space(version.bucket()).open(version.entry().name());
        if (reader.entry().generation() != version.entry().generation()) {
            reader.close();
            throw new StorageException(StorageException.Kind.CONFLICT, "the version was changed meanwhile");
        }
        return reader;
    }

    private void whole(Version version, EncryptionPlan.Encrypted plan) {
        BucketSnapshot bucket = version.bucket();
        ObjectRecord before = version.record();
        try (Writer writer = store.space(bucket).begin(SegmentLayout.ciphertextLength(before.size()));
                NewDataKey made = store.cipher().generate(bucket, writer.blob(), plan);
                SegmentEncryptor encryptor = store.cipher()
                        .encryptor(
                                bucket,
                                writer.blob(),
                                ObjectCipher.ONLY_EXTENT,
                                made.key(),
                                plan.suite(),
                                writer::write);
                Reader reader = open(version);
                OpenBody body =
                        Bodies.open(store.cipher(), bucket, store.space(bucket), version.key(), before, reader);
                InputStream plaintext = body.range(0, before.size())) {
            ExtentRewrite.copy(
                    plaintext, encryptor, before.size(), version.facts().crc64());
            encryptor.finish();
            ObjectRecord after =
                    before.inBody(writer.blob(), store.cipher().untagged(bucket, writer.blob(), made.key(), plan));
            commit(version, after, writer, made);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void commit(Version version, ObjectRecord after, Writer writer, NewDataKey made) {
        made.recorded(after);
        StoredObject stored = store.versions()
                .finished(version.bucket(), version.key(), after, version.facts(), Optional.of(made.key()));
        made.requireOpen();
        version.last().run();
        store.commits()
                .write(
                        version.bucket(),
                        writer,
                        stored,
                        Condition.generation(version.entry().generation()));
    }

    private void composed(Version version, Composition composition, EncryptionPlan.Encrypted plan) {
        BlobId blob = BlobId.random();
        BlobId old = version.record().blob();
        try {
            store.writing(blob, () -> {
                writeComposed(version, composition, plan, blob);
                return blob;
            });
        } catch (RuntimeException failed) {
            // nothing refers to what was written so far, unless it is not known whether the record was
            if (!isUnknown(failed)) {
                extents.deleteAll(version.bucket(), blob);
            }
            throw failed;
        }
        if (!store.isReading(old) && !store.isWriting(old)) {
            extents.deleteAll(version.bucket(), old);
        }
    }

    private static boolean isUnknown(RuntimeException failed) {
        return failed instanceof StorageException failure && failure.kind() == StorageException.Kind.UNKNOWN_OUTCOME;
    }

    private void writeComposed(Version version, Composition composition, EncryptionPlan.Encrypted plan, BlobId blob) {
        BucketSnapshot bucket = version.bucket();
        try (NewDataKey made = store.cipher().generate(bucket, blob, plan);
                Source source = source(version, composition)) {
            ObjectEncryption envelope = store.cipher().untagged(bucket, blob, made.key(), plan);
            ExtentRewrite.Encrypted into = new ExtentRewrite.Encrypted(
                    new ExtentStore.Body(bucket, version.key(), blob, Optional.of(envelope)), made.key());
            List<Manifest.Extent> lines = new ArrayList<>();
            for (Manifest.Extent extent : source.manifest().extents()) {
                lines.add(written(version, source, extent, into));
            }
            Manifest manifest = new Manifest(lines);
            ObjectRecord after =
                    version.record().inBody(blob, envelope).composed(Optional.of(envelope), manifest.composition());
            byte[] bytes = manifest.toBytes();
            try (Writer writer = store.space(bucket).begin(bytes.length)) {
                writer.write(bytes, 0, bytes.length);
                commit(version, after, writer, made);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Manifest.Extent written(
            Version version, Source source, Manifest.Extent extent, ExtentRewrite.Encrypted into) throws IOException {
        BlobId old = version.record().blob();
        Name name = ObjectNames.extent(old, extent.number(), extent.serial());
        try (InputStream plaintext = source.of(extent)) {
            return rewrite.write(
                    plaintext, rewrite.record(version.bucket(), old, extent), name, old, into, Condition.ABSENT);
        }
    }

    /** The extents of the body as it is, opened one after the other. */
    private final class Source implements AutoCloseable {
        private final Version version;
        private final Manifest manifest;
        private final Optional<ComposedBody.Key> key;

        Source(Version version, Manifest manifest, Optional<ComposedBody.Key> key) {
            this.version = version;
            this.manifest = manifest;
            this.key = key;
        }

        Manifest manifest() {
            return manifest;
        }

        InputStream of(Manifest.Extent extent) throws IOException {
            ComposedBody body = new ComposedBody(
                    store.cipher(),
                    version.bucket(),
                    store.space(version.bucket()),
                    version.record().blob(),
                    new Manifest(List.of(extent)),
                    key);
            return body.range(0, extent.length());
        }

        @Override
        public void close() {
            key.ifPresent(opened -> opened.dataKey().close());
        }
    }

    private Source source(Version version, Composition composition) {
        try (Reader reader = open(version)) {
            Manifest manifest = Bodies.manifest(composition, reader);
            ObjectRecord record = version.record();
            return new Source(
                    version,
                    manifest,
                    record.encryption()
                            .map(envelope -> new ComposedBody.Key(
                                    envelope,
                                    store.cipher().openRecord(version.bucket(), version.key(), record, envelope))));
        }
    }
}
