package io.coffer.server.metadata;

import io.coffer.storage.BlobId;
import java.time.Instant;
import java.util.Optional;

/**
 * A multipart upload under way.
 *
 * @param id also the blob id that its parts are named by and that the object will have
 * @param initiated milliseconds
 * @param state as the object will begin
 * @param sequential whether parts must come in order
 * @param forbidOverwrite whether an object of that name must not exist when it completes
 * @param encryption without a record tag: that is made when the upload completes
 * @param facts {@link ObjectFacts} without digests, sealed when the object is encrypted
 */
@SuppressWarnings("ArrayRecordComponent") // passed along, never compared
public record UploadRecord(
        BlobId id,
        Instant initiated,
        ObjectState state,
        boolean sequential,
        boolean forbidOverwrite,
        long bucketRevision,
        Optional<ObjectEncryption> encryption,
        byte[] facts) {
    static final int FORMAT = 2;
    /** Read still: its envelopes have no context. */
    private static final int BEFORE_CONTEXTS = 1;

    /** The same upload under another key or cipher. */
    public UploadRecord under(ObjectEncryption envelope, byte[] sealedFacts) {
        return new UploadRecord(
                id, initiated, state, sequential, forbidOverwrite, bucketRevision, Optional.of(envelope), sealedFacts);
    }

    public byte[] toBytes() {
        RecordWriter out = new RecordWriter().octet(FORMAT).bytes(id.bytes()).time(initiated);
        state.write(out);
        out.octet(sequential ? 1 : 0)
                .octet(forbidOverwrite ? 1 : 0)
                .number(bucketRevision)
                .octet(encryption.isPresent() ? 1 : 0);
        encryption.ifPresent(envelope -> ObjectRecord.write(out, envelope));
        return out.bytes(facts).toBytes();
    }

    public static UploadRecord fromBytes(byte[] bytes) {
        return RecordReader.read(bytes, in -> {
            int format = in.octet();
            if (format != FORMAT && format != BEFORE_CONTEXTS) {
                throw new IllegalArgumentException("unknown format of an upload");
            }
            return new UploadRecord(
                    new BlobId(in.bytes()),
                    in.time(),
                    ObjectState.read(in),
                    in.octet() == 1,
                    in.octet() == 1,
                    in.number(),
                    ObjectRecord.readEncryption(in, format == FORMAT),
                    in.bytes());
        });
    }
}
