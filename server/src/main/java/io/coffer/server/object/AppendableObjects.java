package io.coffer.server.object;

import io.coffer.encryption.DataKey;
import io.coffer.model.ETag;
import io.coffer.model.ObjectKey;
import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.VersionId;
import io.coffer.protocol.ContentMd5;
import io.coffer.protocol.Crc64;
import io.coffer.protocol.ObjectType;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.metadata.Manifest;
import io.coffer.server.metadata.ObjectEncryption;
import io.coffer.server.metadata.ObjectFacts;
import io.coffer.server.metadata.ObjectRecord;
import io.coffer.storage.BlobId;
import io.coffer.storage.Condition;
import io.coffer.storage.Reader;
import io.coffer.storage.StorageException;
import io.coffer.storage.Writer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/**
 * Objects that grow. Each append is an extent of its own, written before the record; the record then takes the list with
 * it, under the condition that nothing came between. The append that comes too late is told where the end is now.
 */
public final class AppendableObjects {
    private final ObjectStore store;
    private final ExtentStore extents;

    public AppendableObjects(ObjectStore store) {
        this.store = store;
        this.extents = new ExtentStore(store);
    }

    /**
     * Appends, or makes the object when there is none.
     *
     * @param first makes the object that a first append begins; not asked later, as later appends change no metadata
     * @throws OssException PositionNotEqualToLength, ObjectNotAppendable or AppendSealedObjectNotAllowed
     */
    public StoredObject append(
            BucketSnapshot bucket,
            ObjectKey key,
            long position,
            Function<Optional<ObjectRecord>, NewObject> first,
            IncomingBody incoming) {
        Optional<FoundVersion> found = store.index()
                .current(bucket, key)
                .filter(version -> !version.record().isDeleteMarker());
        requireAppendable(found, position);
        found.ifPresent(version -> ArchivedObjects.requireReadable(
                bucket, key, version.record(), store.versions().now()));
        NewObject object = first.apply(found.map(FoundVersion::record));
        return found.isPresent() ? appendTo(bucket, key, found.get(), incoming) : begin(bucket, key, object, incoming);
    }

    private static void requireAppendable(Optional<FoundVersion> found, long position) {
        if (found.isPresent() && found.get().record().type() != ObjectType.APPENDABLE) {
            throw OssError.OBJECT_NOT_APPENDABLE.exception();
        }
        if (found.filter(version -> version.record().state().sealed().isPresent())
                .isPresent()) {
            throw OssError.APPEND_SEALED_OBJECT.exception();
        }
        long end = found.map(version -> version.record().size()).orElse(0L);
        if (position != end) {
            throw notAtEnd(end);
        }
    }

    private static OssException notAtEnd(long end) {
        return OssError.POSITION_NOT_EQUAL_TO_LENGTH
                .exception()
                .header("x-oss-next-append-position", Long.toString(end));
    }

    private StoredObject begin(BucketSnapshot bucket, ObjectKey key, NewObject object, IncomingBody incoming) {
        BlobId blob = BlobId.random();
        return switch (object.plan()) {
            case EncryptionPlan.None none ->
                begin(
                        new ExtentStore.Body(bucket, key, blob, Optional.empty()),
                        object,
                        incoming,
                        Optional.empty(),
                        () -> {});
            case EncryptionPlan.Encrypted plan -> {
                try (NewDataKey made = store.cipher().generate(bucket, blob, plan)) {
                    ObjectEncryption envelope = store.cipher().untagged(bucket, blob, made.key(), plan);
                    yield made.recorded(begin(
                            new ExtentStore.Body(bucket, key, blob, Optional.of(envelope)),
                            object,
                            incoming,
                            Optional.of(made.key()),
                            made::requireOpen));
                }
            }
        };
    }

    private StoredObject begin(
            ExtentStore.Body body,
            NewObject object,
            IncomingBody incoming,
            Optional<DataKey> dataKey,
            Runnable beforeCommit) {
        return store.writing(body.blob(), () -> {
            ExtentStore.Written written = write(body, 1, incoming, dataKey);
            Manifest manifest = new Manifest(List.of(line(written)));
            ObjectFacts facts =
                    object.facts(etag("", written), written.digests().crc64());
            try (Writer writer = manifestWriter(body.bucket(), manifest)) {
                beforeCommit.run();
                return store.commits()
                        .commitFirst(
                                body.bucket(),
                                body.key(),
                                writer,
                                slot -> store.versions()
                                        .finished(
                                                body.bucket(),
                                                body.key(),
                                                store.versions()
                                                        .bare(
                                                                ObjectType.APPENDABLE,
                                                                slot,
                                                                body.blob(),
                                                                manifest.length(),
                                                                object.state(),
                                                                body.bucket().revision())
                                                        .composed(body.encryption(), manifest.composition()),
                                                facts,
                                                dataKey))
                        .orElseThrow(() -> late(body.bucket(), body.key()));
            }
        });
    }

    private StoredObject appendTo(BucketSnapshot bucket, ObjectKey key, FoundVersion found, IncomingBody incoming) {
        ObjectRecord record = found.record();
        ExtentStore.Body body = new ExtentStore.Body(bucket, key, record.blob(), record.encryption());
        if (record.encryption().isEmpty()) {
            return appendTo(body, found, incoming, Optional.empty());
        }
        try (DataKey dataKey = store.cipher()
                .openRecord(bucket, key, record, record.encryption().get())) {
            return appendTo(body, found, incoming, Optional.of(dataKey));
        }
    }

    private StoredObject appendTo(
            ExtentStore.Body body, FoundVersion found, IncomingBody incoming, Optional<DataKey> dataKey) {
        ObjectRecord before = found.record();
        ObjectFacts facts = store.cipher().openFacts(body.bucket(), body.key(), before);
        return store.writing(body.blob(), () -> {
            Optional<Manifest> soFar = manifest(body, found);
            if (soFar.isEmpty()) {
                return again(body, found, facts, incoming);
            }
            long number = soFar.get().extents().getLast().number() + 1;
            ExtentStore.Written written = write(body, number, incoming, dataKey);
            if (before.size() + written.record().length() > IncomingBody.MAX_LENGTH) {
                extents.delete(body.bucket(), body.blob(), number, written.serial());
                throw OssError.ENTITY_TOO_LARGE.exception();
            }
            List<Manifest.Extent> lines = new ArrayList<>(soFar.get().extents());
            lines.add(line(written));
            Manifest manifest = new ExtentMerge(store, this::write).shortened(body, new Manifest(lines), dataKey);
            ObjectFacts changed = facts.withDigests(
                    etag(facts.etag().value(), written),
                    Crc64.combine(
                            facts.crc64(),
                            written.digests().crc64(),
                            written.digests().length()));
            return commit(body, found, manifest, changed, dataKey)
                    .orElseGet(() -> again(body, found, facts, written, dataKey));
        });
    }

    /** Appends once more what is stored already, read back from its extent. */
    private StoredObject again(
            ExtentStore.Body body,
            FoundVersion found,
            ObjectFacts facts,
            ExtentStore.Written written,
            Optional<DataKey> dataKey) {
        Manifest own = new Manifest(List.of(line(written)));
        Optional<ComposedBody.Key> key =
                dataKey.map(secret -> new ComposedBody.Key(body.encryption().orElseThrow(), secret));
        ComposedBody stored =
                new ComposedBody(store.cipher(), body.bucket(), store.space(body.bucket()), body.blob(), own, key);
        try (InputStream bytes = stored.range(0, own.length())) {
            return again(body, found, facts, new IncomingBody(bytes, OptionalLong.of(own.length()), Optional.empty()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The record moved. Whoever moved it counts only if the content did: its key or its ACL may be another one. */
    private StoredObject again(ExtentStore.Body body, FoundVersion found, ObjectFacts facts, IncomingBody incoming) {
        FoundVersion now = store.index()
                .current(body.bucket(), body.key())
                .filter(version -> isSame(body, found, facts, version))
                .orElseThrow(() -> late(body.bucket(), body.key()));
        requireAppendable(Optional.of(now), found.record().size());
        return appendTo(body.bucket(), body.key(), now, incoming);
    }

    private boolean isSame(ExtentStore.Body body, FoundVersion found, ObjectFacts facts, FoundVersion now) {
        ObjectRecord record = now.record();
        return record.type() == ObjectType.APPENDABLE
                && record.slot().equals(found.record().slot())
                && record.size() == found.record().size()
                && store.cipher()
                        .openFacts(body.bucket(), body.key(), record)
                        .etag()
                        .equals(facts.etag());
    }

    /** The serial is random: appends that race must not meet under one name. */
    private ExtentStore.Written write(
            ExtentStore.Body body, long number, IncomingBody incoming, Optional<DataKey> dataKey) {
        long serial = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
        return dataKey.isPresent()
                ? extents.writeEncrypted(body, number, () -> serial, incoming, dataKey.get())
                : extents.write(body, number, () -> serial, incoming);
    }

    private static Manifest.Extent line(ExtentStore.Written written) {
        return new Manifest.Extent(
                written.number(),
                written.serial(),
                written.record().length(),
                written.record().header());
    }

    /** Not the content's MD5: OSS promises none either. It changes with every append. */
    private static ETag etag(String before, ExtentStore.Written written) {
        String text = before + ETag.ofMd5(written.digests().md5()).value();
        return ETag.ofMd5(ContentMd5.digestOf(text.getBytes(StandardCharsets.US_ASCII)));
    }

    /** Empty when the record moved. */
    private Optional<Manifest> manifest(ExtentStore.Body body, FoundVersion found) {
        try (Reader reader = store.space(body.bucket()).open(found.entry().name())) {
            if (reader.entry().generation() != found.entry().generation()) {
                return Optional.empty();
            }
            return Optional.of(Bodies.manifest(found.record().composition().orElseThrow(), reader));
        } catch (StorageException gone) {
            throw gone.kind() == StorageException.Kind.NOT_FOUND ? late(body.bucket(), body.key()) : gone;
        }
    }

    private Writer manifestWriter(BucketSnapshot bucket, Manifest manifest) {
        byte[] bytes = manifest.toBytes();
        Writer writer = store.space(bucket).begin(bytes.length);
        writer.write(bytes, 0, bytes.length);
        return writer;
    }

    /** @return empty when the record moved */
    private Optional<StoredObject> commit(
            ExtentStore.Body body,
            FoundVersion found,
            Manifest manifest,
            ObjectFacts facts,
            Optional<DataKey> dataKey) {
        ObjectRecord before = found.record();
        ObjectRecord grown = store.versions()
                .bare(
                        ObjectType.APPENDABLE,
                        before.slot(),
                        body.blob(),
                        manifest.length(),
                        before.state(),
                        before.bucketRevision())
                .composed(body.encryption(), manifest.composition());
        StoredObject version = store.versions().finished(body.bucket(), body.key(), grown, facts, dataKey);
        try (Writer writer = manifestWriter(body.bucket(), manifest)) {
            return Optional.of(store.commits()
                    .write(
                            body.bucket(),
                            writer,
                            version,
                            Condition.generation(found.entry().generation())));
        } catch (StorageException moved) {
            if (moved.kind() != StorageException.Kind.CONFLICT) {
                throw moved;
            }
            return Optional.empty();
        }
    }

    /** Another request came first. */
    private OssException late(BucketSnapshot bucket, ObjectKey key) {
        Optional<ObjectRecord> now = store.index()
                .current(bucket, key)
                .map(FoundVersion::record)
                .filter(record -> record.type() == ObjectType.APPENDABLE);
        return notAtEnd(now.map(ObjectRecord::size).orElse(0L));
    }

    /**
     * Closes an object for further appends.
     *
     * @throws OssException PositionNotEqualToLength, or MethodNotAllowed for what cannot be appended to
     */
    public Instant seal(BucketSnapshot bucket, ObjectKey key, long position) {
        ObjectRecord record = store.requireRecord(bucket, key, Optional.empty());
        if (record.type() != ObjectType.APPENDABLE) {
            throw OssError.METHOD_NOT_ALLOWED
                    .with("Method", "POST")
                    .and("ResourceType", record.type().wire());
        }
        Instant now = store.versions().now().truncatedTo(ChronoUnit.SECONDS);
        Optional<VersionId> version = Optional.of(record.versionId());
        ObjectRecord sealed = store.changeRecord(bucket, key, version, current -> {
            if (current.size() != position) {
                throw notAtEnd(current.size());
            }
            return current.state().sealed().isPresent()
                    ? current
                    : current.withState(current.state().withSealed(now));
        });
        return sealed.state().sealed().orElse(now);
    }
}
