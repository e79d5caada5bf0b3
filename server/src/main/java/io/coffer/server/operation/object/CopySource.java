package io.coffer.server.operation.object;

import io.coffer.model.ObjectKey;
import io.coffer.model.OssError;
import io.coffer.model.VersionId;
import io.coffer.protocol.Headers;
import io.coffer.protocol.PercentEncoding;
import io.coffer.protocol.QueryParameters;
import io.coffer.server.authorization.AccessKind;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.object.StoredObject;
import io.coffer.server.operation.Call;
import java.util.Optional;

/** What a copy is made from: {@code /bucket/key[?versionId=id]}, percent-encoded; the caller may read it. */
record CopySource(BucketSnapshot bucket, ObjectKey key, Optional<VersionId> version) {
    static final String HEADER = "x-oss-copy-source";

    static CopySource of(Call call) {
        String header = call.request().header(HEADER).orElse("");
        int question = header.indexOf('?');
        String path = PercentEncoding.decodePath(question < 0 ? header : header.substring(0, question));
        Optional<VersionId> version = question < 0
                ? Optional.empty()
                : QueryParameters.parse(header.substring(question + 1))
                        .first("versionId")
                        .map(VersionId::parse);
        String bare = path.startsWith("/") ? path.substring(1) : path;
        int slash = bare.indexOf('/');
        if (slash <= 0 || slash == bare.length() - 1) {
            throw OssError.invalidArgument(HEADER, header, "Copy Source must mention the source bucket and key.");
        }
        BucketSnapshot bucket = call.rights().existingBucket(bare.substring(0, slash));
        ObjectKey key = new ObjectKey(bare.substring(slash + 1));
        call.rights()
                .requireOnObject(
                        version.isPresent() ? "oss:GetObjectVersion" : "oss:GetObject",
                        AccessKind.READ,
                        bucket,
                        key,
                        version);
        return new CopySource(bucket, key, version);
    }

    /** Which version was copied, when its bucket has versions. */
    Headers versionHeader(StoredObject copied) {
        return bucket.versioning().hasVersions()
                ? Headers.builder()
                        .add(
                                "x-oss-copy-source-version-id",
                                copied.record().versionId().value())
                        .build()
                : Headers.NONE;
    }
}
