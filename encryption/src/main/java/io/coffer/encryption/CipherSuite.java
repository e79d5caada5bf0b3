package io.coffer.encryption;

/** How the segments of a body are ciphered. The code is stored and never given to another suite. */
public enum CipherSuite {
    /** Tink's AES256-GCM-HKDF streaming format with 64 KiB segments. */
    AES_256_GCM(1, 32),
    /** The same layout with SM4-GCM; not a Tink format. */
    SM4_GCM(2, 16);

    private final int code;
    private final int keyLength;

    CipherSuite(int code, int keyLength) {
        this.code = code;
        this.keyLength = keyLength;
    }

    public int code() {
        return code;
    }

    /** in bytes, of the key derived for an extent */
    public int keyLength() {
        return keyLength;
    }

    /** @throws IllegalArgumentException when no suite has the code */
    public static CipherSuite fromCode(int code) {
        for (CipherSuite suite : values()) {
            if (suite.code == code) {
                return suite;
            }
        }
        throw new IllegalArgumentException("no cipher suite has the code " + code);
    }
}
