package io.coffer.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.encryption.RootKey;
import io.coffer.model.AccountId;
import io.coffer.server.authentication.AccessKey;
import io.coffer.server.authentication.AccessKeySecret;
import io.coffer.server.authentication.Caller;
import io.coffer.server.authentication.KeyLookup;
import io.coffer.server.authentication.KeyLookup.Cause;
import io.coffer.server.authentication.KeyRing;
import io.coffer.server.authorization.policy.Policy;
import io.coffer.server.authorization.policy.PolicyOrigin;
import io.coffer.server.authorization.policy.PolicyParser;
import io.coffer.server.authorization.policy.PolicyTexts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private static final AccountId ACCOUNT = new AccountId("1234567890123456");
    private static final Policy READ = PolicyParser.identityPolicy(policy("oss:Get*"));

    private final RootKey rootKey = RootKey.random();
    private final Roles roles = new Roles();
    private Instant now = Instant.parse("2026-11-22T12:00:00.750Z");
    private final Sessions sessions = new Sessions(rootKey, roles, PolicyTexts.withoutVocabulary(), () -> now);

    /** Roles that a test changes as it likes. */
    private static final class Roles implements AssumableRoles {
        private final Map<String, AssumableRole> byName = new HashMap<>();
        private List<Policy> control = List.of();

        AssumableRole put(String name, String id, Policy... policies) {
            AssumableRole role = new AssumableRole(ACCOUNT, name, id, READ, List.of(policies), Duration.ofHours(1));
            byName.put(name, role);
            return role;
        }

        @Override
        public Optional<AssumableRole> assumableRole(AccountId account, String name) {
            return account.equals(ACCOUNT) ? Optional.ofNullable(byName.get(name)) : Optional.empty();
        }

        @Override
        public List<Policy> controlPolicies(AccountId account) {
            return control;
        }
    }

    private static String policy(String action) {
        return "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"" + action
                + "\",\"Resource\":\"*\"}]}";
    }

    private NewSession begin(Optional<String> policy) {
        return sessions.begin(roles.put("reader", "3001", READ), "anna", Duration.ofMinutes(15), policy, "2001");
    }

    @Test
    void aTokenLeadsToTheKeyOfItsSession() {
        NewSession session = begin(Optional.of(policy("oss:Put*")));
        assertThat(session.accessKeyId()).matches("STS\\.[A-Za-z0-9]{25}");
        assertThat(session.expires()).isEqualTo(Instant.parse("2026-11-22T12:15:00Z"));
        AccessKey key = found(session);
        assertThat(key.secret()).isEqualTo(session.secret());
        assertThat(key.secret().reveal()).hasSize(43);
        assertThat(key.caller()).isInstanceOfSatisfying(Caller.AssumedRole.class, role -> {
            assertThat(role.account()).isEqualTo(ACCOUNT);
            assertThat(role.roleName()).isEqualTo("reader");
            assertThat(role.roleId()).isEqualTo("3001");
            assertThat(role.sessionName()).isEqualTo("anna");
            assertThat(role.accessKeyId()).isEqualTo(session.accessKeyId());
            assertThat(role.policies().attached()).containsExactly(READ);
            assertThat(role.policies().control()).isEmpty();
            assertThat(role.policies().session().map(Policy::origin))
                    .contains(new PolicyOrigin(PolicyOrigin.Kind.SESSION, "anna", "role/reader"));
        });
    }

    @Test
    void aSessionIsReadFromItsTokenAsItWasWritten() {
        SessionTokens tokens = new SessionTokens(rootKey);
        for (Optional<String> policy : List.of(Optional.<String>empty(), Optional.of(policy("oss:*")))) {
            Session session = new Session(
                    "STS.a", ACCOUNT, "reader", "3001", "anna", policy, "2001", now(), now().plusSeconds(900));
            String token = tokens.seal(session);
            assertThat(tokens.open(SessionTokens.bytes(token).orElseThrow())).contains(session);
            assertThat(tokens.seal(session)).isNotEqualTo(token);
        }
    }

    private Instant now() {
        return Instant.parse("2026-11-22T12:00:00Z");
    }

    @Test
    void anyGatewayWithTheRootKeyTakesTheToken() {
        NewSession session = begin(Optional.empty());
        Sessions elsewhere = new Sessions(rootKey, roles, PolicyTexts.withoutVocabulary(), () -> now);
        assertThat(elsewhere.find(session.accessKeyId(), session.securityToken()))
                .isInstanceOf(KeyLookup.Found.class);
        Sessions stranger = new Sessions(RootKey.random(), roles, PolicyTexts.withoutVocabulary(), () -> now);
        assertThat(stranger.find(session.accessKeyId(), session.securityToken()))
                .isEqualTo(refused(Cause.TOKEN_INVALID));
    }

    @Test
    void everyChangedByteIsRefused() {
        NewSession session = begin(Optional.of(policy("oss:Put*")));
        byte[] good = Base64.getDecoder().decode(session.securityToken());
        for (int at = 0; at < good.length; at++) {
            for (int bit : new int[] {1, 0x80}) {
                byte[] changed = good.clone();
                changed[at] ^= (byte) bit;
                assertThat(find(session, Base64.getEncoder().encodeToString(changed)))
                        .as("byte %d", at)
                        .isEqualTo(refused(Cause.TOKEN_INVALID));
            }
        }
        assertThat(find(session, Base64.getEncoder().encodeToString(Arrays.copyOf(good, good.length - 1))))
                .isEqualTo(refused(Cause.TOKEN_INVALID));
        assertThat(find(session, Base64.getEncoder().encodeToString(Arrays.copyOf(good, good.length + 1))))
                .isEqualTo(refused(Cause.TOKEN_INVALID));
    }

    @Test
    void everyChangedCharacterIsRefused() {
        for (int session = 0; session < 3; session++) {
            NewSession made = sessions.begin(
                    roles.put("reader", "3001", READ),
                    "ann" + "a".repeat(session),
                    Duration.ofMinutes(15),
                    Optional.empty(),
                    "2");
            String token = made.securityToken();
            for (int at = 0; at < token.length(); at++) {
                String changed =
                        token.substring(0, at) + (token.charAt(at) == 'A' ? 'B' : 'A') + token.substring(at + 1);
                assertThat(find(made, changed)).as("character %d", at).isInstanceOf(KeyLookup.Refused.class);
            }
            assertThat(find(made, token + "=")).isEqualTo(refused(Cause.TOKEN_MALFORMED));
            assertThat(find(made, token.replace("=", "") + "!")).isEqualTo(refused(Cause.TOKEN_MALFORMED));
        }
    }

    @Test
    void whatHasNotTheFormOfATokenIsNotOpened() {
        NewSession session = begin(Optional.empty());
        for (String text : List.of("", "token", "a b", "****", "A".repeat(SessionTokens.MAX_TOKEN + 4))) {
            assertThat(find(session, text)).as(text).isEqualTo(refused(Cause.TOKEN_MALFORMED));
        }
        assertThat(find(session, "AAAA")).isEqualTo(refused(Cause.TOKEN_INVALID));
        assertThat(find(session, "A".repeat(SessionTokens.MAX_TOKEN))).isEqualTo(refused(Cause.TOKEN_INVALID));
    }

    @Test
    void aTokenIsGoodUntilItsSecond() {
        NewSession session = begin(Optional.empty());
        now = session.expires().minusNanos(1);
        assertThat(find(session, session.securityToken())).isInstanceOf(KeyLookup.Found.class);
        now = session.expires();
        assertThat(find(session, session.securityToken())).isEqualTo(refused(Cause.TOKEN_EXPIRED));
    }

    @Test
    void aTokenBelongsToOneKey() {
        NewSession one = begin(Optional.empty());
        NewSession other = begin(Optional.empty());
        assertThat(one.accessKeyId()).isNotEqualTo(other.accessKeyId());
        assertThat(one.secret()).isNotEqualTo(other.secret());
        assertThat(sessions.find(one.accessKeyId(), other.securityToken()))
                .isEqualTo(refused(Cause.TOKEN_OF_ANOTHER_KEY));
        KeyRing keys = new KeyRing(
                id -> id.equals("LTAIlasting")
                        ? Optional.of(
                                new AccessKey(id, AccessKeySecret.of("secret"), new Caller.Root(ACCOUNT, id), true))
                        : Optional.empty(),
                sessions);
        assertThat(keys.find(one.accessKeyId(), Optional.of(one.securityToken())))
                .isInstanceOf(KeyLookup.Found.class);
        assertThat(keys.find(one.accessKeyId(), Optional.empty())).isEqualTo(refused(Cause.TOKEN_MISSING));
        assertThat(keys.find("LTAIlasting", Optional.empty())).isInstanceOf(KeyLookup.Found.class);
        assertThat(keys.find("LTAIlasting", Optional.of(one.securityToken())))
                .isEqualTo(refused(Cause.TOKEN_OF_ANOTHER_KEY));
        assertThat(keys.find("LTAIlasting", Optional.of("token"))).isEqualTo(refused(Cause.TOKEN_NOT_EXPECTED));
        assertThat(keys.find("LTAInone", Optional.of(one.securityToken()))).isEqualTo(refused(Cause.UNKNOWN_KEY));
        assertThat(keys.find("LTAInone", Optional.empty())).isEqualTo(refused(Cause.UNKNOWN_KEY));
    }

    @Test
    void aSessionEndsWithItsRole() {
        NewSession session = begin(Optional.empty());
        assertThat(find(session, session.securityToken())).isInstanceOf(KeyLookup.Found.class);
        roles.byName.clear();
        assertThat(find(session, session.securityToken())).isEqualTo(refused(Cause.TOKEN_INVALID));
        roles.put("reader", "3002", READ);
        assertThat(find(session, session.securityToken())).isEqualTo(refused(Cause.TOKEN_INVALID));
    }

    @Test
    void whatTheRoleMayCountsAsItIsNow() {
        NewSession session = begin(Optional.empty());
        assertThat(found(session).caller().policies().attached()).containsExactly(READ);
        roles.put("reader", "3001");
        assertThat(found(session).caller().policies().attached()).isEmpty();
        roles.control = List.of(READ);
        assertThat(found(session).caller().policies().control()).containsExactly(READ);
        assertThat(found(session).caller().policies().session()).isEmpty();
    }

    @Test
    void theLongestPolicyFitsHoweverItCompresses() {
        Random random = new Random(42);
        List<String> policies = new ArrayList<>();
        StringBuilder resource = new StringBuilder();
        String frame = policy("oss:*").replace("Resource\":\"*", "Resource\":\"acs:oss:*:*:");
        while (resource.length() + frame.length() < 2048) {
            resource.append((char) (0x4e00 + random.nextInt(0x5000)));
        }
        policies.add(frame.replace("*:*:", "*:*:" + resource));
        policies.add(policy("oss:Get*") + " ".repeat(2048 - policy("oss:Get*").length()));
        for (String policy : policies) {
            assertThat(policy).hasSize(2048);
            NewSession session = begin(Optional.of(policy));
            assertThat(found(session).caller().policies().session()).isPresent();
        }
    }

    @Test
    void anOrdinaryTokenIsShort() {
        assertThat(begin(Optional.empty()).securityToken().length()).isLessThan(300);
        String policy = """
                {"Version": "1", "Statement": [
                  {"Effect": "Allow", "Action": ["oss:GetObject", "oss:ListObjects"],
                   "Resource": ["acs:oss:*:*:photos/2026/*"]},
                  {"Effect": "Allow", "Action": ["oss:PutObject"], "Resource": ["acs:oss:*:*:photos/in/*"]},
                  {"Effect": "Deny", "Action": ["oss:DeleteObject"], "Resource": ["acs:oss:*:*:photos/*"]}]}
                """;
        assertThat(begin(Optional.of(policy)).securityToken().length()).isLessThan(600);
    }

    @Test
    void nothingPrintsASecret() {
        NewSession session = begin(Optional.of(policy("oss:Put*")));
        String secret = session.secret().reveal();
        for (Object shown : List.of(session, found(session), sessions, new SessionTokens(rootKey))) {
            assertThat(shown.toString()).doesNotContain(secret, session.securityToken());
        }
    }

    private AccessKey found(NewSession session) {
        KeyLookup lookup = find(session, session.securityToken());
        assertThat(lookup).isInstanceOf(KeyLookup.Found.class);
        return ((KeyLookup.Found) lookup).key();
    }

    private KeyLookup find(NewSession session, String token) {
        return sessions.find(session.accessKeyId(), token);
    }

    private static KeyLookup refused(Cause cause) {
        return KeyLookup.refused(cause);
    }
}
