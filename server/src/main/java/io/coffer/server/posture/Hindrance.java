package io.coffer.server.posture;

import io.coffer.encryption.DamagedDataException;
import io.coffer.encryption.KeyManagementException;
import io.coffer.storage.StorageException;

/** Why something could not be put under another key. */
public enum Hindrance {
    KEY_NOT_FOUND("KeyNotFound"),
    KEY_DISABLED("KeyDisabled"),
    KEY_PENDING_DELETION("KeyPendingDeletion"),
    KEY_PENDING_IMPORT("KeyPendingImport"),
    KEY_DESTROYED("KeyDestroyed"),
    KEY_DENIED("KeyDenied"),
    /** The provider of one of the keys wraps only data keys that it made itself. */
    KEY_UNSUPPORTED("KeyUnsupported"),
    KEY_UNAVAILABLE("KeyUnavailable"),
    /** What is stored does not authenticate, or is not what was written. */
    DAMAGED("Damaged"),
    STORAGE_FULL("StorageFull"),
    STORAGE_UNAVAILABLE("StorageUnavailable"),
    /** It was changed again and again, or written while the job was at its end. */
    WRITTEN_MEANWHILE("WrittenMeanwhile"),
    /** An upload under way of a shared store, which is left to its end. */
    UPLOAD_UNDER_WAY("UploadUnderWay"),
    /** Something unexpected, which the log tells. */
    FAILED("Failed");

    private final String wire;

    Hindrance(String wire) {
        this.wire = wire;
    }

    public String wire() {
        return wire;
    }

    static Hindrance of(RuntimeException failure) {
        return switch (failure) {
            case KeyManagementException refused ->
                switch (refused.kind()) {
                    case KEY_NOT_FOUND -> KEY_NOT_FOUND;
                    case KEY_DISABLED -> KEY_DISABLED;
                    case PENDING_DELETION -> KEY_PENDING_DELETION;
                    case PENDING_IMPORT -> KEY_PENDING_IMPORT;
                    case DESTROYED -> KEY_DESTROYED;
                    case DENIED, VERSION_STATE -> KEY_DENIED;
                    case UNSUPPORTED -> KEY_UNSUPPORTED;
                    case UNAVAILABLE -> KEY_UNAVAILABLE;
                    case INVALID_CIPHERTEXT -> DAMAGED;
                    case DELETION_PROTECTED, OTHER_MATERIAL, ALIAS_NOT_FOUND, ALIAS_TAKEN -> FAILED;
                };
            case StorageException storage ->
                switch (storage.kind()) {
                    case CORRUPT, NOT_FOUND -> DAMAGED;
                    case FULL -> STORAGE_FULL;
                    case UNAVAILABLE, UNKNOWN_OUTCOME -> STORAGE_UNAVAILABLE;
                    case CONFLICT -> WRITTEN_MEANWHILE;
                };
            case DamagedDataException damaged -> DAMAGED;
            default -> FAILED;
        };
    }
}
