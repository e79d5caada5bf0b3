package io.coffer.server.authorization.policy;

/** What a policy is attached to, which decides the fields of its statements. */
public enum PolicyKind {
    /** A user, group or role; also what bounds an account or a session. Its statements have no principal. */
    IDENTITY,
    /** A bucket. Its statements may name principals. */
    BUCKET,
    /** A role that others assume. Its statements name whom it trusts, and no resource. */
    TRUST
}
