package io.coffer.server.identity;

import io.coffer.server.authentication.PolicySet;
import io.coffer.server.authorization.policy.PolicyOrigin;
import java.util.List;

/** Texts of policies for tests, and the names of what counts. */
final class Denials {
    static final String ALLOW = document("Allow", "oss:Get*");
    static final String DENY = document("Deny", "oss:Delete*");
    static final String TRUST = "{\"Version\":\"1\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\","
            + "\"Principal\":{\"RAM\":[\"acs:ram::7:root\"]}}}";

    private Denials() {}

    static String document(String effect, String action) {
        return "{\"Version\":\"1\",\"Statement\":{\"Effect\":\"" + effect + "\",\"Action\":\"" + action
                + "\",\"Resource\":\"*\"}}";
    }

    /** Such as {@code group/g CUSTOM deny}. */
    static List<String> names(PolicySet policies) {
        return policies.all()
                .map(policy -> {
                    PolicyOrigin origin = policy.origin();
                    return origin.holder() + " " + origin.kind() + " " + origin.name();
                })
                .toList();
    }
}
