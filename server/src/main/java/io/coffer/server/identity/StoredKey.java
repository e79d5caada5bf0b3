package io.coffer.server.identity;

import java.time.Instant;

/**
 * An access key as stored, within the record of its holder.
 *
 * @param sealedSecret base64 of what the secret box made
 */
public record StoredKey(String id, String sealedSecret, Status status, Instant created) {
    public enum Status {
        ACTIVE,
        INACTIVE
    }

    StoredKey with(Status newStatus) {
        return new StoredKey(id, sealedSecret, newStatus, created);
    }

    @Override
    public String toString() {
        return "StoredKey[" + id + " " + status + "]";
    }
}
