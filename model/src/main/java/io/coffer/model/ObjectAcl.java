package io.coffer.model;

import java.util.Optional;

/** An object's own ACL; {@link #DEFAULT} defers to the bucket's. */
public enum ObjectAcl {
    DEFAULT("default"),
    PRIVATE("private"),
    PUBLIC_READ("public-read"),
    PUBLIC_READ_WRITE("public-read-write");

    private final String wire;

    ObjectAcl(String wire) {
        this.wire = wire;
    }

    public String wire() {
        return wire;
    }

    public static Optional<ObjectAcl> fromWire(String text) {
        for (ObjectAcl acl : values()) {
            if (acl.wire.equals(text)) {
                return Optional.of(acl);
            }
        }
        return Optional.empty();
    }

    /** The grant that counts for an object with this ACL in a bucket with the given one. */
    public BucketAcl within(BucketAcl bucket) {
        return switch (this) {
            case DEFAULT -> bucket;
            case PRIVATE -> BucketAcl.PRIVATE;
            case PUBLIC_READ -> BucketAcl.PUBLIC_READ;
            case PUBLIC_READ_WRITE -> BucketAcl.PUBLIC_READ_WRITE;
        };
    }
}
