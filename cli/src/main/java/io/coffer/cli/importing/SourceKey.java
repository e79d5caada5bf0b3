package io.coffer.cli.importing;

import java.util.List;

/**
 * One name and all that lies under it.
 *
 * @param versions the oldest first; one only where the bucket never had versions
 */
record SourceKey(String key, List<SourceVersion> versions) {
    SourceKey {
        versions = List.copyOf(versions);
    }
}
