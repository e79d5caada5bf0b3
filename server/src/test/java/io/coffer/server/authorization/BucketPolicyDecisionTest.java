package io.coffer.server.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.model.AccountId;
import io.coffer.model.BucketAcl;
import io.coffer.model.BucketName;
import io.coffer.model.ObjectAcl;
import io.coffer.model.ObjectKey;
import io.coffer.model.Region;
import io.coffer.server.authentication.Caller;
import io.coffer.server.authentication.PolicySet;
import io.coffer.server.authorization.policy.Policy;
import io.coffer.server.authorization.policy.PolicyParser;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What holds for any policy of a bucket, beside any policies of the caller and any ACLs. */
class BucketPolicyDecisionTest {
    private static final int ROUNDS = 4000;
    private static final Region REGION = new Region("cn-hangzhou");
    private static final AccountId OWNER = new AccountId("1111");
    private static final AccountId STRANGER = new AccountId("5555");
    private static final BucketName BUCKET = new BucketName("photos");
    private static final RequestContext CONTEXT =
            RequestContext.of("10.0.0.1", true, Optional.empty(), Instant.parse("2026-11-22T12:00:00Z"));
    private static final List<String> ACTIONS =
            List.of("oss:GetObject", "oss:PutObject", "oss:ListObjects", "oss:PutBucketAcl", "oss:DeleteBucketPolicy");
    private static final List<String> ACTION_PATTERNS =
            List.of("oss:*", "oss:Get*", "oss:Put*", "oss:ListObjects", "oss:Delete*", "*");
    private static final List<String> PRINCIPALS = List.of(
            "",
            "\"Principal\":\"*\",",
            "\"Principal\":[],",
            "\"Principal\":[\"1111\"],",
            "\"Principal\":[\"5555\",\"20\"],",
            "\"NotPrincipal\":[\"1111\"],",
            "\"NotPrincipal\":[\"20\"],");
    private static final List<String> CONDITIONS = List.of(
            "",
            "",
            ",\"Condition\":{\"Bool\":{\"acs:SecureTransport\":\"true\"}}",
            ",\"Condition\":{\"IpAddress\":{\"acs:SourceIp\":\"10.0.0.0/9\"}}",
            ",\"Condition\":{\"NotIpAddress\":{\"acs:SourceIp\":\"10.0.0.0/9\"}}",
            ",\"Condition\":{\"StringLike\":{\"acs:AccessId\":\"LTAI*\"}}");

    private final Authorizer authorizer = new Authorizer();

    private record Situation(
            Caller caller, Permission permission, BucketAcl acl, Optional<ObjectAcl> objectAcl, AccessKind kind) {
        BucketFacts facts(List<String> statements, boolean blocked) {
            return new BucketFacts(OWNER, acl, objectAcl, kind, policy(statements), blocked);
        }
    }

    @Test
    void aDenyNeverWidens() {
        Set<String> seen = new HashSet<>();
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            Situation situation = situation(random);
            List<String> statements = statements(random);
            boolean before = allowed(situation, statements, false);
            statements.add(random.nextInt(statements.size() + 1), statement(random, "Deny"));
            boolean after = allowed(situation, statements, false);
            assertThat(before || !after).as("seed %d", seed).isTrue();
            seen.add(before + " " + after);
        }
        assertThat(seen).containsExactlyInAnyOrder("true true", "true false", "false false");
    }

    @Test
    void anAllowNeverNarrows() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            Situation situation = situation(random);
            List<String> statements = statements(random);
            boolean before = allowed(situation, statements, false);
            statements.add(statement(random, "Allow"));
            assertThat(!before || allowed(situation, statements, false))
                    .as("seed %d", seed)
                    .isTrue();
        }
    }

    @Test
    void theOrderOfStatementsDoesNotMatter() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            Situation situation = situation(random);
            List<String> statements = statements(random);
            statements.addAll(statements(random));
            boolean blocked = random.nextBoolean();
            boolean before = allowed(situation, statements, blocked);
            Collections.shuffle(statements, random);
            assertThat(allowed(situation, statements, blocked))
                    .as("seed %d", seed)
                    .isEqualTo(before);
        }
    }

    @Test
    void blockingPublicAccessNeverWidensAndLeavesNothingToCallersWithoutAName() {
        int closed = 0;
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            Situation situation = situation(random);
            List<String> statements = statements(random);
            boolean open = allowed(situation, statements, false);
            boolean blocked = allowed(situation, statements, true);
            assertThat(open || !blocked).as("seed %d", seed).isTrue();
            if (policy(statements).filter(Policy::isPublic).isPresent()
                    && situation.caller() instanceof Caller.Anonymous
                    && statements.stream().noneMatch(text -> text.contains("IpAddress"))) {
                assertThat(blocked).as("seed %d", seed).isFalse();
                closed += open ? 1 : 0;
            }
        }
        assertThat(closed).isPositive();
    }

    @Test
    void callersWithoutANameNeverReachTheSettings() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            Situation any = situation(random);
            Situation setting = new Situation(
                    Caller.ANONYMOUS,
                    Permission.onBucket(pick(random, ACTIONS), REGION, OWNER, BUCKET),
                    any.acl(),
                    Optional.empty(),
                    AccessKind.ADMINISTRATIVE);
            assertThat(allowed(setting, statements(random), false))
                    .as("seed %d", seed)
                    .isFalse();
        }
    }

    @Test
    void theOwnerCanAlwaysTakeItsPolicyBack() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            Situation repair = new Situation(
                    new Caller.Root(OWNER, "LTAIowner"),
                    Permission.onBucket("oss:DeleteBucketPolicy", REGION, OWNER, BUCKET),
                    BucketAcl.PRIVATE,
                    Optional.empty(),
                    AccessKind.ADMINISTRATIVE);
            assertThat(allowed(repair, statements(random), random.nextBoolean()))
                    .as("seed %d", seed)
                    .isTrue();
        }
    }

    private boolean allowed(Situation situation, List<String> statements, boolean blocked) {
        try {
            authorizer.authorize(
                    situation.caller(),
                    List.of(situation.permission()),
                    Optional.of(situation.facts(statements, blocked)),
                    CONTEXT);
            return true;
        } catch (AccessDeniedException refused) {
            return false;
        }
    }

    private static Situation situation(Random random) {
        boolean onObject = random.nextBoolean();
        String action = pick(random, ACTIONS);
        return new Situation(
                caller(random),
                onObject
                        ? Permission.onObject(action, REGION, OWNER, BUCKET, new ObjectKey("a/b"))
                        : Permission.onBucket(action, REGION, OWNER, BUCKET),
                pick(random, List.of(BucketAcl.values())),
                onObject && random.nextBoolean()
                        ? Optional.of(pick(random, List.of(ObjectAcl.values())))
                        : Optional.empty(),
                pick(random, List.of(AccessKind.values())));
    }

    private static Caller caller(Random random) {
        List<Policy> policies = random.nextBoolean()
                ? List.of(PolicyParser.identityPolicy(
                        "{\"Version\":\"1\",\"Statement\":[" + statement(random, "") + "]}"))
                : List.of();
        return switch (random.nextInt(5)) {
            case 0 -> Caller.ANONYMOUS;
            case 1 -> new Caller.Root(OWNER, "LTAIowner");
            case 2 -> new Caller.Root(STRANGER, "LTAIstranger");
            case 3 -> new Caller.RamUser(OWNER, "anna", "20", PolicySet.attached(policies), "LTAIanna");
            default -> new Caller.RamUser(STRANGER, "bert", "21", PolicySet.attached(policies), "LTAIbert");
        };
    }

    private static Optional<Policy> policy(List<String> statements) {
        return statements.isEmpty()
                ? Optional.empty()
                : Optional.of(PolicyParser.bucketPolicy(
                        "{\"Version\":\"1\",\"Statement\":[" + String.join(",", statements) + "]}"));
    }

    private static List<String> statements(Random random) {
        List<String> statements = new ArrayList<>();
        for (int left = random.nextInt(4); left > 0; left--) {
            statements.add(statement(random, random.nextInt(3) > 0 ? "Allow" : "Deny"));
        }
        return statements;
    }

    /** @param effect of a statement of a bucket's policy; when empty, the statement is for a user and has no principal */
    private static String statement(Random random, String effect) {
        boolean ofUser = effect.isEmpty();
        return "{%s\"Effect\":\"%s\",\"Action\":\"%s\",\"Resource\":\"acs:oss:*:*:photos%s\"%s}"
                .formatted(
                        ofUser ? "" : pick(random, PRINCIPALS),
                        ofUser ? (random.nextBoolean() ? "Allow" : "Deny") : effect,
                        pick(random, ACTION_PATTERNS),
                        random.nextBoolean() ? "*" : "/a*",
                        pick(random, CONDITIONS));
    }

    private static <T> T pick(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
