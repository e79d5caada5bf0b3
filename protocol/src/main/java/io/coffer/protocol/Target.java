package io.coffer.protocol;

import java.util.Optional;

/**
 * What a request is about, by whichever address form it came: nothing (the service), a bucket, or an object.
 *
 * @param bucket the bucket's name as sent, not yet checked
 * @param key the object's name as sent, percent-decoded, not yet checked; never empty
 */
public record Target(Optional<String> bucket, Optional<String> key, AddressStyle style) {
    public static final Target SERVICE = new Target(Optional.empty(), Optional.empty(), AddressStyle.SERVICE);

    /** Where the request named its bucket. */
    public enum AddressStyle {
        SERVICE,
        PATH,
        VIRTUAL_HOST
    }

    /**
     * What a path names by itself: bucket, slash, object.
     *
     * @param path percent-decoded, without its first slash
     */
    public static Target ofPath(String path) {
        if (path.isEmpty()) {
            return SERVICE;
        }
        int slash = path.indexOf('/');
        return slash < 0
                ? new Target(Optional.of(path), Optional.empty(), AddressStyle.PATH)
                : new Target(
                        Optional.of(path.substring(0, slash)),
                        Optional.of(path.substring(slash + 1)).filter(key -> !key.isEmpty()),
                        AddressStyle.PATH);
    }

    /** {@code /bucket/key}, {@code /bucket/} or {@code /}: what every signature covers, not percent-encoded. */
    public String resource() {
        return bucket.map(name -> "/" + name + "/" + key.orElse("")).orElse("/");
    }
}
