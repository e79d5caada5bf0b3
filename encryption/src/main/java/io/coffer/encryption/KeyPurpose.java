package io.coffer.encryption;

/** What a master key is for. */
public enum KeyPurpose {
    /** Made by a customer, for SSE-KMS by its id. */
    CUSTOMER,
    /** The account's default key for SSE-KMS without an id, alias {@code acs/oss}. */
    DEFAULT,
    /** The service key of SSE-OSS, which Coffer keeps and rotates. */
    SERVICE
}
