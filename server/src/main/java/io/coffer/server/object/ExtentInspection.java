package io.coffer.server.object;

import io.coffer.server.metadata.ExtentRecord;
import io.coffer.server.metadata.Manifest;
import io.coffer.server.metadata.ObjectNames;
import io.coffer.storage.BlobId;
import io.coffer.storage.Name;
import io.coffer.storage.Reader;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/** Inspects an extent that an object or an upload has. */
final class ExtentInspection {
    private final ObjectStore store;
    private final InspectionSink sink;

    ExtentInspection(ObjectStore store, InspectionSink sink) {
        this.store = store;
        this.sink = sink;
    }

    /** @return what its plaintext comes to; empty when it cannot be read */
    Optional<PlaintextDigests> inspect(
            Inspected owner, BlobId blob, Manifest.Extent extent, Optional<ComposedBody.Key> key) {
        Name name = ObjectNames.extent(blob, extent.number(), extent.serial());
        return owner.step(
                        Finding.Check.EXTENT, () -> store.space(owner.bucket()).open(name))
                .flatMap(reader -> {
                    try (reader) {
                        return inspect(owner, blob, extent, key, reader);
                    }
                });
    }

    private Optional<PlaintextDigests> inspect(
            Inspected owner, BlobId blob, Manifest.Extent extent, Optional<ComposedBody.Key> key, Reader reader) {
        String which = "extent " + extent.number();
        Optional<ExtentRecord> record =
                owner.step(Finding.Check.EXTENT, () -> store.records().openExtent(owner.bucket(), reader.entry()));
        record.ifPresent(of -> owner.require(
                Finding.Check.EXTENT,
                of.length() == extent.length() && Arrays.equals(of.header(), extent.header()),
                which + " is not the one in the list"));
        Optional<PlaintextDigests> read = owner.step(Finding.Check.BODY, () -> {
            try (InputStream plaintext = key.isPresent()
                    ? store.cipher()
                            .extent(
                                    owner.bucket(),
                                    blob,
                                    key.get().envelope(),
                                    key.get().dataKey(),
                                    extent,
                                    reader)
                            .read(0, extent.length())
                    : reader.range(0, reader.entry().size())) {
                return PlaintextDigests.of(plaintext, sink);
            }
        });
        if (record.isPresent() && read.isPresent()) {
            Optional<byte[]> kept = owner.step(
                    Finding.Check.FACTS, () -> digests(owner, reader.entry().name(), blob, record.get()));
            kept.map(ExtentRecord.Digests::fromBytes).ifPresent(digests -> {
                boolean same = digests.crc64() == read.get().crc64()
                        && Arrays.equals(digests.md5(), read.get().md5())
                        && read.get().length() == extent.length();
                owner.require(Finding.Check.DIGEST, same, "the digests of " + which + " are not its content's");
            });
        }
        return read;
    }

    private byte[] digests(Inspected owner, Name name, BlobId blob, ExtentRecord record) {
        return record.protection()
                .map(by -> store.cipher()
                        .open(owner.bucket(), name, ObjectCipher.Kind.EXTENT, blob, by.keyId(), record.digests()))
                .orElse(record.digests());
    }
}
