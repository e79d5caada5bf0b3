package io.coffer.model.lifecycle;

import io.coffer.model.StorageClass;
import java.time.Instant;
import java.util.Map;

/**
 * What rules ask of one version of an object.
 *
 * @param id of the version, {@code null} for the one without
 * @param tags by key
 * @param lastAccess the last read, or what counts as one
 */
public record ObjectVersion(
        String id,
        Kind kind,
        Instant modified,
        long size,
        StorageClass storageClass,
        Map<String, String> tags,
        Instant lastAccess) {

    /** What a version is, as far as rules tell them apart. */
    public enum Kind {
        OBJECT,
        /** has no data of its own, so its class is left as it is */
        SYMLINK,
        DELETE_MARKER
    }

    public ObjectVersion {
        tags = Map.copyOf(tags);
    }

    boolean isMarker() {
        return kind == Kind.DELETE_MARKER;
    }
}
