package io.coffer.server.metadata;

import io.coffer.encryption.CipherSuite;
import io.coffer.storage.Attributes;
import io.coffer.storage.Derivation;
import io.coffer.storage.Derived;
import io.coffer.storage.MultisetDigest;
import io.coffer.storage.Name;
import io.coffer.storage.SpaceId;
import io.coffer.storage.StorageException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/**
 * The encryption ledger as a function of records: each version with content, each link, each upload under way and each
 * attribute key counts in its {@link LedgerClass}, with its bytes of plaintext. The records' seals are not checked here:
 * the ledger counts what is there, and whoever decides by it reads the records.
 *
 * <p>Every record of the store adds to the digest of its class, so that the sum of them all stands for the store.
 */
public final class LedgerDerivation implements Derivation {
    private static final int NO_FORMAT = 0;
    private static final int ATTRIBUTE_KEY_FORMAT = 1;

    private final StoreDigest digest;

    public LedgerDerivation(StoreDigest digest) {
        this.digest = digest;
    }

    @Override
    public String id() {
        return "ledger/3";
    }

    @Override
    public Optional<Derived> of(SpaceId space, Name name, long size, Attributes attributes) {
        MultisetDigest own = digest.of(space, name, attributes);
        if (space.equals(ControlRecords.SPACE)) {
            return Optional.of(attributeKey(name, attributes, own).orElseGet(() -> other(space, own)));
        }
        return Optional.of(ObjectNames.kind(name)
                .map(kind -> switch (kind) {
                    case OBJECT -> version(space, name, attributes, own);
                    case UPLOAD -> upload(space, name, attributes, own);
                    case EXTENT -> other(space, own);
                })
                .orElseGet(() -> other(space, own)));
    }

    private static Derived version(SpaceId space, Name name, Attributes attributes, MultisetDigest own) {
        ObjectRecord record;
        try {
            record = ObjectRecord.fromBytes(RecordSeal.unchecked(attributes));
        } catch (StorageException unreadable) {
            return unreadable(space, name, own);
        }
        return switch (record.type()) {
            case DELETE_MARKER -> other(space, own);
            case SYMLINK -> version(space, name, LedgerClass.Kind.LINK, record, 0, own);
            case NORMAL, MULTIPART, APPENDABLE ->
                version(space, name, LedgerClass.Kind.VERSION, record, record.size(), own);
        };
    }

    private static Derived version(
            SpaceId space, Name name, LedgerClass.Kind kind, ObjectRecord record, long bytes, MultisetDigest own) {
        Optional<LedgerClass.Protection> protection = record.encryption().map(LedgerClass.Protection::of);
        return derived(new LedgerClass(space.value(), kind, ObjectRecord.FORMAT, protection), name, bytes, own);
    }

    private static Derived upload(SpaceId space, Name name, Attributes attributes, MultisetDigest own) {
        try {
            UploadRecord record = UploadRecord.fromBytes(RecordSeal.unchecked(attributes));
            Optional<LedgerClass.Protection> protection = record.encryption().map(LedgerClass.Protection::of);
            return derived(
                    new LedgerClass(space.value(), LedgerClass.Kind.UPLOAD, UploadRecord.FORMAT, protection),
                    name,
                    0,
                    own);
        } catch (StorageException unreadable) {
            return unreadable(space, name, own);
        }
    }

    /** Counts with its bucket, though the record of it lies elsewhere. */
    private static Optional<Derived> attributeKey(Name name, Attributes attributes, MultisetDigest own) {
        String text = new String(name.bytes(), StandardCharsets.UTF_8);
        return AttributeKeyRecord.bucketId(text).map(bucketId -> {
            SpaceId space = new SpaceId(bucketId);
            try {
                AttributeKeyRecord record =
                        RecordJson.MAPPER.readValue(RecordSeal.unchecked(attributes), AttributeKeyRecord.class);
                LedgerClass.Protection by = new LedgerClass.Protection(
                        Optional.empty(),
                        CipherSuite.AES_256_GCM,
                        record.keyId().orElse(AttributeKeyRecord.keyId(text)),
                        record.keyVersion());
                LedgerClass of = new LedgerClass(
                        bucketId, LedgerClass.Kind.ATTRIBUTE_KEY, ATTRIBUTE_KEY_FORMAT, Optional.of(by));
                return derived(of, name, 0, own);
            } catch (StorageException | JacksonException unreadable) {
                return unreadable(space, name, own);
            }
        });
    }

    private static Derived unreadable(SpaceId space, Name name, MultisetDigest own) {
        LedgerClass of = new LedgerClass(space.value(), LedgerClass.Kind.UNREADABLE, NO_FORMAT, Optional.empty());
        return derived(of, name, 0, own);
    }

    private static Derived derived(LedgerClass of, Name name, long bytes, MultisetDigest own) {
        return new Derived(Optional.of(of.row(name)), of.name(), bytes, own);
    }

    /** Counted without a row: nobody asks where it is. */
    private static Derived other(SpaceId space, MultisetDigest own) {
        LedgerClass of = new LedgerClass(space.value(), LedgerClass.Kind.OTHER, NO_FORMAT, Optional.empty());
        return new Derived(Optional.empty(), of.name(), 0, own);
    }
}
