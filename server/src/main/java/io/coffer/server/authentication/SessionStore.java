package io.coffer.server.authentication;

/** Finds temporary access keys by the security token that comes with them. Called by many threads. */
@FunctionalInterface
public interface SessionStore {
    /** What the id of every temporary key begins with. */
    String KEY_PREFIX = "STS.";

    /** The key of the token's session, when the token is good now and belongs to this id. */
    KeyLookup find(String accessKeyId, String securityToken);
}
