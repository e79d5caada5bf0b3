package io.coffer.server.object;

import io.coffer.encryption.DataKey;
import io.coffer.model.ETag;
import io.coffer.model.ObjectKey;
import io.coffer.protocol.ContentMd5;
import io.coffer.protocol.Crc64;
import io.coffer.protocol.ObjectType;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.metadata.Composition;
import io.coffer.server.metadata.Manifest;
import io.coffer.server.metadata.ObjectEncryption;
import io.coffer.server.metadata.ObjectFacts;
import io.coffer.server.metadata.ObjectNames;
import io.coffer.server.metadata.ObjectRecord;
import io.coffer.storage.Entry;
import io.coffer.storage.Reader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Inspects one version of an object: everything that a read would check, and the digests as well. */
final class VersionInspection {
    private final ObjectStore store;
    private final InspectionSink sink;
    private final ExtentInspection extents;

    VersionInspection(ObjectStore store, InspectionSink sink) {
        this.store = store;
        this.sink = sink;
        this.extents = new ExtentInspection(store, sink);
    }

    void inspect(BucketSnapshot bucket, Entry entry) {
        Inspected nameless = new Inspected(bucket, entry.name().toString(), "", sink);
        Optional<ObjectKey> key = nameless.step(Finding.Check.RECORD, () -> ObjectNames.key(entry.name()));
        if (key.isEmpty()) {
            return;
        }
        Inspected unread = new Inspected(bucket, key.get().value(), "", sink);
        unread.step(Finding.Check.RECORD, () -> store.records().open(bucket, entry))
                .ifPresent(record -> inspect(bucket, key.get(), entry, record));
    }

    private void inspect(BucketSnapshot bucket, ObjectKey key, Entry entry, ObjectRecord record) {
        Inspected version =
                new Inspected(bucket, key.value(), record.versionId().value(), sink);
        version.require(
                Finding.Check.RECORD,
                ObjectRecords.name(key, record).equals(entry.name()),
                "the record is of another place");
        Optional<ObjectFacts> facts =
                version.step(Finding.Check.FACTS, () -> store.cipher().openFacts(bucket, key, record));
        switch (record.type()) {
            case DELETE_MARKER -> sink.inspected(InspectionSink.Kind.DELETE_MARKER, false);
            case SYMLINK -> {
                facts.ifPresent(of -> inspectLink(version, of));
                sink.inspected(InspectionSink.Kind.LINK, false);
            }
            case NORMAL, MULTIPART, APPENDABLE -> {
                inspectBody(version, key, entry, record, facts);
                sink.inspected(InspectionSink.Kind.VERSION, record.encryption().isPresent());
            }
        }
    }

    private static void inspectLink(Inspected version, ObjectFacts facts) {
        byte[] target = facts.symlinkTarget().orElse("").getBytes(StandardCharsets.UTF_8);
        boolean same =
                facts.etag().equals(ETag.ofMd5(ContentMd5.digestOf(target))) && facts.crc64() == Crc64.of(target);
        version.require(Finding.Check.DIGEST, same, "the digests of the link are not its target's");
    }

    private void inspectBody(
            Inspected version, ObjectKey key, Entry entry, ObjectRecord record, Optional<ObjectFacts> facts) {
        BucketSnapshot bucket = version.bucket();
        Optional<ObjectEncryption> envelope = record.encryption();
        Optional<DataKey> dataKey = envelope.flatMap(
                of -> version.step(Finding.Check.ENVELOPE, () -> store.cipher().openRecord(bucket, key, record, of)));
        try (Reader reader = store.space(bucket).open(entry.name())) {
            if (reader.entry().generation() != entry.generation()) {
                return;
            }
            if (envelope.isPresent() && dataKey.isEmpty()) {
                // its checksums at least
                version.step(Finding.Check.BODY, () -> drained(reader));
            } else if (record.composition().isPresent()) {
                inspectComposed(version, record, reader, dataKey, facts);
            } else {
                inspectWhole(version, record, reader, dataKey, facts);
            }
        } catch (RuntimeException unopened) {
            version.found(Finding.Check.BODY, String.valueOf(unopened.getMessage()));
        } finally {
            dataKey.ifPresent(DataKey::close);
        }
    }

    private static long drained(Reader reader) throws IOException {
        try (InputStream stored = reader.range(0, reader.entry().size())) {
            return stored.transferTo(OutputStream.nullOutputStream());
        }
    }

    private void inspectWhole(
            Inspected version,
            ObjectRecord record,
            Reader reader,
            Optional<DataKey> dataKey,
            Optional<ObjectFacts> facts) {
        Optional<PlaintextDigests> read = version.step(Finding.Check.BODY, () -> {
            try (InputStream plaintext = dataKey.isPresent()
                    ? store.cipher()
                            .whole(version.bucket(), record, record.encryption().orElseThrow(), dataKey.get(), reader)
                            .read(0, record.size())
                    : reader.range(0, reader.entry().size())) {
                return PlaintextDigests.of(plaintext, sink);
            }
        });
        read.ifPresent(found -> {
            version.require(Finding.Check.DIGEST, found.length() == record.size(), "the length is not the record's");
            facts.ifPresent(of -> {
                version.require(Finding.Check.DIGEST, found.crc64() == of.crc64(), "the CRC64 is not the facts'");
                version.require(
                        Finding.Check.DIGEST,
                        ETag.ofMd5(found.md5()).equals(of.etag()),
                        "the MD5 is not the facts' ETag");
            });
        });
    }

    private void inspectComposed(
            Inspected version,
            ObjectRecord record,
            Reader reader,
            Optional<DataKey> dataKey,
            Optional<ObjectFacts> facts) {
        Composition composition = record.composition().orElseThrow();
        Optional<Manifest> manifest = version.step(Finding.Check.MANIFEST, () -> Bodies.manifest(composition, reader));
        if (manifest.isEmpty()) {
            return;
        }
        Optional<ComposedBody.Key> key =
                dataKey.map(secret -> new ComposedBody.Key(record.encryption().orElseThrow(), secret));
        List<Optional<PlaintextDigests>> parts = new ArrayList<>();
        for (Manifest.Extent extent : manifest.get().extents()) {
            parts.add(extents.inspect(version, record.blob(), extent, key));
        }
        version.require(
                Finding.Check.DIGEST,
                manifest.get().length() == record.size(),
                "the length of the extents is not the record's");
        if (facts.isPresent() && parts.stream().allMatch(Optional::isPresent)) {
            compare(
                    version,
                    record,
                    facts.get(),
                    parts.stream().flatMap(Optional::stream).toList());
        }
    }

    private static void compare(
            Inspected version, ObjectRecord record, ObjectFacts facts, List<PlaintextDigests> parts) {
        long crc64 = 0;
        StringBuilder tags = new StringBuilder();
        for (PlaintextDigests part : parts) {
            crc64 = Crc64.combine(crc64, part.crc64(), part.length());
            tags.append(ETag.ofMd5(part.md5()).value());
        }
        version.require(Finding.Check.DIGEST, crc64 == facts.crc64(), "the CRC64 is not the facts'");
        if (record.type() == ObjectType.MULTIPART) {
            byte[] md5 = ContentMd5.digestOf(tags.toString().getBytes(StandardCharsets.US_ASCII));
            String expected = ETag.ofMd5(md5).value() + "-" + parts.size();
            version.require(
                    Finding.Check.DIGEST, expected.equals(facts.etag().value()), "the ETag is not that of the parts");
        }
    }
}
