package io.coffer.server.authentication;

import io.coffer.server.authentication.KeyLookup.Cause;
import java.util.Optional;

/** Every access key that a request may be signed with: lasting ones by their id, temporary ones by id and token. */
public final class KeyRing {
    private final AccessKeyStore lasting;
    private final SessionStore sessions;

    public KeyRing(AccessKeyStore lasting, SessionStore sessions) {
        this.lasting = lasting;
        this.sessions = sessions;
    }

    /** Lasting keys only. */
    public static KeyRing of(AccessKeyStore lasting) {
        return new KeyRing(lasting, (id, token) -> KeyLookup.refused(Cause.TOKEN_INVALID));
    }

    public KeyLookup find(String accessKeyId, Optional<String> securityToken) {
        return securityToken.map(token -> withToken(accessKeyId, token)).orElseGet(() -> withoutToken(accessKeyId));
    }

    private KeyLookup withoutToken(String accessKeyId) {
        return lasting.find(accessKeyId)
                .<KeyLookup>map(KeyLookup.Found::new)
                .orElseGet(() -> KeyLookup.refused(
                        accessKeyId.startsWith(SessionStore.KEY_PREFIX) ? Cause.TOKEN_MISSING : Cause.UNKNOWN_KEY));
    }

    private KeyLookup withToken(String accessKeyId, String token) {
        if (accessKeyId.startsWith(SessionStore.KEY_PREFIX)) {
            return sessions.find(accessKeyId, token);
        }
        if (lasting.find(accessKeyId).isEmpty()) {
            return KeyLookup.refused(Cause.UNKNOWN_KEY);
        }
        KeyLookup ofAnother = KeyLookup.refused(Cause.TOKEN_OF_ANOTHER_KEY);
        // what is no token at all is told from a good one that went with the wrong key
        return sessions.find(accessKeyId, token).equals(ofAnother)
                ? ofAnother
                : KeyLookup.refused(Cause.TOKEN_NOT_EXPECTED);
    }
}
