package io.coffer.testing;

/** A server in this process that serves until it is closed. */
public interface RunningCoffer extends AutoCloseable {
    /** Where the OSS API is served, such as {@code http://127.0.0.1:43215}; SDKs take it as their endpoint. */
    String endpoint();

    /** Where RAM, STS and KMS are served. */
    String adminEndpoint();

    /** The region that it stands for, which signatures of version 4 name. */
    String region();

    /** The root user of the account. */
    CofferCredentials root();

    /**
     * Makes a bucket of the root user.
     *
     * @throws IllegalArgumentException when the server refuses the name, with its reason
     */
    void createBucket(String name);

    /**
     * A RAM user with an access key of its own, made now.
     *
     * @param policy a RAM policy in JSON; empty for a user who may do nothing
     * @throws IllegalArgumentException when the server refuses the name or the policy, with its reason
     */
    CofferCredentials createUser(String name, String policy);

    @Override
    void close();
}
