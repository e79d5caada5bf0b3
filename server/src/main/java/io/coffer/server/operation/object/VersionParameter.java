package io.coffer.server.operation.object;

import io.coffer.model.OssException;
import io.coffer.model.VersionId;
import io.coffer.protocol.Headers;
import io.coffer.protocol.OssRequest;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.metadata.ObjectRecord;
import java.util.Optional;

/** The parameter {@code versionId}, and the header by which answers name a version. */
public final class VersionParameter {
    private VersionParameter() {}

    /**
     * The version that a request names.
     *
     * @throws OssException InvalidArgument for what no version id looks like
     */
    public static Optional<VersionId> of(OssRequest request) {
        return request.query().first("versionId").map(VersionId::parse);
    }

    /** Only buckets that have, or had, versions tell of them. */
    public static Headers header(BucketSnapshot bucket, ObjectRecord record) {
        return bucket.versioning().hasVersions()
                ? Headers.builder()
                        .add("x-oss-version-id", record.versionId().value())
                        .build()
                : Headers.NONE;
    }
}
