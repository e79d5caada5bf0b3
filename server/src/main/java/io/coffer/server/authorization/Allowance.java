package io.coffer.server.authorization;

/** What allows a request, in the order in which it is looked for. */
public enum Allowance {
    /** The caller is the root of the account that owns what it asks for. */
    OWNERSHIP,
    /** A policy attached to the caller, whose account owns what it asks for. */
    IDENTITY_POLICY,
    BUCKET_POLICY,
    /** The ACL of the object or, when that is the default, of the bucket. */
    ACL
}
