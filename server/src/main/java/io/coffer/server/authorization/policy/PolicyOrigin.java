package io.coffer.server.authorization.policy;

/**
 * Where a policy comes from, so that a refusal can name it.
 *
 * @param name as its account knows it; for a policy of a bucket the bucket's name
 * @param holder what it is attached to, such as {@code user/anna} or {@code group/writers}; empty for what holds itself
 */
public record PolicyOrigin(Kind kind, String name, String holder) {
    /** A policy that was read from a text alone. */
    public static final PolicyOrigin UNNAMED = new PolicyOrigin(Kind.CUSTOM, "", "");

    /** The kinds of policies, by what they speak for. */
    public enum Kind {
        /** Bounds what an account may do at all. */
        CONTROL,
        /** Bounds one session of a role. */
        SESSION,
        /** Comes with Coffer; attached to users, groups and roles. */
        SYSTEM,
        /** Made in an account; attached to users, groups and roles. */
        CUSTOM,
        /** Of a bucket. */
        BUCKET,
        /** Says who may assume a role. */
        TRUST
    }
}
