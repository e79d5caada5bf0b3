package io.coffer.server.object;

import io.coffer.encryption.DataKey;
import io.coffer.model.ObjectKey;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.metadata.ExtentRecord;
import io.coffer.server.metadata.Manifest;
import io.coffer.server.metadata.ObjectEncryption;
import io.coffer.server.metadata.ObjectFacts;
import io.coffer.server.metadata.ObjectNames;
import io.coffer.server.metadata.UploadRecord;
import io.coffer.storage.BlobId;
import io.coffer.storage.Entry;
import io.coffer.storage.Name;
import io.coffer.storage.Page;
import java.util.Optional;

/** Inspects an upload under way and all parts that it has. */
final class UploadInspection {
    private static final int PAGE = 100;

    private final ObjectStore store;
    private final InspectionSink sink;
    private final ExtentInspection extents;

    UploadInspection(ObjectStore store, InspectionSink sink) {
        this.store = store;
        this.sink = sink;
        this.extents = new ExtentInspection(store, sink);
    }

    void inspect(BucketSnapshot bucket, Entry entry) {
        Inspected nameless = new Inspected(bucket, entry.name().toString(), "", sink);
        Optional<ObjectKey> key = nameless.step(Finding.Check.RECORD, () -> ObjectNames.key(entry.name()));
        key.ifPresent(of -> {
            Inspected upload = new Inspected(bucket, of.value(), "", sink);
            upload.step(Finding.Check.RECORD, () -> store.records().openUpload(bucket, entry))
                    .ifPresent(record -> inspect(upload, entry, record));
        });
    }

    private void inspect(Inspected upload, Entry entry, UploadRecord record) {
        upload.step(Finding.Check.FACTS, () -> facts(upload.bucket(), entry, record));
        Optional<ObjectEncryption> envelope = record.encryption();
        Optional<DataKey> dataKey = envelope.flatMap(of ->
                upload.step(Finding.Check.ENVELOPE, () -> store.cipher().unwrap(upload.bucket(), record.id(), of)));
        try {
            if (envelope.isEmpty() || dataKey.isPresent()) {
                inspectParts(upload, record.id(), dataKey.map(secret -> new ComposedBody.Key(envelope.get(), secret)));
            }
        } finally {
            dataKey.ifPresent(DataKey::close);
        }
        sink.inspected(InspectionSink.Kind.UPLOAD, envelope.isPresent());
    }

    private ObjectFacts facts(BucketSnapshot bucket, Entry entry, UploadRecord record) {
        return ObjectFacts.fromBytes(record.encryption()
                .map(envelope -> store.cipher()
                        .open(
                                bucket,
                                entry.name(),
                                ObjectCipher.Kind.UPLOAD,
                                record.id(),
                                envelope.wrappedKey().keyId(),
                                record.facts()))
                .orElse(record.facts()));
    }

    private void inspectParts(Inspected upload, BlobId blob, Optional<ComposedBody.Key> key) {
        Name after = Name.EMPTY;
        Page page;
        do {
            page = store.space(upload.bucket()).scan(ObjectNames.extents(blob), after, PAGE);
            for (Entry part : page.entries()) {
                after = part.name();
                upload.step(Finding.Check.EXTENT, () -> store.records().openExtent(upload.bucket(), part))
                        .ifPresent(record -> extents.inspect(upload, blob, line(part, record), key));
            }
        } while (page.more());
    }

    private static Manifest.Extent line(Entry part, ExtentRecord record) {
        return new Manifest.Extent(
                ObjectNames.number(part.name()), ObjectNames.serial(part.name()), record.length(), record.header());
    }
}
