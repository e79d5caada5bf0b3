package io.coffer.server.admin;

import io.coffer.server.audit.Actor;
import io.coffer.server.authentication.AccessKey;
import io.coffer.server.authentication.AuditedCaller;
import io.coffer.server.authentication.Caller;
import io.coffer.server.authentication.KeyLookup;
import io.coffer.server.authentication.KeyRing;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Finds out who sends a request, by its signature in either style, its time and a nonce that is never used twice. */
final class AdminAuthenticator {
    private static final Duration SKEW = Duration.ofMinutes(15);
    // a timestamp ahead of the clock by the skew stays acceptable for twice that long
    private static final Duration REMEMBERED = SKEW.multipliedBy(2).plusSeconds(1);
    private static final int MAX_REMEMBERED = 200_000;
    private static final int MAX_NONCE = 128;

    private final KeyRing keys;
    private final InstantSource clock;
    private final NonceWindow nonces;

    AdminAuthenticator(KeyRing keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
        this.nonces = new NonceWindow(clock, REMEMBERED, MAX_REMEMBERED);
    }

    /**
     * The call as its sender signed it.
     *
     * @throws AdminException when the request is not signed, not of this time, or was sent before
     */
    AdminCall authenticate(AdminRequest request) {
        AdminClaim claim = AdminClaim.of(request);
        if (claim.nonce().length() > MAX_NONCE) {
            throw AdminError.INVALID_NONCE.exception();
        }
        requireNow(claim.timestamp());
        AccessKey key = key(claim);
        if (!key.secret().use(claim::isSignedWith)) {
            throw AdminException.mismatch(claim.stringToSign());
        }
        if (!key.enabled()) {
            throw AdminError.INACTIVE_ACCESS_KEY.exception();
        }
        nonces.require(holder(key.caller()), key.id(), claim.nonce());
        return new AdminCall(claim.parameters(), key.caller());
    }

    /** Never by key: a session is begun in no time, and has a key of its own. */
    private static String holder(Caller caller) {
        Actor actor = AuditedCaller.of(caller);
        return actor.account().orElse("") + "/" + actor.id().orElse("");
    }

    private AccessKey key(AdminClaim claim) {
        return switch (keys.find(claim.accessKeyId(), claim.securityToken())) {
            case KeyLookup.Found found -> found.key();
            case KeyLookup.Refused refused ->
                throw AdminError.of(refused.cause()).exception();
        };
    }

    private void requireNow(String timestamp) {
        Instant claimed;
        try {
            claimed = Instant.parse(timestamp);
        } catch (DateTimeException malformed) {
            throw AdminError.INVALID_TIMESTAMP_FORMAT.exception();
        }
        if (Duration.between(claimed, clock.instant()).abs().compareTo(SKEW) > 0) {
            throw AdminError.TIMESTAMP_EXPIRED.exception();
        }
    }
}
