package io.coffer.server.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.encryption.RootKey;
import io.coffer.encryption.SecretBox;
import io.coffer.model.AccountId;
import io.coffer.model.BucketAcl;
import io.coffer.model.BucketName;
import io.coffer.model.ObjectKey;
import io.coffer.model.OssException;
import io.coffer.model.Region;
import io.coffer.protocol.xml.ErrorDocument;
import io.coffer.server.authentication.Caller;
import io.coffer.server.authentication.PolicySet;
import io.coffer.server.authorization.policy.Policy;
import io.coffer.server.authorization.policy.PolicyOrigin;
import io.coffer.server.authorization.policy.PolicyParser;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiagnosticMessagesTest {
    private static final AccountId ACCOUNT = new AccountId("1111222233334444");
    private static final RootKey ROOT_KEY = RootKey.random();

    private final DiagnosticMessages messages = new DiagnosticMessages(new SecretBox(ROOT_KEY, "diagnostics/v1"));

    @Test
    void whatWasWrittenIsRead() {
        Explanation explanation = explanation(policies(1, 2), "k", "agent");
        assertThat(messages.encode(explanation).flatMap(messages::decode)).contains(explanation);
    }

    @Test
    void allAreOfOneLength() {
        assertThat(messages.encode(explanation(List.of(), "k", "agent")).orElseThrow())
                .hasSize(DiagnosticMessages.LENGTH)
                .startsWith("A");
        assertThat(messages.encode(explanation(policies(3, 3), "k".repeat(900), "agent"))
                        .orElseThrow())
                .hasSize(DiagnosticMessages.LENGTH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ascii", "latin", "chinese", "emoji", "control"})
    void refusalsStayWithinTheirSizeWhateverTheRequestAndThePolicies(String kind) {
        Explanation explanation =
                explanation(policies(20, 100), key(kind), key(kind).repeat(4));
        String message = messages.encode(explanation).orElseThrow();
        assertThat(messages.decode(message)).hasValueSatisfying(decoded -> {
            assertThat(decoded.requestId()).isEqualTo(explanation.requestId());
            // what JSON has to escape takes more room than a message has
            assertThat(explanation.resource()).startsWith(decoded.resource());
            assertThat(decoded.resource().length())
                    .isGreaterThanOrEqualTo(
                            kind.equals("control")
                                    ? 512
                                    : explanation.resource().length());
            assertThat(decoded.action()).isEqualTo(explanation.action());
            assertThat(decoded.caller()).isEqualTo(explanation.caller());
        });
        OssException refusal = denial(policies(20, 100), key(kind), "agent").refusal();
        refusal.and("AccessDeniedDetail", explanation.accessDeniedDetail(Optional.of(message)));
        refusal.and("Bucket", "b".repeat(63)).and("User", "20");
        byte[] document = ErrorDocument.write(refusal, "5A016E35CB3DB13FD2BAAB3A", "b".repeat(63) + ".oss.example.com");
        assertThat(document.length).isLessThanOrEqualTo(ErrorDocument.MAX_SIZE);
        assertThat(new String(document, StandardCharsets.UTF_8))
                .contains(message)
                .contains("<User>20</User>");
    }

    @Test
    void whatWasChangedIsNotRead() {
        String message =
                messages.encode(explanation(policies(1, 1), "k", "agent")).orElseThrow();
        byte[] bytes = Base64.getDecoder().decode(message);
        for (int at = 0; at < bytes.length; at += 7) {
            byte[] changed = bytes.clone();
            changed[at] ^= 1;
            assertThat(messages.decode(Base64.getEncoder().encodeToString(changed)))
                    .isEmpty();
        }
        assertThat(messages.decode(message.substring(4))).isEmpty();
        assertThat(messages.decode(message + "AAAA")).isEmpty();
        assertThat(messages.decode("")).isEmpty();
        assertThat(messages.decode("=".repeat(DiagnosticMessages.LENGTH))).isEmpty();
        assertThat(messages.decode("A".repeat(DiagnosticMessages.LENGTH))).isEmpty();
        DiagnosticMessages elsewhere = new DiagnosticMessages(new SecretBox(RootKey.random(), "diagnostics/v1"));
        assertThat(elsewhere.decode(message)).isEmpty();
        DiagnosticMessages otherPurpose = new DiagnosticMessages(new SecretBox(ROOT_KEY, "secrets/v1"));
        assertThat(otherPurpose.decode(message)).isEmpty();
    }

    private static String key(String kind) {
        Random random = new Random(7);
        int[] range = switch (kind) {
            case "ascii" -> new int[] {'!', '~', 1023 - 8};
            case "latin" -> new int[] {0xc0, 0x24f, 511 - 8};
            case "chinese" -> new int[] {0x4e00, 0x9fff, 341 - 8};
            case "emoji" -> new int[] {0x1f300, 0x1f5ff, 255 - 8};
            default -> new int[] {1, 31, 1023 - 8};
        };
        StringBuilder key = new StringBuilder("key/");
        random.ints(range[2], range[0], range[1]).forEach(key::appendCodePoint);
        return key.toString();
    }

    private static Explanation explanation(List<Policy> policies, String key, String agent) {
        Denial denial = denial(policies, key, agent);
        return Explanations.of(new RecentRequest(
                "5A016E35CB3DB13FD2BAAB3A",
                Instant.parse("2026-11-22T12:00:00Z"),
                denial.caller(),
                "GetObject",
                List.of(),
                Optional.of(denial),
                Optional.of("AccessDenied")));
    }

    private static Denial denial(List<Policy> policies, String key, String agent) {
        RequestContext context =
                RequestContext.of("10.0.0.1", true, Optional.of(agent), Instant.parse("2026-11-22T12:00:00Z"));
        for (int tag = 0; tag < 20; tag++) {
            context = context.and("oss:BucketTag/" + tag + agent.substring(0, Math.min(100, agent.length())), agent);
        }
        Permission permission = Permission.onObject(
                "oss:GetObject",
                new Region("cn-hangzhou"),
                ACCOUNT,
                new BucketName("b".repeat(63)),
                new ObjectKey(key));
        BucketFacts facts =
                new BucketFacts(ACCOUNT, BucketAcl.PRIVATE, Optional.empty(), AccessKind.READ, Optional.empty(), false);
        return new Denial(
                new Caller.AssumedRole(
                        ACCOUNT, "r".repeat(64), "300", "s".repeat(64), PolicySet.attached(policies), "STS.x"),
                permission,
                Optional.of(facts),
                context,
                DenialCause.NOTHING_ALLOWS,
                false);
    }

    /** Each statement is a near miss, with values that do not compress. */
    private static List<Policy> policies(int count, int statements) {
        Random random = new Random(5);
        List<Policy> policies = new ArrayList<>();
        for (int at = 0; at < count; at++) {
            StringBuilder json = new StringBuilder("{\"Version\":\"1\",\"Statement\":[");
            for (int statement = 0; statement < statements; statement++) {
                json.append(statement == 0 ? "" : ",")
                        .append("{\"Effect\":\"Allow\",\"Action\":\"oss:GetObject\",\"Resource\":\"acs:oss:*:*:")
                        .append(Long.toString(random.nextLong() >>> 1, 36))
                        .append(Long.toString(random.nextLong() >>> 1, 36))
                        .append("/*\"}");
            }
            policies.add(PolicyParser.identityPolicy(json.append("]}").toString())
                    .from(new PolicyOrigin(PolicyOrigin.Kind.CUSTOM, "policy-" + at, "role/" + "r".repeat(64))));
        }
        return policies;
    }
}
