package io.coffer.server.object;

/**
 * Something at rest that is not as it should be.
 *
 * @param bucket its name; empty for what is in none
 * @param key the object's key, or the name of what is no object
 * @param version the version's id; empty where there is none
 * @param detail what failed
 */
public record Finding(Check check, String bucket, String key, String version, String detail) {

    /** What was checked. */
    public enum Check {
        /** A record's seal, format and place. */
        RECORD,
        /** Sealed facts under the attribute key. */
        FACTS,
        /** The wrapped data key, its commitment, the record tag. */
        ENVELOPE,
        /** The list of extents. */
        MANIFEST,
        /** An extent's record or bytes. */
        EXTENT,
        /** The bytes: segments, checksums, length. */
        BODY,
        /** MD5, CRC64 or length of the plaintext against the facts. */
        DIGEST,
        /** A control record's seal. */
        CONTROL_RECORD,
        /** The audit trail. */
        AUDIT,
        /** The key-use log. */
        KEY_LOG,
        /** The engine's own files. */
        STORAGE,
        /** What is derived from the records. */
        LEDGER,
        /** A plaintext that was searched for. */
        CANARY,
        /** The state of the store against a checkpoint. */
        CHECKPOINT
    }
}
