package io.coffer.server.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coffer.model.AccountId;
import io.coffer.model.BucketAcl;
import io.coffer.model.BucketName;
import io.coffer.model.ObjectAcl;
import io.coffer.model.ObjectKey;
import io.coffer.model.OssException;
import io.coffer.model.Region;
import io.coffer.server.authentication.Caller;
import io.coffer.server.authentication.PolicySet;
import io.coffer.server.authorization.policy.PolicyParser;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthorizerTest {
    private static final Region REGION = new Region("cn-hangzhou");
    private static final AccountId OWNER = new AccountId("1111222233334444");
    private static final AccountId STRANGER = new AccountId("5555666677778888");
    private static final BucketName BUCKET = new BucketName("photos");
    private static final RequestContext CONTEXT =
            RequestContext.of("10.0.0.1", true, Optional.of("curl"), Instant.parse("2026-11-22T12:00:00Z"));

    private final Authorizer authorizer = new Authorizer();

    @ParameterizedTest
    @CsvSource(textBlock = """
            owner,    private,           -,                 READ,           object, ALLOWED
            owner,    private,           private,           WRITE,          object, ALLOWED
            owner,    private,           -,                 ADMINISTRATIVE, bucket, ALLOWED
            stranger, private,           -,                 READ,           object, NO_RIGHT_TO_ACCESS_OBJECT
            stranger, private,           -,                 WRITE,          object, NO_RIGHT_TO_ACCESS_OBJECT
            stranger, private,           -,                 READ,           bucket, ACCESS_DENIED
            stranger, private,           -,                 ADMINISTRATIVE, bucket, ACCESS_DENIED
            stranger, public-read,       -,                 READ,           object, ALLOWED
            stranger, public-read,       -,                 READ,           bucket, ALLOWED
            stranger, public-read,       -,                 WRITE,          object, NO_RIGHT_TO_ACCESS_OBJECT
            stranger, public-read-write, -,                 WRITE,          object, ALLOWED
            stranger, public-read-write, -,                 ADMINISTRATIVE, bucket, ACCESS_DENIED
            stranger, public-read-write, private,           READ,           object, NO_RIGHT_TO_ACCESS_OBJECT
            stranger, public-read-write, private,           WRITE,          object, NO_RIGHT_TO_ACCESS_OBJECT
            stranger, public-read-write, public-read,       WRITE,          object, NO_RIGHT_TO_ACCESS_OBJECT
            stranger, private,           public-read,       READ,           object, ALLOWED
            stranger, private,           public-read-write, WRITE,          object, ALLOWED
            stranger, public-read,       default,           READ,           object, ALLOWED
            stranger, private,           default,           READ,           object, NO_RIGHT_TO_ACCESS_OBJECT
            nobody,   private,           -,                 READ,           object, NO_RIGHT_TO_ACCESS_OBJECT
            nobody,   private,           -,                 READ,           bucket, ACCESS_DENIED
            nobody,   private,           -,                 ADMINISTRATIVE, bucket, ANONYMOUS_FORBIDDEN
            nobody,   public-read-write, -,                 ADMINISTRATIVE, bucket, ANONYMOUS_FORBIDDEN
            nobody,   public-read-write, public-read-write, ADMINISTRATIVE, object, ANONYMOUS_FORBIDDEN
            nobody,   public-read,       -,                 READ,           object, ALLOWED
            nobody,   public-read,       -,                 READ,           bucket, ALLOWED
            nobody,   public-read,       -,                 WRITE,          object, NO_RIGHT_TO_ACCESS_OBJECT
            nobody,   public-read-write, -,                 WRITE,          object, ALLOWED
            nobody,   private,           public-read,       READ,           object, ALLOWED
            plain,    private,           -,                 READ,           object, NO_RIGHT_TO_ACCESS_OBJECT
            plain,    private,           -,                 ADMINISTRATIVE, bucket, NOT_ALLOWED_BY_POLICY
            plain,    public-read,       -,                 READ,           object, ALLOWED
            plain,    public-read-write, -,                 WRITE,          object, ALLOWED
            allowed,  private,           -,                 READ,           object, ALLOWED
            allowed,  private,           private,           WRITE,          object, ALLOWED
            allowed,  private,           -,                 ADMINISTRATIVE, bucket, ALLOWED
            denied,   public-read-write, public-read-write, READ,           object, DENIED_BY_POLICY
            denied,   private,           -,                 ADMINISTRATIVE, bucket, DENIED_BY_POLICY
            foreign,  private,           -,                 READ,           object, NO_RIGHT_TO_ACCESS_OBJECT
            foreign,  private,           -,                 ADMINISTRATIVE, bucket, ACCESS_DENIED
            foreign,  public-read,       -,                 READ,           object, ALLOWED
            """)
    void decidesOnBuckets(String who, String acl, String objectAcl, AccessKind kind, String level, String expected) {
        BucketFacts facts = new BucketFacts(
                OWNER,
                BucketAcl.fromWire(acl).orElseThrow(),
                ObjectAcl.fromWire(objectAcl),
                kind,
                Optional.empty(),
                false);
        Permission permission = level.equals("object")
                ? Permission.onObject("oss:DoIt", REGION, OWNER, BUCKET, new ObjectKey("a/b"))
                : Permission.onBucket("oss:DoIt", REGION, OWNER, BUCKET);
        assertThat(outcome(caller(who), List.of(permission), Optional.of(facts)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "owner, ALLOWED",
        "stranger, ACCESS_DENIED",
        "nobody, ANONYMOUS_FORBIDDEN",
        "plain, NOT_ALLOWED_BY_POLICY",
        "allowed, ALLOWED",
        "denied, DENIED_BY_POLICY",
        "foreign, ACCESS_DENIED"
    })
    void decidesOnTheServiceOfAnAccount(String who, String expected) {
        Permission permission = Permission.onService("oss:ListBuckets", REGION, OWNER);
        assertThat(outcome(caller(who), List.of(permission), Optional.empty())).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "owner, ALLOWED",
        "stranger, FORBIDDEN_BY_KMS",
        "nobody, FORBIDDEN_BY_KMS",
        "plain, FORBIDDEN_BY_KMS",
        "allowed, ALLOWED",
        "denied, FORBIDDEN_BY_KMS",
        "foreign, FORBIDDEN_BY_KMS"
    })
    void decidesOnMasterKeysByTheirOwnerEvenInAPublicBucket(String who, String expected) {
        Permission permission = Permission.onKey("kms:GenerateDataKey", REGION, OWNER, "1a2b");
        assertThat(outcome(caller(who), List.of(permission), Optional.of(publicBucket(AccessKind.WRITE))))
                .isEqualTo(expected);
    }

    @Test
    void everyOneOfSeveralPermissionsIsNeeded() {
        Caller reader = user(OWNER, "Allow", "oss:GetObject");
        Permission read = Permission.onObject("oss:GetObject", REGION, OWNER, BUCKET, new ObjectKey("k"));
        Permission tag = Permission.onObject("oss:GetObjectTagging", REGION, OWNER, BUCKET, new ObjectKey("k"));
        Optional<BucketFacts> facts = Optional.of(privateBucket(AccessKind.READ));
        assertThat(outcome(reader, List.of(read), facts)).isEqualTo("ALLOWED");
        assertThat(outcome(reader, List.of(read, tag), facts)).isEqualTo("NO_RIGHT_TO_ACCESS_OBJECT");
        assertThat(outcome(reader, List.of(tag, read), facts)).isEqualTo("NO_RIGHT_TO_ACCESS_OBJECT");
    }

    @Test
    void anOperationOnTwoBucketsIsDecidedForEach() {
        BucketFacts source = ofStranger(BucketAcl.PUBLIC_READ);
        BucketFacts hidden = ofStranger(BucketAcl.PRIVATE);
        Permission get =
                Permission.onObject("oss:GetObject", REGION, STRANGER, new BucketName("theirs"), new ObjectKey("k"));
        Permission put = Permission.onObject("oss:PutObject", REGION, OWNER, BUCKET, new ObjectKey("k"));
        AccessRequest write = new AccessRequest(List.of(put), Optional.of(privateBucket(AccessKind.WRITE)));
        assertThat(authorizer
                        .authorize(
                                caller("owner"),
                                List.of(new AccessRequest(List.of(get), Optional.of(source)), write),
                                CONTEXT)
                        .caller())
                .isEqualTo(caller("owner"));
        assertThatThrownBy(() -> authorizer.authorize(
                        caller("owner"), List.of(write, new AccessRequest(List.of(get), Optional.of(hidden))), CONTEXT))
                .isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void conditionsSeeTheRequest() {
        Caller.RamUser user = new Caller.RamUser(
                OWNER, "anna", "20", PolicySet.attached(List.of(PolicyParser.identityPolicy("""
                        {"Version":"1","Statement":{"Effect":"Allow","Action":"oss:*","Resource":"*","Condition":{
                          "IpAddress":{"acs:SourceIp":"10.0.0.0/24"},
                          "Bool":{"acs:SecureTransport":"true"},
                          "StringEquals":{"acs:UserAgent":"curl","acs:AccessId":"LTAIx","oss:Prefix":"a/"},
                          "DateLessThan":{"acs:CurrentTime":"2027-01-01"}}}}"""))), "LTAIx");
        List<Permission> permissions = List.of(Permission.onBucket("oss:ListObjects", REGION, OWNER, BUCKET));
        Optional<BucketFacts> facts = Optional.of(privateBucket(AccessKind.READ));
        assertThat(authorizer.authorize(user, permissions, facts, CONTEXT.and("oss:Prefix", "a/")))
                .isNotNull();
        assertThatThrownBy(() -> authorizer.authorize(user, permissions, facts, CONTEXT))
                .isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void refusalsNameTheBucket() {
        assertThatThrownBy(() -> authorizer.authorize(
                        Caller.ANONYMOUS,
                        List.of(Permission.onObject("oss:GetObject", REGION, OWNER, BUCKET, new ObjectKey("k"))),
                        Optional.of(privateBucket(AccessKind.READ)),
                        CONTEXT))
                .asInstanceOf(InstanceOfAssertFactories.type(AccessDeniedException.class))
                .satisfies(denied -> assertThat(denied.denial().refusal().details())
                        .containsExactly(new OssException.Detail("BucketName", "photos")));
    }

    @Test
    void nothingIsAllowedByAskingForNothing() {
        assertThatThrownBy(() -> authorizer.authorize(caller("owner"), List.of(), CONTEXT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> authorizer.authorize(caller("owner"), List.of(), Optional.empty(), CONTEXT))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everySignedCallerMayAskWhoItIs() {
        assertThat(authorizer.authorizeSigned(caller("plain")).caller()).isEqualTo(caller("plain"));
        assertThatThrownBy(() -> authorizer.authorizeSigned(Caller.ANONYMOUS)).isInstanceOf(OssException.class);
    }

    @Test
    void nobodyElseMakesAPermit() {
        assertThat(Permit.class.getConstructors()).isEmpty();
        assertThat(Stream.of(Permit.class.getDeclaredMethods()).map(java.lang.reflect.Method::getReturnType))
                .doesNotContain(Permit.class);
    }

    private String outcome(Caller caller, List<Permission> permissions, Optional<BucketFacts> facts) {
        try {
            return authorizer
                            .authorize(caller, permissions, facts, CONTEXT)
                            .caller()
                            .equals(caller)
                    ? "ALLOWED"
                    : "permit for another";
        } catch (AccessDeniedException denied) {
            return denied.denial().refusal().error().name();
        }
    }

    private static Caller caller(String who) {
        return switch (who) {
            case "owner" -> new Caller.Root(OWNER, "LTAIowner");
            case "stranger" -> new Caller.Root(STRANGER, "LTAIstranger");
            case "nobody" -> Caller.ANONYMOUS;
            case "plain" -> new Caller.RamUser(OWNER, "plain", "20", PolicySet.NONE, "LTAIplain");
            case "allowed" -> user(OWNER, "Allow", "*");
            case "denied" -> user(OWNER, "Deny", "*");
            case "foreign" -> user(STRANGER, "Allow", "*");
            default -> throw new IllegalArgumentException(who);
        };
    }

    private static Caller user(AccountId account, String effect, String action) {
        String statement = "{\"Effect\":\"%s\",\"Action\":\"%s\",\"Resource\":\"*\"}";
        String policy = "{\"Version\":\"1\",\"Statement\":["
                + statement.formatted(effect, action)
                + (effect.equals("Deny") ? "," + statement.formatted("Allow", "*") : "") + "]}";
        return new Caller.RamUser(
                account, "u", "21", PolicySet.attached(List.of(PolicyParser.identityPolicy(policy))), "LTAIuser");
    }

    private static BucketFacts privateBucket(AccessKind kind) {
        return new BucketFacts(OWNER, BucketAcl.PRIVATE, Optional.empty(), kind, Optional.empty(), false);
    }

    private static BucketFacts publicBucket(AccessKind kind) {
        return new BucketFacts(OWNER, BucketAcl.PUBLIC_READ_WRITE, Optional.empty(), kind, Optional.empty(), false);
    }

    private static BucketFacts ofStranger(BucketAcl acl) {
        return new BucketFacts(STRANGER, acl, Optional.empty(), AccessKind.READ, Optional.empty(), false);
    }
}
