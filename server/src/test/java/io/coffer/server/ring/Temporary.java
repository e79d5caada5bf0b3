package io.coffer.server.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Temporary credentials, and what it takes to get them: users, roles and trust. */
record Temporary(String accessKeyId, String secret, String token) {
    static Temporary of(Administration.Reply reply) {
        assertThat(reply.outcome()).as("%s", reply.body()).isEqualTo("200");
        return new Temporary(
                reply.text("/Credentials/AccessKeyId"),
                reply.text("/Credentials/AccessKeySecret"),
                reply.text("/Credentials/SecurityToken"));
    }

    Client client(Ring ring) {
        return ring.client(accessKeyId, secret, Optional.of(token));
    }

    Administration administration(Ring ring) {
        return ring.administration(accessKeyId, secret, Optional.of(token));
    }

    /**
     * A role that trusts the account's users and sessions.
     *
     * @param actions that its one policy allows on everything; none leaves it without a policy
     * @return its ARN
     */
    static String role(Administration root, String name, String... actions) {
        return trusting(root, name, principal(root.account()), actions);
    }

    /** @param trust the inside of the trust policy's statement beside effect and action */
    static String trusting(Administration root, String name, String trust, String... actions) {
        root.succeed(
                Administration.RAM,
                "CreateRole",
                "RoleName",
                name,
                "AssumeRolePolicyDocument",
                "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\"," + trust
                        + "}]}");
        if (actions.length > 0) {
            root.succeed(Administration.RAM, "CreatePolicy", "PolicyName", name, "PolicyDocument", allow(actions));
            root.succeed(
                    Administration.RAM,
                    "AttachPolicyToRole",
                    "PolicyType",
                    "Custom",
                    "PolicyName",
                    name,
                    "RoleName",
                    name);
        }
        return "acs:ram::" + root.account() + ":role/" + name;
    }

    static String principal(String account) {
        return "\"Principal\":{\"RAM\":[\"acs:ram::" + account + ":root\"]}";
    }

    /** A policy that allows the actions on everything. */
    static String allow(String... actions) {
        return "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"" + String.join("\",\"", actions)
                + "\"],\"Resource\":\"*\"}]}";
    }

    /** A user of the account whose policy allows {@code sts:AssumeRole} on a resource. */
    static Administration assumer(Ring ring, Administration root, String name, String resource) {
        return RamUser.named(ring, root, name)
                .with(RamUser.allow("sts:AssumeRole", resource))
                .administration();
    }

    static Administration.Reply assume(Administration caller, String arn, String... more) {
        List<String> parameters = new ArrayList<>(List.of("RoleArn", arn, "RoleSessionName", "anna"));
        parameters.addAll(List.of(more));
        return caller.call(Administration.STS, "AssumeRole", parameters.toArray(String[]::new));
    }
}
