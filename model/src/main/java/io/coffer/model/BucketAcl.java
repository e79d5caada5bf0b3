package io.coffer.model;

import java.util.Optional;

/** What a bucket grants to callers that no policy speaks of. */
public enum BucketAcl {
    PRIVATE("private"),
    PUBLIC_READ("public-read"),
    PUBLIC_READ_WRITE("public-read-write");

    private final String wire;

    BucketAcl(String wire) {
        this.wire = wire;
    }

    public String wire() {
        return wire;
    }

    public static Optional<BucketAcl> fromWire(String text) {
        for (BucketAcl acl : values()) {
            if (acl.wire.equals(text)) {
                return Optional.of(acl);
            }
        }
        return Optional.empty();
    }

    public boolean grantsRead() {
        return this != PRIVATE;
    }

    public boolean grantsWrite() {
        return this == PUBLIC_READ_WRITE;
    }
}
