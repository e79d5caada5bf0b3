package io.coffer.server.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.coffer.encryption.RootKey;
import io.coffer.server.authentication.AccessKey;
import io.coffer.server.authentication.AccessKeySecret;
import io.coffer.server.authentication.Caller;
import io.coffer.server.authentication.KeyLookup;
import io.coffer.server.authentication.KeyLookup.Cause;
import io.coffer.server.authentication.PolicySet;
import io.coffer.server.authentication.SessionStore;
import io.coffer.server.authorization.policy.MalformedPolicyException;
import io.coffer.server.authorization.policy.Policy;
import io.coffer.server.authorization.policy.PolicyKind;
import io.coffer.server.authorization.policy.PolicyOrigin;
import io.coffer.server.authorization.policy.PolicyTexts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Sessions of roles, and the temporary keys that speak for them. What a token says is fixed; that its time has not come
 * to an end, that its role is still there and what the role may do is looked up for each request.
 */
public final class Sessions implements SessionStore, AutoCloseable {
    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final long KEPT_CHARACTERS = 8L * 1024 * 1024;
    private static final int FIXED_WEIGHT = 1024;

    /** A token that was opened, which costs more than looking it up again. */
    private record Opened(Session session, AccessKeySecret secret, Optional<Policy> policy) {
        int weight() {
            // the parsed policy is several times its text
            return FIXED_WEIGHT + 8 * session.policy().map(String::length).orElse(0);
        }
    }

    private final SessionTokens tokens;
    private final AssumableRoles roles;
    private final PolicyTexts policyTexts;
    private final InstantSource clock;
    private final Cache<ByteBuffer, Opened> opened = Caffeine.newBuilder()
            .maximumWeight(KEPT_CHARACTERS)
            .weigher((ByteBuffer digest, Opened token) -> token.weight())
            .expireAfterAccess(KEPT)
            .build();

    public Sessions(RootKey rootKey, AssumableRoles roles, PolicyTexts policyTexts, InstantSource clock) {
        this.tokens = new SessionTokens(rootKey);
        this.roles = roles;
        this.policyTexts = policyTexts;
        this.clock = clock;
    }

    /** @throws MalformedPolicyException when the text is no policy for a session, with reason and place */
    public void requirePolicy(String text) {
        policyTexts.brought(PolicyKind.IDENTITY, text);
    }

    /**
     * Begins a session. Whether the caller may is decided before.
     *
     * @param policy bounds the session further; must be one
     * @param assumedBy the id of the caller
     */
    public NewSession begin(
            AssumableRole role, String name, Duration duration, Optional<String> policy, String assumedBy) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Session session = new Session(
                IdentityRules.newSessionKeyId(),
                role.account(),
                role.name(),
                role.roleId(),
                name,
                policy,
                assumedBy,
                now,
                now.plus(duration));
        return new NewSession(
                session.accessKeyId(), tokens.secret(session.accessKeyId()), tokens.seal(session), session.expires());
    }

    @Override
    public KeyLookup find(String accessKeyId, String securityToken) {
        Optional<byte[]> bytes = SessionTokens.bytes(securityToken);
        if (bytes.isEmpty()) {
            return KeyLookup.refused(Cause.TOKEN_MALFORMED);
        }
        Optional<Opened> token = open(securityToken, bytes.get());
        if (token.isEmpty()) {
            return KeyLookup.refused(Cause.TOKEN_INVALID);
        }
        Session session = token.get().session();
        if (!session.accessKeyId().equals(accessKeyId)) {
            return KeyLookup.refused(Cause.TOKEN_OF_ANOTHER_KEY);
        }
        if (!clock.instant().isBefore(session.expires())) {
            return KeyLookup.refused(Cause.TOKEN_EXPIRED);
        }
        return roles.assumableRole(session.account(), session.roleName())
                .filter(role -> role.roleId().equals(session.roleId()))
                .<KeyLookup>map(role -> new KeyLookup.Found(key(token.get(), role)))
                .orElseGet(() -> KeyLookup.refused(Cause.TOKEN_INVALID));
    }

    private AccessKey key(Opened token, AssumableRole role) {
        Session session = token.session();
        PolicySet policies = new PolicySet(roles.controlPolicies(session.account()), token.policy(), role.policies());
        Caller caller = new Caller.AssumedRole(
                session.account(), role.name(), role.roleId(), session.name(), policies, session.accessKeyId());
        return new AccessKey(session.accessKeyId(), token.secret(), caller, true);
    }

    private Optional<Opened> open(String text, byte[] bytes) {
        ByteBuffer digest = digest(text);
        Optional<Opened> known = Optional.ofNullable(opened.getIfPresent(digest));
        if (known.isPresent()) {
            return known;
        }
        Optional<Opened> token = tokens.open(bytes).flatMap(this::opened);
        token.ifPresent(found -> opened.put(digest, found));
        return token;
    }

    /** Empty when the session's policy is none by the rules of this version: then nothing is known to be allowed. */
    private Optional<Opened> opened(Session session) {
        try {
            Optional<Policy> policy = session.policy()
                    .map(text -> policyTexts
                            .stored(PolicyKind.IDENTITY, text)
                            .from(new PolicyOrigin(
                                    PolicyOrigin.Kind.SESSION, session.name(), "role/" + session.roleName())));
            return Optional.of(new Opened(session, tokens.secret(session.accessKeyId()), policy));
        } catch (MalformedPolicyException refused) {
            return Optional.empty();
        }
    }

    private static ByteBuffer digest(String token) {
        try {
            return ByteBuffer.wrap(
                    MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this Java has no SHA-256", missing);
        }
    }

    @Override
    public void close() {
        opened.invalidateAll();
        tokens.close();
    }
}
