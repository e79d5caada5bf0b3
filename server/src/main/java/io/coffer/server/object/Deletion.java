package io.coffer.server.object;

import io.coffer.model.VersionId;
import java.util.Optional;

/**
 * What a deletion did.
 *
 * @param version the version removed, or that of the delete marker made; empty in a bucket that never had versions
 * @param deleteMarker whether a delete marker was made, or removed
 */
public record Deletion(Optional<VersionId> version, boolean deleteMarker) {
    static final Deletion PLAIN = new Deletion(Optional.empty(), false);
}
