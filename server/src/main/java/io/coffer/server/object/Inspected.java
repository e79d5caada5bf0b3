package io.coffer.server.object;

import io.coffer.encryption.DamagedDataException;
import io.coffer.encryption.KeyManagementException;
import io.coffer.model.OssException;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.storage.StorageException;
import java.io.IOException;
import java.util.Optional;

/**
 * Something that is inspected step by step. A step that fails is a finding, and the next one goes on as far as it can.
 *
 * @param key as findings name it
 */
record Inspected(BucketSnapshot bucket, String key, String version, InspectionSink sink) {
    interface Step<T> {
        T run() throws IOException;
    }

    /** The step's result, or empty when it failed. */
    <T> Optional<T> step(Finding.Check check, Step<T> step) {
        try {
            return Optional.of(step.run());
        } catch (StorageException
                | DamagedDataException
                | KeyManagementException
                | OssException
                | IllegalArgumentException
                | IndexOutOfBoundsException
                | IOException failure) {
            found(check, String.valueOf(failure.getMessage()));
            return Optional.empty();
        }
    }

    void require(Finding.Check check, boolean holds, String otherwise) {
        if (!holds) {
            found(check, otherwise);
        }
    }

    void found(Finding.Check check, String detail) {
        sink.finding(new Finding(check, bucket.record().name(), key, version, detail));
    }
}
