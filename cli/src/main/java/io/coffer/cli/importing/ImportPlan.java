package io.coffer.cli.importing;

import io.coffer.cli.oss.OssClient;
import java.util.Map;
import java.util.Optional;

/**
 * What an import is to do.
 *
 * @param prefix of the names to copy
 * @param parallel names that are copied at the same time
 * @param keepsEncryption whether an object is encrypted by the source's method; otherwise the target's rule decides
 * @param keys ids of keys here by the ids that the source has
 * @param hasSettings whether the buckets' settings are copied too
 * @param multipartAbove size in bytes of what is copied in parts
 * @param partSize in bytes, at least
 */
record ImportPlan(
        OssClient source,
        OssClient target,
        String prefix,
        int parallel,
        boolean isDry,
        boolean keepsEncryption,
        Map<String, String> keys,
        boolean hasSettings,
        long multipartAbove,
        long partSize) {
    ImportPlan {
        keys = Map.copyOf(keys);
    }

    Optional<String> keyFor(String sourceKeyId) {
        return Optional.ofNullable(keys.get(sourceKeyId));
    }
}
