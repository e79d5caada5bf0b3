package io.coffer.server.authorization;

import java.util.List;

/**
 * One thing that spoke about a denied request, or should have.
 *
 * @param owner the account whose policy, ACL or rule it is
 * @param name of the policy; empty for what has none
 * @param kind of the policy: {@code System} or {@code Custom}; empty for what is attached to nothing
 * @param holder what the policy is attached to, such as {@code user/anna}
 * @param statement its number in the policy, from 1; 0 when it is about no single statement
 * @param says what it came to, in one sentence
 * @param mismatches why a statement did not match
 * @param advice what can be done about it; may be empty
 */
public record Finding(
        Layer layer,
        Decision decision,
        String owner,
        String name,
        String kind,
        String holder,
        int statement,
        String says,
        List<Mismatch> mismatches,
        String advice) {
    /** What is evaluated, in this order. */
    public enum Layer {
        CONTROL_POLICY("ControlPolicy"),
        SESSION_POLICY("SessionPolicy"),
        IDENTITY_POLICY("AccountLevelIdentityBasedPolicy"),
        BUCKET_POLICY("ResourceBasedPolicy"),
        TRUST_POLICY("AssumeRolePolicy"),
        OBJECT_ACL("ObjectAcl"),
        BUCKET_ACL("BucketAcl"),
        PUBLIC_ACCESS_BLOCK("PublicAccessBlock"),
        /** What is no permission: a setting of the bucket, a state of an object or of a key. */
        RULE("Rule");

        private final String wire;

        Layer(String wire) {
            this.wire = wire;
        }

        /** As {@code PolicyType} of a refusal says it. */
        public String wire() {
            return wire;
        }
    }

    /** What it came to. */
    public enum Decision {
        DENIES("Deny"),
        ALLOWS("Allow"),
        /** It would allow, but for what its mismatches say. */
        NEARLY_ALLOWS("NearlyAllow"),
        /** Nothing in it speaks about the request. */
        SILENT("None");

        private final String wire;

        Decision(String wire) {
            this.wire = wire;
        }

        public String wire() {
            return wire;
        }
    }

    /**
     * A part of a statement that did not match.
     *
     * @param part such as {@code Resource} or {@code StringEquals acs:SourceIp}
     * @param expected by the statement
     * @param actual in the request
     */
    public record Mismatch(String part, String expected, String actual) {}

    public Finding {
        mismatches = List.copyOf(mismatches);
    }

    static Finding of(Layer layer, Decision decision, String owner, String says, String advice) {
        return new Finding(layer, decision, owner, "", "", "", 0, says, List.of(), advice);
    }

    /** What an account is told of a finding about something of another account: that there is one. */
    Finding hidden() {
        // whether a role refuses or does not exist is nothing that callers of another account learn
        Decision told = layer == Layer.TRUST_POLICY ? Decision.SILENT : decision;
        String says = told == Decision.DENIES
                ? "denied by something that belongs to another account"
                : "nothing that belongs to the other account allows it";
        return of(layer, told, "", says, "Ask the other account, which can decode this message itself.");
    }

    Finding with(List<Mismatch> others) {
        return new Finding(layer, decision, owner, name, kind, holder, statement, says, others, advice);
    }
}
