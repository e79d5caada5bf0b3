package io.coffer.server.authorization.trial;

import io.coffer.server.authorization.policy.ResourceName;

/** What a question is about. */
public sealed interface Subject {
    /** The object storage service as a whole. */
    record Service() implements Subject {}

    record InBucket(String bucket, String key) implements Subject {
        boolean isObject() {
            return !key.isEmpty();
        }
    }

    /** A key, a user, anything that is in no bucket. */
    record Other(ResourceName resource) implements Subject {}

    String SHORT = "oss://";

    /**
     * @param text {@code oss://bucket/key}, or a resource as policies name it
     * @throws IllegalArgumentException when it is neither
     */
    static Subject parse(String text) {
        if (text.startsWith(SHORT)) {
            return inService(text.substring(SHORT.length()));
        }
        ResourceName resource = ResourceName.parse(text);
        return resource.service().equals("oss") ? inService(resource.path()) : new Other(resource);
    }

    private static Subject inService(String path) {
        if (path.isEmpty() || path.equals("*")) {
            return new Service();
        }
        int slash = path.indexOf('/');
        return slash < 0 ? new InBucket(path, "") : new InBucket(path.substring(0, slash), path.substring(slash + 1));
    }
}
