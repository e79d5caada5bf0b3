package io.coffer.encryption;

import java.time.Instant;

/**
 * The trace of a key version whose material was destroyed.
 *
 * @param owner the account that the key belongs to
 * @param wholeKey whether the key was destroyed as a whole
 */
public record DestroyedVersion(
        String keyId,
        String owner,
        KeyPurpose purpose,
        int number,
        String versionId,
        Instant created,
        Instant destroyed,
        boolean wholeKey) {}
