package io.coffer.encryption;

/** Where a master key's material comes from. */
public enum KeyOrigin {
    /** Drawn by Coffer. */
    COFFER,
    /** Imported by the key's owner, who keeps a copy; it has one version and is not rotated. */
    EXTERNAL
}
