package io.coffer.server.keyuse;

import java.util.Optional;

/**
 * One use of a master key.
 *
 * @param bucket its name; empty where the use is about no bucket
 * @param blob the id of the body in hexadecimal; empty where it is about none
 */
public record KeyUse(
        Operation operation,
        String keyId,
        int keyVersion,
        Optional<String> bucket,
        Optional<String> blob,
        KeyUser user) {

    /** The destruction of a version, with whatever is under it. */
    public static KeyUse destroying(String keyId, int keyVersion, KeyUser user) {
        return new KeyUse(Operation.DESTROY, keyId, keyVersion, Optional.empty(), Optional.empty(), user);
    }

    /** What was done with the key. */
    public enum Operation {
        GENERATE("generate"),
        UNWRAP("unwrap"),
        REWRAP("rewrap"),
        DESTROY("destroy"),
        /** Of a message that a caller of the key management service gave. */
        ENCRYPT("encrypt"),
        DECRYPT("decrypt");

        private final String text;

        Operation(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }
}
