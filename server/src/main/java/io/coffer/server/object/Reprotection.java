package io.coffer.server.object;

import io.coffer.encryption.CipherSuite;
import io.coffer.model.EncryptionContext;
import io.coffer.model.ObjectKey;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.metadata.Composition;
import io.coffer.server.metadata.LedgerClass;
import io.coffer.server.metadata.Manifest;
import io.coffer.server.metadata.ObjectEncryption;
import io.coffer.server.metadata.ObjectFacts;
import io.coffer.server.metadata.ObjectNames;
import io.coffer.server.metadata.ObjectRecord;
import io.coffer.server.metadata.UploadRecord;
import io.coffer.storage.Entry;
import io.coffer.storage.Name;
import io.coffer.storage.Reader;
import io.coffer.storage.StorageException;
import java.util.Optional;

/**
 * Puts versions and uploads under another master key, key version or cipher while everybody goes on working with them.
 * Whoever changes the same thing at the same time wins, and it is looked at again.
 */
public final class Reprotection {
    /** More changes of one thing in a row than this, and it is left to the next pass. */
    private static final int MOST_TRIES = 8;

    private final ObjectStore store;
    private final MultipartUploads uploads;
    private final BodyReencryption bodies;
    private final UploadReprotection underWay;
    private final ExtentRewrite extents;

    public Reprotection(ObjectStore store, MultipartUploads uploads) {
        this.store = store;
        this.uploads = uploads;
        this.bodies = new BodyReencryption(store);
        this.underWay = new UploadReprotection(store);
        this.extents = new ExtentRewrite(store);
    }

    public enum Outcome {
        /** Its data key was wrapped anew; no byte of the body moved. */
        REWRAPPED,
        /** It lay in clear. */
        ENCRYPTED,
        /** It was ciphered otherwise. */
        REENCRYPTED,
        /** It is gone, or as it should be already. */
        LEFT,
        /** Others changed it again and again. */
        BUSY
    }

    /** @param bytes of plaintext that were written again */
    public record Result(Outcome outcome, long bytes) {
        private static final Result LEFT = new Result(Outcome.LEFT, 0);
    }

    /** What reaching a goal takes. */
    public static Outcome step(Optional<CipherSuite> now, CipherSuite wanted) {
        if (now.isEmpty()) {
            return Outcome.ENCRYPTED;
        }
        return now.get() == wanted ? Outcome.REWRAPPED : Outcome.REENCRYPTED;
    }

    /** @param name of a version or an upload in the bucket's space */
    public Result apply(BucketSnapshot bucket, Name name, ProtectionGoal goal) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Optional<Entry> entry = store.space(bucket).head(name);
            if (entry.isEmpty()) {
                return Result.LEFT;
            }
            try {
                return apply(bucket, entry.get(), goal);
            } catch (StorageException failure) {
                if (!isMoved(bucket, entry.get(), failure)) {
                    throw failure;
                }
            }
        }
        return new Result(Outcome.BUSY, 0);
    }

    /** Extents go with the version that has them, so damage may only be a version that is gone. */
    private boolean isMoved(BucketSnapshot bucket, Entry seen, StorageException failure) {
        return switch (failure.kind()) {
            case CONFLICT, NOT_FOUND -> true;
            case CORRUPT ->
                store.space(bucket)
                        .head(seen.name())
                        .filter(now -> now.generation() == seen.generation())
                        .isEmpty();
            case UNAVAILABLE, FULL, UNKNOWN_OUTCOME -> false;
        };
    }

    private Result apply(BucketSnapshot bucket, Entry entry, ProtectionGoal goal) {
        ObjectNames.Kind kind = ObjectNames.kind(entry.name()).orElseThrow();
        return switch (kind) {
            case OBJECT -> version(bucket, entry, goal);
            case UPLOAD -> upload(bucket, entry, goal);
            case EXTENT -> throw new IllegalArgumentException("an extent goes with its version");
        };
    }

    private Result version(BucketSnapshot bucket, Entry entry, ProtectionGoal goal) {
        ObjectRecord record = store.records().open(bucket, entry);
        boolean hasContent = switch (record.type()) {
            case NORMAL, MULTIPART, APPENDABLE -> true;
            case SYMLINK, DELETE_MARKER -> false;
        };
        Optional<ProtectionGoal.Wanted> wanted =
                hasContent ? goal.of(record.encryption().map(LedgerClass.Protection::of)) : Optional.empty();
        if (wanted.isEmpty()) {
            return Result.LEFT;
        }
        Outcome step = step(
                record.encryption().map(ObjectEncryption::suite), wanted.get().suite());
        if (step == Outcome.REWRAPPED) {
            return store.flights().landing(() -> {
                rewrap(bucket, entry, record, wanted.get());
                return new Result(step, 0);
            });
        }
        EncryptionContext context =
                record.encryption().map(ObjectEncryption::context).orElse(EncryptionContext.NONE);
        bodies.apply(bucket, entry, record, wanted.get().plan().bound(context), goal::requireWanted);
        return new Result(step, record.size());
    }

    private void rewrap(BucketSnapshot bucket, Entry entry, ObjectRecord record, ProtectionGoal.Wanted wanted) {
        ObjectKey key = ObjectNames.key(entry.name());
        ObjectEncryption before = record.encryption().orElseThrow();
        ObjectRecord changed = record.withEncryption(
                store.cipher().rewrapped(bucket, record.blob(), before, wanted.algorithm(), wanted.keyId()));
        if (!before.wrappedKey().keyId().equals(wanted.keyId())) {
            ObjectFacts facts = store.cipher().openFacts(bucket, key, record);
            changed = changed.withFacts(store.cipher().sealFacts(bucket, key, changed, facts));
            if (record.composition().isPresent()) {
                reseal(bucket, entry, changed, record.composition().get());
            }
        }
        store.space(bucket).update(entry.name(), store.records().seal(bucket, key, changed), entry.generation());
    }

    /** Before the record: what names the new key has nothing sealed under the old one any more. */
    private void reseal(BucketSnapshot bucket, Entry entry, ObjectRecord changed, Composition composition) {
        ExtentStore.Body body =
                new ExtentStore.Body(bucket, ObjectNames.key(entry.name()), changed.blob(), changed.encryption());
        try (Reader reader = store.space(bucket).open(entry.name())) {
            if (reader.entry().generation() != entry.generation()) {
                throw new StorageException(StorageException.Kind.CONFLICT, "the version was changed meanwhile");
            }
            for (Manifest.Extent extent : Bodies.manifest(composition, reader).extents()) {
                Name name = ObjectNames.extent(body.blob(), extent.number(), extent.serial());
                store.space(bucket).head(name).ifPresent(found -> extents.reseal(body, found));
            }
        }
    }

    private Result upload(BucketSnapshot bucket, Entry entry, ProtectionGoal goal) {
        UploadRecord record = store.records().openUpload(bucket, entry);
        Optional<ProtectionGoal.Wanted> wanted = goal.of(record.encryption().map(LedgerClass.Protection::of));
        if (wanted.isEmpty()) {
            return Result.LEFT;
        }
        return store.flights().landing(() -> {
            underWay.apply(bucket, entry, record, wanted.get());
            return new Result(
                    step(
                            record.encryption().map(ObjectEncryption::suite),
                            wanted.get().suite()),
                    0);
        });
    }

    /** Makes the parts of uploads under way match their uploads, which were changed before. */
    public void matchParts(BucketSnapshot bucket) {
        underWay.matchParts(bucket, uploads.locks());
    }

    /**
     * Wraps the attribute key of a master key under the newest version of another one, or of itself.
     *
     * @return whether it was done; somebody else may have been first
     */
    public boolean rewrapAttributeKey(BucketSnapshot bucket, String ownKeyId, String toKeyId) {
        return store.flights().landing(() -> store.cipher().attributeKeys().rewrap(bucket, ownKeyId, toKeyId));
    }
}
