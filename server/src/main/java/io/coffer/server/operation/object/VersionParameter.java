package io.coffer.server.operation.object;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.protocol.OssRequest;
import java.util.Optional;
import java.util.regex.Pattern;

/** The parameter {@code versionId} in a bucket that never had versions: its objects have the one version null. */
public final class VersionParameter {
    private static final String ONLY_VERSION = "null";
    private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9._-]{64}");

    private VersionParameter() {}

    static void requireOnlyVersion(OssRequest request) {
        requireOnlyVersion(request.query().first("versionId"));
    }

    /** @throws OssException {@link OssError#NO_SUCH_VERSION}, or InvalidArgument for what no version id looks like */
    public static void requireOnlyVersion(Optional<String> versionId) {
        versionId.filter(id -> !id.equals(ONLY_VERSION)).ifPresent(id -> {
            if (!WELL_FORMED.matcher(id).matches()) {
                throw OssError.invalidArgument("versionId", id, "Invalid version id specified");
            }
            throw OssError.NO_SUCH_VERSION.with("VersionId", id);
        });
    }
}
