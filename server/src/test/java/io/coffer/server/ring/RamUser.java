package io.coffer.server.ring;

/** A RAM user and its access key, made over the administration port. */
record RamUser(Ring ring, Administration root, String name, String accessKeyId, String secret) {
    /** Of the account that owns the ring, without policies. */
    static RamUser named(Ring ring, String name) {
        return named(ring, ring.administration(), name);
    }

    /** Of the account of that root, without policies. */
    static RamUser named(Ring ring, Administration root, String name) {
        root.succeed(Administration.RAM, "CreateUser", "UserName", name);
        Administration.Reply key = root.succeed(Administration.RAM, "CreateAccessKey", "UserName", name);
        return new RamUser(
                ring, root, name, key.text("/AccessKey/AccessKeyId"), key.text("/AccessKey/AccessKeySecret"));
    }

    /** The client of a new user whose one policy allows the action on the resource, see {@link #allow}. */
    static Client client(Ring ring, String name, String action, String resource) {
        return named(ring, name).with(allow(action, resource)).client();
    }

    /** @param action or several parted by quote, comma and quote */
    static String allow(String action, String resource) {
        return """
                {"Version": "1", "Statement": [{"Effect": "Allow", "Action": ["%s"], "Resource": "%s"}]}
                """.formatted(action, resource);
    }

    /** With a policy that is called as the user is. */
    RamUser with(String document) {
        return with(name, document);
    }

    RamUser with(String policy, String document) {
        root.succeed(Administration.RAM, "CreatePolicy", "PolicyName", policy, "PolicyDocument", document);
        return holding(policy);
    }

    /** With a policy that is there. */
    RamUser holding(String policy) {
        root.succeed(
                Administration.RAM,
                "AttachPolicyToUser",
                "PolicyType",
                "Custom",
                "PolicyName",
                policy,
                "UserName",
                name);
        return this;
    }

    Client client() {
        return ring.client(accessKeyId, secret);
    }

    Administration administration() {
        return ring.administration(accessKeyId, secret);
    }
}
