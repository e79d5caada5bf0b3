package io.coffer.server.object;

import io.coffer.encryption.DamagedDataException;
import io.coffer.encryption.KeyManagementException;
import io.coffer.model.ObjectKey;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.metadata.ObjectNames;
import io.coffer.server.metadata.ObjectRecord;
import io.coffer.storage.Entry;
import io.coffer.storage.Name;
import io.coffer.storage.Reader;
import io.coffer.storage.Space;
import io.coffer.storage.StorageEngine;
import io.coffer.storage.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * Reads one entry of a bucket in pieces, as a reader of the object would: seals, envelopes and every segment of the body
 * are checked. What lies under a key that cannot be used now is read without being opened, so that the engine's checksums
 * are looked at.
 */
public final class ObjectScrub {
    private static final int BUFFER = 256 * 1024;

    private final ObjectStore store;
    private final StorageEngine engine;

    /** @param engine read as it is stored: what is remembered in front of it says nothing about the disk */
    public ObjectScrub(ObjectStore store, StorageEngine engine) {
        this.store = store;
        this.engine = engine.asStored();
    }

    /**
     * What a piece came to.
     *
     * @param bytes read in this piece
     * @param end whether nothing of the entry is left
     * @param damage what is wrong with it, in words
     */
    public record Piece(long bytes, boolean end, Optional<String> damage) {
        static Piece damaged(String reason) {
            return new Piece(0, true, Optional.of(reason));
        }
    }

    /** A bucket's entry after the name, in the order of the names; empty also when the bucket is gone. */
    public Optional<Entry> next(BucketSnapshot bucket, Name after) {
        try {
            return space(bucket).scan(Name.EMPTY, after, 1).entries().stream().findFirst();
        } catch (StorageException gone) {
            if (gone.kind() != StorageException.Kind.NOT_FOUND) {
                throw gone;
            }
            return Optional.empty();
        }
    }

    private Space space(BucketSnapshot bucket) {
        return engine.space(bucket.space());
    }

    /** How the entry is called in a report: an object's key, or what it is of. */
    public static String called(Name name) {
        return switch (kind(name)) {
            case OBJECT -> ObjectNames.key(name).value();
            case UPLOAD -> ObjectNames.key(name).value() + " (upload)";
            case EXTENT -> ObjectNames.blob(name).hex() + " (part " + ObjectNames.number(name) + ")";
        };
    }

    private static ObjectNames.Kind kind(Name name) {
        return ObjectNames.kind(name)
                .orElseThrow(() -> new DamagedDataException("the name " + name + " is none of ours"));
    }

    /** Reads of the entry at most {@code most} bytes from the offset on. An entry that is gone or changed has an end. */
    public Piece read(BucketSnapshot bucket, Entry entry, long offset, long most) {
        try {
            return switch (kind(entry.name())) {
                case OBJECT -> object(bucket, entry, offset, most);
                case UPLOAD -> {
                    store.records().openUpload(bucket, entry);
                    yield new Piece(0, true, Optional.empty());
                }
                case EXTENT -> {
                    store.records().openExtent(bucket, entry);
                    yield stored(bucket, entry, offset, most);
                }
            };
        } catch (DamagedDataException damaged) {
            return Piece.damaged(String.valueOf(damaged.getMessage()));
        } catch (IllegalArgumentException malformed) {
            return Piece.damaged("the record cannot be read: " + malformed.getMessage());
        } catch (StorageException failure) {
            return switch (failure.kind()) {
                case CORRUPT -> Piece.damaged(String.valueOf(failure.getMessage()));
                case NOT_FOUND, CONFLICT -> new Piece(0, true, Optional.empty());
                case UNAVAILABLE, FULL, UNKNOWN_OUTCOME -> throw failure;
            };
        }
    }

    private Piece object(BucketSnapshot bucket, Entry entry, long offset, long most) {
        ObjectKey key = ObjectNames.key(entry.name());
        ObjectRecord record = store.records().open(bucket, entry);
        try (Reader reader = space(bucket).open(entry.name())) {
            if (reader.entry().generation() != entry.generation()) {
                return new Piece(0, true, Optional.empty());
            }
            return opened(bucket, key, record, reader, offset, most);
        } catch (KeyManagementException failure) {
            return switch (failure.kind()) {
                case INVALID_CIPHERTEXT -> Piece.damaged(String.valueOf(failure.getMessage()));
                case KEY_NOT_FOUND,
                        KEY_DISABLED,
                        PENDING_DELETION,
                        PENDING_IMPORT,
                        DESTROYED,
                        VERSION_STATE,
                        DELETION_PROTECTED,
                        UNSUPPORTED,
                        OTHER_MATERIAL,
                        ALIAS_NOT_FOUND,
                        ALIAS_TAKEN,
                        DENIED,
                        UNAVAILABLE -> stored(bucket, entry, offset, most);
            };
        }
    }

    @SuppressWarnings("try") // held open while it is read
    private Piece opened(
            BucketSnapshot bucket, ObjectKey key, ObjectRecord record, Reader reader, long offset, long most) {
        store.cipher().openFacts(bucket, key, record);
        try (OpenBody body = Bodies.open(store.cipher(), bucket, space(bucket), key, record, reader)) {
            return piece(body::range, record.size(), offset, most);
        }
    }

    /** The bytes as they lie in the engine. */
    private Piece stored(BucketSnapshot bucket, Entry entry, long offset, long most) {
        try (Reader reader = space(bucket).open(entry.name())) {
            if (reader.entry().generation() != entry.generation()) {
                return new Piece(0, true, Optional.empty());
            }
            return piece(reader::range, reader.entry().size(), offset, most);
        }
    }

    private interface Ranges {
        InputStream range(long offset, long length) throws IOException;
    }

    private static Piece piece(Ranges ranges, long size, long offset, long most) {
        long from = Math.min(offset, size);
        long length = Math.min(most, size - from);
        byte[] buffer = new byte[(int) Math.max(1, Math.min(BUFFER, length))];
        long left = length;
        try (InputStream body = ranges.range(from, length)) {
            while (left > 0) {
                int count = body.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (count < 0) {
                    return Piece.damaged("the body ends " + left + " bytes too early");
                }
                left -= count;
            }
        } catch (IOException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new UncheckedIOException(failure);
        }
        return new Piece(length, from + length == size, Optional.empty());
    }
}
