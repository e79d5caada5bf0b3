package io.coffer.server.metadata;

import io.coffer.encryption.CipherSuite;
import io.coffer.encryption.WrappedKey;
import io.coffer.model.EncryptionContext;
import io.coffer.model.ObjectAcl;
import io.coffer.model.Restoration;
import io.coffer.model.Retention;
import io.coffer.model.SseAlgorithm;
import io.coffer.model.StorageClass;
import io.coffer.model.VersionId;
import io.coffer.protocol.ObjectType;
import io.coffer.storage.BlobId;
import java.time.Instant;
import java.util.Optional;

/**
 * A version of an object as stored beside its body.
 *
 * @param slot where among the key's versions it is stored
 * @param blob the body it belongs to: the entry's own, or, for a composed body, what its extents are named by
 * @param modified whole seconds
 * @param size bytes of plaintext
 * @param state what can change later
 * @param bucketRevision the revision of the bucket's record under which it was written
 * @param composition for a body of several extents
 * @param facts {@link ObjectFacts}, sealed when the object is encrypted
 */
@SuppressWarnings("ArrayRecordComponent") // passed along, never compared
public record ObjectRecord(
        ObjectType type,
        Slot slot,
        BlobId blob,
        Instant modified,
        long size,
        ObjectState state,
        long bucketRevision,
        Optional<ObjectEncryption> encryption,
        Optional<Composition> composition,
        byte[] facts) {
    static final int FORMAT = 3;
    /** Read still: its envelopes have no context. */
    private static final int BEFORE_CONTEXTS = 2;

    private static final int PLAIN = 0;
    private static final int ENCRYPTED = 1;

    /**
     * The place of a version among those of its key.
     *
     * @param sequence 0 for the one place in a bucket that never had versions, else from 1 and rising
     * @param versionId null in place 0, and for what is written while versioning is suspended
     */
    public record Slot(long sequence, VersionId versionId) {
        public static final Slot ONLY = new Slot(0, VersionId.NULL);
    }

    public boolean isDeleteMarker() {
        return type == ObjectType.DELETE_MARKER;
    }

    public VersionId versionId() {
        return slot.versionId();
    }

    public StorageClass storageClass() {
        return state.storageClass();
    }

    public ObjectAcl acl() {
        return state.acl();
    }

    public Optional<Restoration> restoration() {
        return state.restoration();
    }

    public Optional<Retention> retention() {
        return state.retention();
    }

    public boolean legalHold() {
        return state.legalHold();
    }

    public Optional<Instant> lastAccess() {
        return state.lastAccess();
    }

    public ObjectRecord withState(ObjectState changed) {
        return new ObjectRecord(
                type, slot, blob, modified, size, changed, bucketRevision, encryption, composition, facts);
    }

    public ObjectRecord withEncryption(ObjectEncryption changed) {
        return new ObjectRecord(
                type, slot, blob, modified, size, state, bucketRevision, Optional.of(changed), composition, facts);
    }

    /** The same version with its content in another body. */
    public ObjectRecord inBody(BlobId other, ObjectEncryption envelope) {
        return new ObjectRecord(
                type, slot, other, modified, size, state, bucketRevision, Optional.of(envelope), composition, facts);
    }

    /** Of several extents. */
    public ObjectRecord composed(Optional<ObjectEncryption> envelope, Composition composed) {
        return new ObjectRecord(
                type, slot, blob, modified, size, state, bucketRevision, envelope, Optional.of(composed), facts);
    }

    public ObjectRecord withFacts(byte[] changed) {
        return new ObjectRecord(
                type, slot, blob, modified, size, state, bucketRevision, encryption, composition, changed);
    }

    public byte[] toBytes() {
        RecordWriter out = new RecordWriter()
                .octet(FORMAT)
                .octet(code(type))
                .number(slot.sequence())
                .text(slot.versionId().value())
                .bytes(blob.bytes())
                .number(modified.getEpochSecond())
                .number(size);
        state.write(out);
        out.number(bucketRevision).octet(encryption.isPresent() ? ENCRYPTED : PLAIN);
        encryption.ifPresent(envelope -> write(out, envelope));
        out.octet(composition.isPresent() ? 1 : 0);
        composition.ifPresent(composed -> out.number(composed.extentCount()).bytes(composed.root()));
        return out.bytes(facts).toBytes();
    }

    public static ObjectRecord fromBytes(byte[] bytes) {
        return RecordReader.read(bytes, in -> {
            int format = in.octet();
            require(format == FORMAT || format == BEFORE_CONTEXTS);
            return new ObjectRecord(
                    type(in.octet()),
                    new Slot(in.number(), new VersionId(in.text())),
                    new BlobId(in.bytes()),
                    Instant.ofEpochSecond(in.number()),
                    in.number(),
                    ObjectState.read(in),
                    in.number(),
                    readEncryption(in, format == FORMAT),
                    in.optional(() -> new Composition(in.number(), in.bytes())),
                    in.bytes());
        });
    }

    /** Stored codes: never changed once in use. */
    private static int code(ObjectType type) {
        return switch (type) {
            case NORMAL -> 1;
            case MULTIPART -> 2;
            case APPENDABLE -> 3;
            case SYMLINK -> 4;
            case DELETE_MARKER -> 5;
        };
    }

    private static ObjectType type(int code) {
        for (ObjectType type : ObjectType.values()) {
            if (code(type) == code) {
                return type;
            }
        }
        throw new IllegalArgumentException("unknown type of object");
    }

    static void write(RecordWriter out, ObjectEncryption envelope) {
        out.text(envelope.algorithm().name())
                .octet(envelope.suite().code())
                .text(envelope.wrappedKey().keyId())
                .number(envelope.wrappedKey().keyVersion())
                .bytes(envelope.wrappedKey().ciphertext())
                .bytes(envelope.commitment())
                .bytes(envelope.recordTag())
                .pairs(envelope.context().pairs());
    }

    /** @param hasContext whether the format has the caller's context */
    static Optional<ObjectEncryption> readEncryption(RecordReader in, boolean hasContext) {
        int kind = in.octet();
        require(kind == PLAIN || kind == ENCRYPTED);
        if (kind == PLAIN) {
            return Optional.empty();
        }
        SseAlgorithm algorithm = SseAlgorithm.fromWire(in.text()).orElseThrow(IllegalArgumentException::new);
        CipherSuite suite = CipherSuite.fromCode(in.octet());
        WrappedKey wrappedKey = new WrappedKey(in.text(), Math.toIntExact(in.number()), in.bytes());
        byte[] commitment = in.bytes();
        byte[] recordTag = in.bytes();
        EncryptionContext context = hasContext ? new EncryptionContext(in.pairs()) : EncryptionContext.NONE;
        return Optional.of(new ObjectEncryption(algorithm, suite, wrappedKey, context, commitment, recordTag));
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("unknown format of an object record");
        }
    }
}
