package io.coffer.server.object;

import io.coffer.model.ObjectKey;
import io.coffer.model.OssError;
import io.coffer.model.VersionId;
import io.coffer.server.metadata.ObjectRecord;
import java.util.Optional;

/** How a version that is not there, or is a delete marker, is refused. */
final class MissingVersion {
    private MissingVersion() {}

    static FoundVersion require(Optional<FoundVersion> found, ObjectKey key, Optional<VersionId> version) {
        if (found.isEmpty()) {
            throw version.filter(id -> !id.isNull()).isPresent()
                    ? OssError.NO_SUCH_VERSION
                            .with("Key", key.value())
                            .and("VersionId", version.get().value())
                    : OssError.NO_SUCH_KEY.with("Key", key.value());
        }
        ObjectRecord record = found.get().record();
        if (!record.isDeleteMarker()) {
            return found.get();
        }
        if (version.isPresent()) {
            throw OssError.METHOD_NOT_ALLOWED
                    .with("Method", "GET")
                    .and("ResourceType", "DeleteMarker")
                    .header("Allow", "DELETE")
                    .header("x-oss-delete-marker", "true")
                    .header("x-oss-version-id", record.versionId().value());
        }
        throw OssError.NO_SUCH_KEY
                .with("Key", key.value())
                .header("x-oss-delete-marker", "true")
                .header("x-oss-version-id", record.versionId().value());
    }
}
