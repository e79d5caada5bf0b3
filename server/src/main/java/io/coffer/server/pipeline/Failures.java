package io.coffer.server.pipeline;

import io.coffer.encryption.DamagedDataException;
import io.coffer.encryption.KeyManagementException;
import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.server.authorization.AccessDeniedException;
import io.coffer.server.authorization.Denial;
import io.coffer.storage.StorageException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns the failures of engines and key management into refusals; what is left is an internal error. */
public final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    public static OssException translate(RuntimeException failure, String requestId) {
        return switch (failure) {
            case OssException refusal -> refusal;
            case AccessDeniedException denied -> denied.denial().refusal();
            default -> logged(error(failure), failure, requestId);
        };
    }

    /** The error of a failure that is translated elsewhere as well. */
    public static OssError error(RuntimeException failure) {
        return switch (failure) {
            case OssException refusal -> refusal.error();
            case AccessDeniedException denied -> denied.denial().refusal().error();
            case StorageException storage -> storage(storage.kind());
            case KeyManagementException keys -> keys(keys.kind());
            case DamagedDataException damaged -> OssError.DATA_DAMAGED;
            default -> OssError.INTERNAL_ERROR;
        };
    }

    /** The missing permission, when that was it. */
    static Optional<Denial> denial(RuntimeException failure) {
        return failure instanceof AccessDeniedException denied ? Optional.of(denied.denial()) : Optional.empty();
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
            case PENDING_IMPORT -> OssError.KMS_KEY_PENDING_IMPORT;
            case DESTROYED -> OssError.KMS_KEY_DESTROYED;
            case VERSION_STATE -> OssError.KMS_KEY_DISABLED;
            case DENIED -> OssError.FORBIDDEN_BY_KMS;
            case UNAVAILABLE -> OssError.KMS_UNAVAILABLE;
            case INVALID_CIPHERTEXT -> OssError.DATA_DAMAGED;
            case DELETION_PROTECTED, UNSUPPORTED, OTHER_MATERIAL, ALIAS_NOT_FOUND, ALIAS_TAKEN ->
                OssError.INTERNAL_ERROR;
        };
    }

    private static OssException logged(OssError error, RuntimeException failure, String requestId) {
        if (error.status() >= 500) {
            LOG.error("request {} failed as {}", requestId, error, failure);
        }
        return error.exception();
    }
}
