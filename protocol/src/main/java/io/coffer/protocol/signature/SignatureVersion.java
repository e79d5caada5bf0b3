package io.coffer.protocol.signature;

/** The signature schemes of OSS; 3 was never published. */
public enum SignatureVersion {
    /** HMAC-SHA1 over a fixed choice of the request. */
    V1,
    /** HMAC-SHA256 with additional headers; obsolete, still emitted by older clients. */
    V2,
    /** HMAC-SHA256 under a key derived for a day, region and product. */
    V4
}
