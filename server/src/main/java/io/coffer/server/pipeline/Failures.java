package io.coffer.server.pipeline;

import io.coffer.encryption.DamagedDataException;
import io.coffer.encryption.KeyManagementException;
import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.storage.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns the failures of engines and key management into refusals; what is left is an internal error. */
public final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    public static OssException translate(RuntimeException failure, String requestId) {
        return switch (failure) {
            case OssException refusal -> refusal;
            case StorageException storage -> logged(storage(storage.kind()), failure, requestId);
            case KeyManagementException keys -> logged(keys(keys.kind()), failure, requestId);
            case DamagedDataException damaged -> logged(OssError.DATA_DAMAGED, damaged, requestId);
            default -> logged(OssError.INTERNAL_ERROR, failure, requestId);
        };
    }

    private static OssError storage(StorageException.Kind kind) {
        return switch (kind) {
            case NOT_FOUND -> OssError.NO_SUCH_BUCKET;
            case CONFLICT -> OssError.CONCURRENT_UPDATE;
            case UNAVAILABLE, UNKNOWN_OUTCOME -> OssError.SERVICE_UNAVAILABLE;
            case FULL -> OssError.STORAGE_FULL;
            case CORRUPT -> OssError.DATA_DAMAGED;
        };
    }

    private static OssError keys(KeyManagementException.Kind kind) {
        return switch (kind) {
            case KEY_NOT_FOUND -> OssError.KMS_KEY_NOT_FOUND;
            case KEY_DISABLED -> OssError.KMS_KEY_DISABLED;
            case PENDING_DELETION -> OssError.KMS_KEY_PENDING_DELETION;
            case DENIED -> OssError.FORBIDDEN_BY_KMS;
            case UNAVAILABLE -> OssError.KMS_UNAVAILABLE;
            case INVALID_CIPHERTEXT -> OssError.DATA_DAMAGED;
        };
    }

    private static OssException logged(OssError error, RuntimeException failure, String requestId) {
        if (error.status() >= 500) {
            LOG.error("request {} failed as {}", requestId, error, failure);
        }
        return error.exception();
    }
}
