package io.coffer.server.authorization;

/** What decided that a request is denied. An explicit deny is a statement that matched; else nothing allowed. */
public enum DenialCause {
    CONTROL_POLICY_DENIES(true),
    CONTROL_POLICY_SILENT(false),
    SESSION_POLICY_DENIES(true),
    SESSION_POLICY_SILENT(false),
    IDENTITY_POLICY_DENIES(true),
    BUCKET_POLICY_DENIES(true),
    BOTH_POLICIES_DENY(true),
    /** The role's trust policy refuses the caller. */
    TRUST_POLICY_DENIES(true),
    /** The role's trust policy does not name the caller. */
    TRUST_POLICY_SILENT(false),
    /** The caller's policies say nothing, nor does the bucket's, and no ACL grants it. */
    NOTHING_ALLOWS(false);

    private final boolean explicit;

    DenialCause(boolean explicit) {
        this.explicit = explicit;
    }

    public boolean isExplicit() {
        return explicit;
    }
}
