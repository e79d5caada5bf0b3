package io.coffer.server.admin;

import io.coffer.protocol.signature.RpcSignature;
import io.coffer.server.authentication.AccessKey;
import io.coffer.server.authentication.AccessKeyStore;
import io.coffer.server.authentication.Caller;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/** Finds out who sends a request in RPC style: parameters signed with HMAC-SHA1, a timestamp and a nonce. */
final class RpcAuthenticator {
    private static final Duration SKEW = Duration.ofMinutes(15);
    // a timestamp ahead of the clock by the skew stays acceptable for twice that long
    private static final Duration REMEMBERED = SKEW.multipliedBy(2).plusSeconds(1);
    private static final int MAX_REMEMBERED = 200_000;
    private static final int MAX_NONCE = 128;

    private final AccessKeyStore keys;
    private final InstantSource clock;
    private final NonceWindow nonces;

    RpcAuthenticator(AccessKeyStore keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
        this.nonces = new NonceWindow(clock, REMEMBERED, MAX_REMEMBERED);
    }

    /** @throws AdminException when the request is not signed, not of this time, or was sent before */
    Caller authenticate(AdminRequest request) {
        AdminCall unsigned = new AdminCall(request.parameters(), Caller.ANONYMOUS);
        String accessKeyId = unsigned.required("AccessKeyId");
        unsigned.required(RpcSignature.PARAMETER);
        String nonce = unsigned.required("SignatureNonce");
        if (nonce.length() > MAX_NONCE) {
            throw AdminError.INVALID_NONCE.exception();
        }
        if (!unsigned.required("SignatureMethod").equals("HMAC-SHA1")
                || !unsigned.required("SignatureVersion").equals("1.0")) {
            throw AdminError.UNSUPPORTED_SIGNATURE.exception();
        }
        requireNow(unsigned.required("Timestamp"));
        AccessKey key = keys.find(accessKeyId).orElseThrow(AdminError.UNKNOWN_ACCESS_KEY::exception);
        requireSignature(request, key);
        if (!key.enabled()) {
            throw AdminError.INACTIVE_ACCESS_KEY.exception();
        }
        if (unsigned.optional("SecurityToken").isPresent()) {
            throw AdminError.INVALID_SECURITY_TOKEN.exception();
        }
        nonces.require(accessKeyId, nonce);
        return key.caller();
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

    private static void requireSignature(AdminRequest request, AccessKey key) {
        Map<String, String> parameters = request.parameters();
        if (!key.secret().use(secret -> RpcSignature.verify(parameters, request.method(), secret))) {
            throw AdminError.SIGNATURE_DOES_NOT_MATCH.exception();
        }
    }
}
