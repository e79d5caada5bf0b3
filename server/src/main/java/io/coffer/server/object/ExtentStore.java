package io.coffer.server.object;

import io.coffer.encryption.DataKey;
import io.coffer.encryption.SegmentEncryptor;
import io.coffer.encryption.SegmentLayout;
import io.coffer.model.ObjectKey;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.metadata.ExtentRecord;
import io.coffer.server.metadata.ObjectEncryption;
import io.coffer.server.metadata.ObjectNames;
import io.coffer.storage.BlobId;
import io.coffer.storage.Condition;
import io.coffer.storage.Entry;
import io.coffer.storage.Name;
import io.coffer.storage.Page;
import io.coffer.storage.Space;
import io.coffer.storage.Writer;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** Writes and lists the extents of composed bodies. */
final class ExtentStore {
    private static final long UNKNOWN_SIZE = -1;
    private static final int PAGE = 1000;

    private final ObjectStore store;
    private final KeyLocks locks = new KeyLocks();

    ExtentStore(ObjectStore store) {
        this.store = store;
    }

    /**
     * What the extents of one body have in common.
     *
     * @param encryption of the whole body
     */
    record Body(BucketSnapshot bucket, ObjectKey key, BlobId blob, Optional<ObjectEncryption> encryption) {}

    /** An extent that is stored. */
    record Written(long number, long serial, ExtentRecord record, IncomingBody.Digests digests) {}

    /** @param serial asked for when the bytes are written, while no other upload of the number is */
    Written write(Body body, long number, LongSupplier serial, IncomingBody incoming) {
        if (body.encryption().isEmpty()) {
            return writePlain(body, number, serial, incoming);
        }
        try (DataKey dataKey = store.cipher()
                .unwrap(body.bucket(), body.blob(), body.encryption().get())) {
            return writeEncrypted(body, number, serial, incoming, dataKey);
        }
    }

    private Written writePlain(Body body, long number, LongSupplier serial, IncomingBody incoming) {
        try (Writer writer = store.space(body.bucket()).begin(incoming.length().orElse(UNKNOWN_SIZE))) {
            IncomingBody.Digests digests = incoming.readInto(store.md5(), IncomingBody.into(writer));
            return commit(body, number, serial, writer, digests, new byte[0]);
        }
    }

    Written writeEncrypted(Body body, long number, LongSupplier serial, IncomingBody incoming, DataKey dataKey) {
        CiphertextHeader header = new CiphertextHeader();
        try (Writer writer = store.space(body.bucket()).begin(ciphertextLength(incoming.length()));
                SegmentEncryptor encryptor = store.cipher()
                        .encryptor(
                                body.bucket(),
                                body.blob(),
                                number,
                                dataKey,
                                body.encryption().orElseThrow().suite(),
                                (bytes, offset, length) -> {
                                    header.take(bytes, offset, length);
                                    writer.write(bytes, offset, length);
                                })) {
            IncomingBody.Digests digests = incoming.readInto(store.md5(), IncomingBody.into(encryptor));
            encryptor.finish();
            return commit(body, number, serial, writer, digests, header.bytes());
        }
    }

    private static long ciphertextLength(OptionalLong plaintext) {
        return plaintext.isPresent() ? SegmentLayout.ciphertextLength(plaintext.getAsLong()) : UNKNOWN_SIZE;
    }

    private Written commit(
            Body body, long number, LongSupplier serial, Writer writer, IncomingBody.Digests digests, byte[] header) {
        return locks.holding(body.bucket(), new Place(body.blob(), number), () -> {
            long chosen = serial.getAsLong();
            Name name = ObjectNames.extent(body.blob(), number, chosen);
            ExtentRecord record = new ExtentRecord(
                    body.key().value(),
                    store.versions().now().truncatedTo(ChronoUnit.MILLIS),
                    digests.length(),
                    header,
                    seal(body, name, digests),
                    body.encryption()
                            .map(envelope -> new ExtentRecord.Protection(
                                    envelope.suite(), envelope.wrappedKey().keyId())));
            store.space(body.bucket())
                    .commit(writer, name, store.records().seal(body.bucket(), name, record), Condition.ABSENT);
            return new Written(number, chosen, record, digests);
        });
    }

    private record Place(BlobId blob, long number) {}

    private byte[] seal(Body body, Name name, IncomingBody.Digests digests) {
        byte[] bytes = new ExtentRecord.Digests(digests.md5(), digests.crc64()).toBytes();
        return body.encryption()
                .map(envelope -> store.cipher()
                        .seal(
                                body.bucket(),
                                name,
                                ObjectCipher.Kind.EXTENT,
                                body.blob(),
                                envelope.wrappedKey().keyId(),
                                bytes))
                .orElse(bytes);
    }

    /** One more than the latest upload of that number. */
    long nextSerial(BucketSnapshot bucket, BlobId blob, long number) {
        return store.space(bucket).scan(ObjectNames.extents(blob, number), Name.EMPTY, 1).entries().stream()
                        .findFirst()
                        .map(entry -> ObjectNames.serial(entry.name()))
                        .orElse(0L)
                + 1;
    }

    /** The latest of each number, in order, after one number. */
    List<Part> latest(Body body, long after, int limit) {
        List<Part> parts = new ArrayList<>();
        Space space = store.space(body.bucket());
        Name cursor = after == 0 ? Name.EMPTY : ObjectNames.afterExtents(body.blob(), after);
        try (ObjectCipher.Facts facts = store.cipher().factsOf(body.bucket())) {
            boolean more = true;
            while (more && parts.size() < limit) {
                Page page = space.scan(ObjectNames.extents(body.blob()), cursor, Math.min(PAGE, limit + 1));
                more = page.more();
                for (Entry entry : page.entries()) {
                    cursor = entry.name();
                    long number = ObjectNames.number(entry.name());
                    boolean older = !parts.isEmpty() && parts.getLast().number() == number;
                    if (!older && parts.size() < limit) {
                        parts.add(part(body, entry, facts));
                    }
                }
            }
        }
        return parts;
    }

    private Part part(Body body, Entry entry, ObjectCipher.Facts facts) {
        ExtentRecord record = store.records().openExtent(body.bucket(), entry);
        byte[] digests = record.protection()
                .map(by -> facts.ofExtent(entry.name(), body.blob(), by.keyId(), record.digests())
                        .orElseGet(() -> opaque(body)))
                .orElse(record.digests());
        return new Part(
                Math.toIntExact(ObjectNames.number(entry.name())),
                ObjectNames.serial(entry.name()),
                record,
                ExtentRecord.Digests.fromBytes(digests));
    }

    /** Stands for what cannot be opened now, so that a listing can go on. */
    private static byte[] opaque(Body body) {
        return new ExtentRecord.Digests(body.blob().bytes(), 0).toBytes();
    }

    /** Whether the digests are the part's own. */
    static boolean isOpaque(Body body, Part part) {
        return Arrays.equals(part.digests().md5(), body.blob().bytes());
    }

    void delete(BucketSnapshot bucket, BlobId blob, long number, long serial) {
        store.space(bucket).delete(ObjectNames.extent(blob, number, serial), Condition.ANY);
    }

    /** Frees all extents of a blob that has neither upload nor object. */
    void deleteAll(BucketSnapshot bucket, BlobId blob) {
        Space space = store.space(bucket);
        Page page;
        do {
            page = space.scan(ObjectNames.extents(blob), Name.EMPTY, PAGE);
            page.entries().forEach(entry -> space.delete(entry.name(), Condition.ANY));
        } while (page.more());
    }
}
