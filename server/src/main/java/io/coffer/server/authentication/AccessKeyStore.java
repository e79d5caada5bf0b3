package io.coffer.server.authentication;

import java.util.Optional;

/** Finds access keys by their id. Called for every signed request, by many threads. */
public interface AccessKeyStore {
    Optional<AccessKey> find(String accessKeyId);
}
