package io.coffer.server.authentication;

import java.util.Optional;

/** Finds access keys by their id. Called for every signed request, by many threads. */
@FunctionalInterface
public interface AccessKeyStore {
    Optional<AccessKey> find(String accessKeyId);

    /** This store with one more key, which lasts as long as the process and hides a stored one of the same id. */
    default AccessKeyStore with(AccessKey key) {
        return id -> id.equals(key.id()) ? Optional.of(key) : find(id);
    }
}
