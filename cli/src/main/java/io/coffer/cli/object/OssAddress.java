package io.coffer.cli.object;

import io.coffer.cli.UsageException;

/**
 * A place as it is typed: {@code oss://bucket/key}.
 *
 * @param key empty for the bucket itself; otherwise a name, or what names begin with
 */
record OssAddress(String bucket, String key) {
    private static final String SCHEME = "oss://";

    static boolean isOne(String text) {
        return text.startsWith(SCHEME);
    }

    /** @throws UsageException when it is none */
    static OssAddress parse(String text) {
        String rest = isOne(text) ? text.substring(SCHEME.length()) : "";
        int slash = rest.indexOf('/');
        String bucket = slash < 0 ? rest : rest.substring(0, slash);
        if (bucket.isEmpty()) {
            throw new UsageException("it must be oss://BUCKET or oss://BUCKET/KEY, not " + text);
        }
        return new OssAddress(bucket, slash < 0 ? "" : rest.substring(slash + 1));
    }

    /** @throws UsageException when it names no object */
    static OssAddress object(String text) {
        OssAddress address = parse(text);
        if (address.key.isEmpty()) {
            throw new UsageException("it must be oss://BUCKET/KEY, not " + text);
        }
        return address;
    }

    OssAddress named(String name) {
        return new OssAddress(bucket, name);
    }

    @Override
    public String toString() {
        return SCHEME + bucket + "/" + key;
    }
}
