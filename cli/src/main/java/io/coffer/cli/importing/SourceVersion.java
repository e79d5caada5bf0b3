package io.coffer.cli.importing;

import java.util.Optional;

/**
 * One version as a list tells it.
 *
 * @param id empty where the bucket never had versions
 * @param type such as {@code Normal} or {@code Symlink}; empty for a delete marker
 * @param size in bytes
 */
record SourceVersion(Optional<String> id, boolean isDeleteMarker, String type, String etag, long size) {
    boolean isSymlink() {
        return type.equalsIgnoreCase("Symlink");
    }
}
