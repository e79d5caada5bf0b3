package io.coffer.server.ring;

import static io.coffer.protocol.Method.DELETE;
import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.server.authorization.AuthorizationCases;
import io.coffer.server.authorization.AuthorizationCases.Case;
import io.coffer.server.authorization.AuthorizationCases.Grants;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A sample of the table of authorization cases, by real requests of two accounts, their users, and nobody. */
class AuthorizationOverTheWireTest {
    private static final AuthorizationCases TABLE = AuthorizationCases.load();
    private static final String BUCKET = "photos";
    private static final Set<String> NO_REQUESTS = Set.of("Decrypt", "DeleteObjectVersion", "GetObjectVersion");

    private static Ring ring;
    private static String owner;
    private static String other;
    private static final Map<String, Client> USERS = new HashMap<>();
    private static Optional<Grants> granted = Optional.empty();

    @BeforeAll
    static void start() {
        ring = Ring.inMemory();
        ring.owner().create(BUCKET);
        owner = ring.administration().account();
        other = ring.administration("LTAIother", "other-secret").account();
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    static Stream<Case> cases() {
        return TABLE.all().stream().filter(asked -> asked.real() && !NO_REQUESTS.contains(asked.action()));
    }

    @Test
    void theSampleIsLargeEnough() {
        assertThat(cases()).hasSizeGreaterThan(150);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isAnsweredAsTheTableSays(Case asked) {
        grant(asked.bucket());
        give(asked);
        Answer answer = send(asked, caller(asked));
        if (asked.isAllowed()) {
            assertThat(answer.status()).as(answer.outcome()).isNotIn(401, 403);
            return;
        }
        assertThat(answer.outcome()).isEqualTo("403 AccessDenied");
        if (asked.reason().endsWith("!")) {
            String ec = switch (asked.reason()) {
                case "-both!" -> "0003-00000203";
                case "-bucket!" -> "0003-00000101";
                default -> "0003-00000201";
            };
            assertThat(answer.element("EC")).contains(ec);
        }
    }

    /** Cases of one line follow each other, so that the bucket changes seldom. */
    private static void grant(Grants wanted) {
        if (granted.filter(wanted::equals).isPresent()) {
            return;
        }
        Client root = ring.owner();
        assertThat(root.bucket(DELETE, BUCKET).with("policy").send().status()).isEqualTo(204);
        assertThat(setAcl(root, wanted.acl()).outcome()).isEqualTo("200");
        wanted.policy()
                .ifPresent(name -> assertThat(root.bucket(PUT, BUCKET)
                                .with("policy")
                                .body(text(name))
                                .send()
                                .outcome())
                        .isEqualTo("200"));
        granted = Optional.of(wanted);
    }

    /** The object as the case wants it, whatever an earlier one did. */
    private static void give(Case asked) {
        if (asked.target().equals(".") || asked.target().equals("*")) {
            return;
        }
        String acl = asked.bucket().objectAcl().orElse("default");
        Call put = ring.owner()
                .object(PUT, BUCKET, asked.target())
                .header("x-oss-object-acl", acl)
                .body("text");
        if (asked.bucket().policy().isPresent()) {
            // the owner's own writes may be among what the policy denies
            ring.owner().bucket(DELETE, BUCKET).with("policy").send();
            granted = Optional.empty();
        }
        assertThat(put.send().outcome()).isEqualTo("200");
        grant(asked.bucket());
    }

    private static Answer send(Case asked, Client from) {
        String target = asked.target();
        return switch (asked.action()) {
            case "GetObject" -> from.get(BUCKET, target);
            case "HeadObject" -> from.head(BUCKET, target);
            case "PutObject" -> from.put(BUCKET, target, "other");
            case "DeleteObject" -> from.delete(BUCKET, target);
            case "GetObjectAcl" -> from.object(GET, BUCKET, target).with("acl").send();
            case "PutObjectAcl" ->
                from.object(PUT, BUCKET, target)
                        .with("acl")
                        .header("x-oss-object-acl", "private")
                        .send();
            case "PutObjectTagging" ->
                from.object(PUT, BUCKET, target)
                        .with("tagging")
                        .body("<Tagging><TagSet><Tag><Key>k</Key><Value>v</Value></Tag></TagSet></Tagging>")
                        .send();
            case "AbortMultipartUpload" ->
                from.object(DELETE, BUCKET, target)
                        .with("uploadId", "0".repeat(32))
                        .send();
            default -> sendToBucket(asked, from);
        };
    }

    private static Answer sendToBucket(Case asked, Client from) {
        return switch (asked.action()) {
            case "ListBuckets" -> from.service(GET).send();
            case "ListObjects" ->
                from.bucket(GET, BUCKET)
                        .with("prefix", asked.context().getOrDefault("oss:Prefix", ""))
                        .send();
            case "ListObjectVersions" ->
                from.bucket(GET, BUCKET).with("versions").send();
            case "GetBucketAcl" -> from.bucket(GET, BUCKET).with("acl").send();
            case "PutBucketAcl" -> setAcl(from, asked.bucket().acl());
            case "GetBucketInfo" -> from.bucket(GET, BUCKET).with("bucketInfo").send();
            case "GetBucketEncryption" -> from.getRule(BUCKET);
            case "PutBucketEncryption" -> from.putRule(BUCKET, "AES256");
            case "DeleteBucketEncryption" ->
                from.bucket(DELETE, BUCKET).with("encryption").send();
            case "GetBucketPolicy" -> from.bucket(GET, BUCKET).with("policy").send();
            case "PutBucketPolicy" ->
                from.bucket(PUT, BUCKET).with("policy").body(text("b-settings")).send();
            case "DeleteBucketPolicy" ->
                from.bucket(DELETE, BUCKET).with("policy").send();
            case "DeleteBucket" -> from.bucket(DELETE, BUCKET).send();
            default -> throw new IllegalArgumentException("no request for " + asked.action());
        };
    }

    private static Answer setAcl(Client from, String acl) {
        return from.bucket(PUT, BUCKET).with("acl").header("x-oss-acl", acl).send();
    }

    private static Client caller(Case asked) {
        return switch (asked.caller()) {
            case "anonymous" -> ring.anonymous();
            case "owner" -> ring.owner();
            case "stranger" -> ring.other();
            case "user" -> user(ring.administration(), asked.holds());
            case "guest" -> user(ring.administration("LTAIother", "other-secret"), asked.holds());
            default -> throw new IllegalArgumentException("no real caller " + asked.caller());
        };
    }

    private static Client user(Administration administration, List<String> holds) {
        return USERS.computeIfAbsent(administration.accessKeyId() + holds, missing -> {
            RamUser user = RamUser.named(ring, administration, "u" + USERS.size());
            for (String policy : holds) {
                administration.call(
                        Administration.RAM, "CreatePolicy", "PolicyName", policy, "PolicyDocument", text(policy));
                user.holding(policy);
            }
            return user.client();
        });
    }

    /** The policy of the table with the accounts that there really are. */
    private static String text(String policy) {
        return TABLE.text(policy).replace("1000", owner).replace("2000", other);
    }
}
