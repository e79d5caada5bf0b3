package io.coffer.server.metadata;

import io.coffer.encryption.CipherSuite;
import io.coffer.model.SseAlgorithm;
import io.coffer.storage.Name;
import java.util.Arrays;
import java.util.Optional;

/**
 * How something in a bucket's space is protected, as far as the encryption ledger tells one from another. Its name leads
 * with the space, so that the classes of a bucket lie together:
 *
 * <pre>
 * space(text) kind(1) format(1) protection(1) [algorithm(1) [text] suite(1) keyId(text) keyVersion(8)]
 * </pre>
 *
 * @param space of the bucket, also for what is kept elsewhere
 */
public record LedgerClass(String space, Kind kind, int format, Optional<Protection> protection) {
    /** What is counted. */
    public enum Kind {
        /** A version of an object that has content. */
        VERSION(1),
        /** An upload under way; the bytes of its parts are not counted here. */
        UPLOAD(2),
        /** A symbolic link, which has no content and is never encrypted. */
        LINK(3),
        /** A record that cannot be read. */
        UNREADABLE(4),
        /** A key that seals what is known about a bucket's objects; it has no bytes of its own. */
        ATTRIBUTE_KEY(6),
        /** What has no content of its own, as delete markers, extents and control records; here for its digest only. */
        OTHER(5);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        static Kind of(int code) {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("unknown kind of a ledger class");
        }
    }

    /**
     * The key version that protects something, and how.
     *
     * @param algorithm absent for an attribute key, which serves every method under its master key
     */
    public record Protection(Optional<SseAlgorithm> algorithm, CipherSuite suite, String keyId, int keyVersion) {
        public static Protection of(ObjectEncryption envelope) {
            return new Protection(
                    Optional.of(envelope.algorithm()),
                    envelope.suite(),
                    envelope.wrappedKey().keyId(),
                    envelope.wrappedKey().keyVersion());
        }
    }

    public Name name() {
        RecordWriter out =
                new RecordWriter().text(space).octet(kind.code).octet(format).octet(protection.isPresent() ? 1 : 0);
        protection.ifPresent(by -> out.text(by.algorithm().map(SseAlgorithm::name))
                .octet(by.suite().code())
                .text(by.keyId())
                .number(by.keyVersion()));
        return new Name(out.toBytes());
    }

    public static LedgerClass of(Name name) {
        return RecordReader.read(
                name.bytes(),
                in -> new LedgerClass(
                        in.text(), Kind.of(in.octet()), in.octet(), in.optional(() -> readProtection(in))));
    }

    private static Protection readProtection(RecordReader in) {
        return new Protection(
                in.optional(() -> SseAlgorithm.fromWire(in.text()).orElseThrow(IllegalArgumentException::new)),
                CipherSuite.fromCode(in.octet()),
                in.text(),
                Math.toIntExact(in.number()));
    }

    /** What the names of all classes of a space begin with. */
    public static Name ofSpace(String space) {
        return new Name(new RecordWriter().text(space).toBytes());
    }

    /** Where an entry of this class stands among the rows. */
    public Name row(Name entry) {
        byte[] own = name().bytes();
        byte[] row = Arrays.copyOf(own, own.length + entry.bytes().length);
        System.arraycopy(entry.bytes(), 0, row, own.length, entry.bytes().length);
        return new Name(row);
    }

    /** The entry that a row of this class is of. */
    public Name entry(Name row) {
        byte[] bytes = row.bytes();
        return new Name(Arrays.copyOfRange(bytes, name().bytes().length, bytes.length));
    }
}
