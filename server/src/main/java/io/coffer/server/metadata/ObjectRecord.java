package io.coffer.server.metadata;

import io.coffer.encryption.CipherSuite;
import io.coffer.encryption.WrappedKey;
import io.coffer.model.ObjectAcl;
import io.coffer.model.SseAlgorithm;
import io.coffer.model.StorageClass;
import io.coffer.storage.BlobId;
import java.time.Instant;
import java.util.Optional;

/**
 * An object version as stored beside its body.
 *
 * @param blob the body it belongs to
 * @param modified whole seconds
 * @param size bytes of plaintext
 * @param bucketRevision the revision of the bucket's record under which it was written
 * @param facts {@link ObjectFacts}, sealed when the object is encrypted
 */
public record ObjectRecord(
        BlobId blob,
        Instant modified,
        long size,
        StorageClass storageClass,
        ObjectAcl acl,
        long bucketRevision,
        Optional<ObjectEncryption> encryption,
        byte[] facts) {
    private static final int FORMAT = 1;
    private static final int PLAIN = 0;
    private static final int ENCRYPTED = 1;

    public ObjectRecord withAcl(ObjectAcl newAcl) {
        return new ObjectRecord(blob, modified, size, storageClass, newAcl, bucketRevision, encryption, facts);
    }

    public byte[] toBytes() {
        RecordWriter out = new RecordWriter()
                .octet(FORMAT)
                .bytes(blob.bytes())
                .number(modified.getEpochSecond())
                .number(size)
                .text(storageClass.wire())
                .text(acl.wire())
                .number(bucketRevision)
                .octet(encryption.isPresent() ? ENCRYPTED : PLAIN);
        encryption.ifPresent(envelope -> write(out, envelope));
        return out.bytes(facts).toBytes();
    }

    public static ObjectRecord fromBytes(byte[] bytes) {
        return RecordReader.read(bytes, in -> {
            require(in.octet() == FORMAT);
            return new ObjectRecord(
                    new BlobId(in.bytes()),
                    Instant.ofEpochSecond(in.number()),
                    in.number(),
                    StorageClass.fromWire(in.text()).orElseThrow(IllegalArgumentException::new),
                    ObjectAcl.fromWire(in.text()).orElseThrow(IllegalArgumentException::new),
                    in.number(),
                    readEncryption(in),
                    in.bytes());
        });
    }

    private static void write(RecordWriter out, ObjectEncryption envelope) {
        out.text(envelope.algorithm().name())
                .octet(envelope.suite().code())
                .text(envelope.wrappedKey().keyId())
                .number(envelope.wrappedKey().keyVersion())
                .bytes(envelope.wrappedKey().ciphertext())
                .bytes(envelope.commitment())
                .bytes(envelope.recordTag());
    }

    private static Optional<ObjectEncryption> readEncryption(RecordReader in) {
        int kind = in.octet();
        require(kind == PLAIN || kind == ENCRYPTED);
        if (kind == PLAIN) {
            return Optional.empty();
        }
        return Optional.of(new ObjectEncryption(
                SseAlgorithm.fromWire(in.text()).orElseThrow(IllegalArgumentException::new),
                CipherSuite.fromCode(in.octet()),
                new WrappedKey(in.text(), Math.toIntExact(in.number()), in.bytes()),
                in.bytes(),
                in.bytes()));
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("unknown format of an object record");
        }
    }
}
