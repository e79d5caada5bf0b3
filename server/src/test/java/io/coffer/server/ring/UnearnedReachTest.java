package io.coffer.server.ring;

import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.POST;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ways to reach what one was not given: by policies of one's own, by other names, by what goes along with a request. */
class UnearnedReachTest {
    private static final String COFFER = "2026-11-01";
    private static final String METHOD = "x-oss-server-side-encryption";
    private static final String NOT_PERMITTED = "403 NoPermission";

    private static Ring ring;
    private static Administration root;
    private static Administration other;

    @BeforeAll
    static void start() {
        ring = Ring.inMemory();
        root = ring.administration();
        other = ring.administration("LTAIother", "other-secret");
        Client owner = ring.owner().create("vault");
        assertThat(owner.object(PUT, "vault", "k")
                        .header("x-oss-tagging", "colour=red")
                        .header(METHOD, "AES256")
                        .body("text")
                        .send()
                        .outcome())
                .isEqualTo("200");
        assertThat(owner.bucket(PUT, "vault")
                        .header("x-oss-bucket-tagging", "team=blue")
                        .send()
                        .outcome())
                .isEqualTo("200");
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    /** Each policy denies by a guess; whether the guess is right must make no difference to what the guesser hears. */
    @ParameterizedTest
    @CsvSource({
        "tag, oss:ExistingObjectTag/colour, r*, b*",
        "bucket-tag, oss:BucketTag/team, b*, r*",
        "method, oss:x-oss-server-side-encryption, AES*, KMS*"
    })
    void aPolicyOfOnesOwnTellsNothingOfOthersObjects(String name, String key, String right, String wrong) {
        Answer hit = client(other, name + "-right", denying(key, right)).get("vault", "k");
        Answer miss = client(other, name + "-wrong", denying(key, wrong)).get("vault", "k");
        assertThat(hit.outcomeWithEc()).isEqualTo(miss.outcomeWithEc()).startsWith("403 AccessDenied");
        for (String element : List.of("NoPermissionType", "PolicyType", "Message")) {
            assertThat(hit.element(element)).isEqualTo(miss.element(element)).isPresent();
        }
        for (Answer refused : List.of(hit, miss)) {
            Administration.Reply explained = other.call(
                    COFFER,
                    "ExplainRequest",
                    "RequestId",
                    refused.header("x-oss-request-id").orElseThrow());
            assertThat(explained.outcome()).isEqualTo("200");
            assertThat(explained.body().toString()).doesNotContain("red", "blue", "AES256");
            assertThat(explained.text("/Explanation/ExplicitDeny")).isEqualTo("false");
        }
    }

    @Test
    void aSessionPolicyTellsNothingOfOthersObjectsEither() {
        String role = Temporary.trusting(other, "curious", Temporary.principal(other.account()), "oss:*");
        Administration assumer = Temporary.assumer(ring, other, "curious-user", "*");
        String outcome = "";
        for (String guess : List.of("r*", "b*")) {
            String policy = denying("oss:ExistingObjectTag/colour", guess);
            Answer refused = Temporary.of(Temporary.assume(assumer, role, "Policy", policy))
                    .client(ring)
                    .get("vault", "k");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(outcome).isIn("", refused.outcomeWithEc());
            outcome = refused.outcomeWithEc();
            Administration.Reply simulated = other.call(
                    COFFER,
                    "SimulateAccess",
                    "Principal",
                    "role/curious",
                    "SessionPolicy",
                    policy,
                    "AccessAction",
                    "oss:GetObject",
                    "Resource",
                    "oss://vault/k");
            assertThat(simulated.text("/Decision")).isEqualTo("ImplicitDeny");
        }
    }

    /** What is open to a caller its own account may still close by what the object is. */
    @Test
    void ofWhatIsOpenToItAnAccountsOwnDenialsHold() {
        ring.owner().create("lent");
        ring.owner()
                .object(PUT, "lent", "k")
                .header("x-oss-tagging", "colour=red")
                .body("text")
                .send();
        assertThat(ring.owner()
                        .bucket(PUT, "lent")
                        .with("acl")
                        .header("x-oss-acl", "public-read")
                        .send()
                        .outcome())
                .isEqualTo("200");
        String key = "oss:ExistingObjectTag/colour";
        assertThat(client(other, "lent-right", denying(key, "r*"))
                        .get("lent", "k")
                        .element("NoPermissionType"))
                .contains("ExplicitDeny");
        assertThat(client(other, "lent-wrong", denying(key, "b*"))
                        .get("lent", "k")
                        .outcome())
                .isEqualTo("200");
    }

    /** Names of roles have no case, so neither has what policies say of them. */
    @Test
    void anotherSpellingOfARoleEvadesNoDenial() {
        String arn = Temporary.role(root, "Chief-Of-All", "oss:*");
        String lower = arn.toLowerCase(Locale.ROOT);
        assertThat(root.call(Administration.RAM, "GetRole", "RoleName", "Chief-Of-All")
                        .text("/Role/Arn"))
                .isEqualTo(lower);
        Administration denied = administration(root, "denied-assumer", """
                {"Version":"1","Statement":[
                 {"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*"},
                 {"Effect":"Deny","Action":"sts:AssumeRole","Resource":"%s"}]}""".formatted(lower));
        Administration allowed = Temporary.assumer(ring, root, "allowed-assumer", arn);
        Administration lowerAllowed = Temporary.assumer(ring, root, "lower-assumer", lower);
        for (String spelling : List.of(arn, lower, arn.replace("Chief", "CHIEF"))) {
            assertThat(Temporary.assume(denied, spelling).outcome()).isEqualTo(NOT_PERMITTED);
            assertThat(Temporary.assume(allowed, spelling).outcome()).isEqualTo("200");
            assertThat(Temporary.assume(lowerAllowed, spelling).outcome()).isEqualTo("200");
        }
        Administration reader = administration(root, "role-reader", """
                {"Version":"1","Statement":[{"Effect":"Allow","Action":"ram:GetRole","Resource":"%s"}]}""".formatted(arn));
        assertThat(reader.call(Administration.RAM, "GetRole", "RoleName", "chief-of-all")
                        .outcome())
                .isEqualTo("200");
    }

    /** A bucket's policy means users by their names: whoever gives a name away must be allowed to on it. */
    @Test
    void aNameIsNotTakenWithoutAPermissionOnIt() {
        ring.owner().create("backups").put("backups", "k", "text");
        String account = root.account();
        assertThat(ring.owner()
                        .bucket(PUT, "backups")
                        .with("policy")
                        .body("""
                                {"Version":"1","Statement":[{"Effect":"Allow","Action":"oss:GetObject",
                                 "Principal":["acs:ram::%s:user/backup"],"Resource":"acs:oss:*:*:backups/*"}]}""".formatted(account))
                        .send()
                        .outcome())
                .isEqualTo("200");
        RamUser user = made(root, "dev-1", """
                {"Version":"1","Statement":[{"Effect":"Allow","Action":"ram:Update*",
                 "Resource":["acs:ram::*:user/dev-*","acs:ram::*:group/dev-*"]}]}""");
        Administration dev = user.administration();
        assertThat(dev.call(Administration.RAM, "UpdateUser", "UserName", "dev-1", "NewUserName", "backup")
                        .outcome())
                .isEqualTo(NOT_PERMITTED);
        assertThat(user.client().get("backups", "k").outcome()).isEqualTo("403 AccessDenied");
        assertThat(dev.call(Administration.RAM, "UpdateUser", "UserName", "dev-1", "NewUserName", "dev-2")
                        .outcome())
                .isEqualTo("200");
        root.succeed(Administration.RAM, "CreateGroup", "GroupName", "dev-group");
        assertThat(dev.call(Administration.RAM, "UpdateGroup", "GroupName", "dev-group", "NewGroupName", "admins")
                        .outcome())
                .isEqualTo(NOT_PERMITTED);
        assertThat(dev.call(Administration.RAM, "UpdateGroup", "GroupName", "dev-group", "NewComments", "x")
                        .outcome())
                .isEqualTo("200");
    }

    /** PutBucket on a bucket that is there changes what its headers name, and is no way around those permissions. */
    @ParameterizedTest
    @CsvSource({
        "rule, x-oss-server-side-encryption, AES256, oss:PutBucketEncryption",
        "resource-group, x-oss-resource-group-id, rg-aekz0123456789a, oss:PutBucketResourceGroup"
    })
    void makingABucketAgainChangesNoSettingWithoutItsPermission(
            String name, String header, String value, String action) {
        String bucket = "made-" + name;
        ring.owner().create(bucket).putRule(bucket, "KMS");
        Client maker = client(root, name + "-maker", Temporary.allow("oss:PutBucket"));
        assertThat(maker.bucket(PUT, bucket).header(header, value).send().outcome())
                .isEqualTo("403 AccessDenied");
        assertThat(ring.owner().getRule(bucket).text()).contains("KMS").doesNotContain("AES256");
        assertThat(ring.owner().bucket(GET, bucket).with("resourceGroup").send().text())
                .doesNotContain("rg-aekz0123456789a");
        assertThat(maker.bucket(PUT, bucket).send().outcome()).isEqualTo("200");
        Client settler = client(root, name + "-settler", Temporary.allow("oss:PutBucket", action));
        assertThat(settler.bucket(PUT, bucket).header(header, value).send().outcome())
                .isEqualTo("200");
    }

    /** Only a copy leaves the tags of its header aside; whatever else sends a copy's header still gives its tags. */
    @Test
    void theHeaderOfACopyHidesNoTagsOfOtherWrites() {
        ring.owner().create("tagged");
        Client user = client(root, "tagger", """
                {"Version":"1","Statement":[
                 {"Effect":"Allow","Action":"oss:*","Resource":"*"},
                 {"Effect":"Deny","Action":"oss:Put*","Resource":"*",
                  "Condition":{"StringEquals":{"oss:RequestObjectTag/cleared":"yes"}}}]}""");
        for (String source : List.of("", "/tagged/other")) {
            assertThat(tagging(user.object(POST, "tagged", "upload").with("uploads"), source))
                    .isEqualTo("403 AccessDenied");
            assertThat(tagging(
                            user.object(POST, "tagged", "log")
                                    .with("append")
                                    .with("position", "0")
                                    .body("text"),
                            source))
                    .isEqualTo("403 AccessDenied");
            assertThat(tagging(
                            user.object(PUT, "tagged", "link").with("symlink").header("x-oss-symlink-target", "log"),
                            source))
                    .isEqualTo("403 AccessDenied");
        }
    }

    private static String tagging(Call call, String source) {
        Call tagged = call.header("x-oss-tagging", "cleared=yes");
        return (source.isEmpty() ? tagged : tagged.header("x-oss-copy-source", source))
                .send()
                .outcome();
    }

    private static String denying(String key, String guess) {
        return """
                {"Version":"1","Statement":[
                 {"Effect":"Allow","Action":"*","Resource":"*"},
                 {"Effect":"Deny","Action":"oss:GetObject","Resource":"*",
                  "Condition":{"StringLike":{"%s":"%s"}}}]}""".formatted(key, guess);
    }

    private static Client client(Administration admin, String name, String policy) {
        return made(admin, name, policy).client();
    }

    private static Administration administration(Administration admin, String name, String policy) {
        return made(admin, name, policy).administration();
    }

    private static RamUser made(Administration admin, String name, String policy) {
        return RamUser.named(ring, admin, name).with(policy);
    }
}
