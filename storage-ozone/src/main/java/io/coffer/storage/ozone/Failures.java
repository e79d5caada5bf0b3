package io.coffer.storage.ozone;

import io.coffer.storage.StorageException;
import io.coffer.storage.StorageException.Kind;
import java.io.IOException;
import org.apache.hadoop.ozone.common.OzoneChecksumException;
import org.apache.hadoop.ozone.om.exceptions.OMException;
import org.apache.hadoop.ozone.om.exceptions.OMException.ResultCodes;
import org.jspecify.annotations.Nullable;

/** What Ozone says, in the SPI's few kinds. */
final class Failures {
    private Failures() {}

    /** A failure of a call that changed nothing. */
    static StorageException of(String what, IOException cause) {
        return new StorageException(kind(cause), what + ": " + cause.getMessage(), cause);
    }

    private static Kind kind(IOException cause) {
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof OzoneChecksumException) {
                return Kind.CORRUPT;
            }
        }
        @Nullable ResultCodes code = code(cause);
        if (code == null) {
            return Kind.UNAVAILABLE;
        }
        return switch (code) {
            case BUCKET_NOT_FOUND -> Kind.NOT_FOUND;
            case QUOTA_EXCEEDED, QUOTA_ERROR -> Kind.FULL;
            default -> Kind.UNAVAILABLE;
        };
    }

    static boolean isAbsentKey(IOException cause) {
        return code(cause) == ResultCodes.KEY_NOT_FOUND;
    }

    static boolean isAbsentBucket(IOException cause) {
        return code(cause) == ResultCodes.BUCKET_NOT_FOUND;
    }

    /** Whether somebody else was first: a rewrite of a key that is gone or replaced is answered by its absence. */
    static boolean isConflict(IOException cause) {
        @Nullable ResultCodes code = code(cause);
        return code == ResultCodes.KEY_ALREADY_EXISTS
                || code == ResultCodes.KEY_NOT_FOUND
                || code == ResultCodes.ATOMIC_WRITE_CONFLICT;
    }

    /** Whether the manager itself answered, and so did nothing. */
    static boolean isDefinite(IOException cause) {
        @Nullable ResultCodes code = code(cause);
        return code != null
                && code != ResultCodes.INTERNAL_ERROR
                && code != ResultCodes.TIMEOUT
                && code != ResultCodes.RATIS_ERROR;
    }

    static boolean is(IOException cause, ResultCodes code) {
        return code(cause) == code;
    }

    private static @Nullable ResultCodes code(IOException cause) {
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof OMException manager) {
                return manager.getResult();
            }
        }
        return null;
    }

    static StorageException closed() {
        return new StorageException(Kind.UNAVAILABLE, "the engine is closed");
    }

    static StorageException conflict() {
        return new StorageException(Kind.CONFLICT, "the entry is not as the condition demands");
    }
}
