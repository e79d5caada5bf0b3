package io.coffer.protocol;

/** How a version of an object came to be, as {@code x-oss-object-type} and listings name it. */
public enum ObjectType {
    NORMAL("Normal"),
    MULTIPART("Multipart"),
    APPENDABLE("Appendable"),
    SYMLINK("Symlink"),
    /** Not an object: it hides those before it. */
    DELETE_MARKER("DeleteMarker");

    private final String wire;

    ObjectType(String wire) {
        this.wire = wire;
    }

    public String wire() {
        return wire;
    }
}
