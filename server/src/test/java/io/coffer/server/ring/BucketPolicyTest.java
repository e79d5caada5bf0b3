package io.coffer.server.ring;

import static io.coffer.protocol.Method.DELETE;
import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.HEAD;
import static io.coffer.protocol.Method.POST;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Covers({"PutBucketPolicy", "GetBucketPolicy", "DeleteBucketPolicy", "GetBucketPolicyStatus"})
class BucketPolicyTest {
    private static final String DENIED = "403 AccessDenied 0003-00000101";

    private static Ring ring;
    private static Client owner;
    private static Client other;
    private static String otherAccount;

    @BeforeAll
    static void start() {
        ring = Ring.inMemory();
        owner = ring.owner();
        other = ring.other();
        otherAccount = ring.administration("LTAIother", "other-secret")
                .call(Administration.STS, "GetCallerIdentity")
                .text("/AccountId");
        assertThat(otherAccount).isNotEmpty();
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    @Test
    void whatIsSetIsAnsweredLetterByLetter() {
        owner.create("kept");
        String text = " {\"Version\":\"1\",\n \"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"oss:GetObject\"],"
                + "\"Principal\":[\"1234567890\"],\"Resource\":[\"acs:oss:*:*:kept/ä*\"]}]}\n";
        assertThat(put("kept", text).outcome()).isEqualTo("200");
        Answer answer = get("kept");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).contains("application/json");
        assertThat(answer.text()).isEqualTo(text);
        assertThat(delete("kept").outcome()).isEqualTo("204");
        assertThat(get("kept").outcome()).isEqualTo("404 NoSuchBucketPolicy");
        assertThat(get("kept").element("BucketName")).contains("kept");
        assertThat(delete("kept").outcome()).isEqualTo("204");
    }

    @Test
    void aBucketThatIsMissingHasNone() {
        assertThat(put("no-such-bucket", allow("*", "oss:GetObject", "*", "")).outcome())
                .isEqualTo("404 NoSuchBucket");
        assertThat(get("no-such-bucket").outcome()).isEqualTo("404 NoSuchBucket");
        assertThat(status("no-such-bucket").outcome()).isEqualTo("404 NoSuchBucket");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "policy",
                "{}",
                "{\"Version\":\"1\",\"Statement\":[]}",
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"oss:*\",\"Resource\":\"*\"}]}",
                "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"allow\",\"Action\":\"oss:*\",\"Resource\":\"*\"}]}",
                "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"oss:*\"}]}",
                "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"oss:*\",\"Resource\":\"b/*\"}]}",
                "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"oss:*\",\"Resource\":\"*\","
                        + "\"Condition\":{\"IpAddress\":{\"acs:SourceIp\":\"here\"}}}]}"
            })
    void whatIsNoPolicyIsRefused(String text) {
        owner.create("strict");
        String former = allow("1", "oss:GetObject", "*", "");
        assertThat(put("strict", former).outcome()).isEqualTo("200");
        assertThat(put("strict", text).outcome()).isEqualTo("400 InvalidPolicyDocument");
        assertThat(get("strict").text()).isEqualTo(former);
    }

    @Test
    void anActionThatDoesNotExistIsRefusedWithItsPlace() {
        owner.create("slips");
        Answer refused = put("slips", allow("1", "oss:GetObjcet", "*", ""));
        assertThat(refused.outcome()).isEqualTo("400 InvalidPolicyDocument");
        assertThat(refused.text()).contains("oss:GetObjcet").contains("nearest: oss:GetObject");
        assertThat(get("slips").outcome()).isEqualTo("404 NoSuchBucketPolicy");
        for (String action : List.of("oss:HeadObject", "oss:PutVectors", "oss:ReplicateGet", "ecs:Start*", "*:Get*")) {
            assertThat(put("slips", allow("1", action, "*", "")).outcome())
                    .as(action)
                    .isEqualTo("200");
        }
    }

    @Test
    void aPolicyMayBeLongButNotLongerThanThePageSays() {
        owner.create("long");
        String policy = allow("1", "oss:GetObject", "*", "");
        assertThat(put("long", policy + " ".repeat(16 * 1024 - policy.length())).outcome())
                .isEqualTo("200");
        assertThat(put("long", policy + " ".repeat(16 * 1024 - policy.length() + 1))
                        .outcome())
                .isEqualTo("400 InvalidPolicyDocument");
    }

    @Test
    void aStatementNeedsNoPrincipal() {
        owner.create("nobody-named");
        String policy = "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"oss:GetObject\","
                + "\"Resource\":\"acs:oss:*:*:nobody-named/*\"}]}";
        assertThat(put("nobody-named", policy).outcome()).isEqualTo("200");
        owner.put("nobody-named", "key", "text");
        assertThat(ring.anonymous().get("nobody-named", "key").text()).isEqualTo("text");
        assertThat(status("nobody-named").element("IsPublic")).contains("true");
    }

    @Test
    void itLetsAnotherAccountIn() {
        owner.create("shared");
        owner.put("shared", "open/key", "text");
        owner.put("shared", "closed/key", "text");
        assertThat(other.get("shared", "open/key").outcome()).isEqualTo("403 AccessDenied");
        put("shared", allow(otherAccount, "oss:GetObject", "acs:oss:*:*:shared/open/*", ""));
        assertThat(other.get("shared", "open/key").text()).isEqualTo("text");
        assertThat(other.get("shared", "closed/key").outcome()).isEqualTo("403 AccessDenied");
        assertThat(other.put("shared", "open/key", "mine").outcome()).isEqualTo("403 AccessDenied");
        assertThat(ring.anonymous().get("shared", "open/key").outcome()).isEqualTo("403 AccessDenied");
        assertThat(other.bucket(GET, "shared").send().outcome()).isEqualTo("403 AccessDenied");
        delete("shared");
        assertThat(other.get("shared", "open/key").outcome()).isEqualTo("403 AccessDenied");
    }

    @Test
    void itLetsAUserOfAnotherAccountIn() {
        owner.create("user-shared");
        owner.put("user-shared", "key", "text");
        Administration administration = ring.administration("LTAIother", "other-secret");
        Client guest = RamUser.named(ring, administration, "guest").client();
        String userId = administration
                .call(Administration.RAM, "GetUser", "UserName", "guest")
                .text("/User/UserId");
        put("user-shared", allow(otherAccount, "oss:GetObject", "*", ""));
        assertThat(guest.get("user-shared", "key").outcome()).isEqualTo("403 AccessDenied");
        put("user-shared", allow(userId, "oss:GetObject", "*", ""));
        assertThat(guest.get("user-shared", "key").text()).isEqualTo("text");
        assertThat(other.get("user-shared", "key").outcome()).isEqualTo("403 AccessDenied");
    }

    @Test
    void itLetsEverybodyReadObjectsButNoSettings() {
        owner.create("everybody");
        owner.put("everybody", "key", "text");
        put("everybody", allow("*", "oss:*", "acs:oss:*:*:everybody*", ""));
        Client anonymous = ring.anonymous();
        assertThat(anonymous.get("everybody", "key").text()).isEqualTo("text");
        assertThat(anonymous.bucket(GET, "everybody").send().status()).isEqualTo(200);
        assertThat(anonymous.put("everybody", "more", "text").outcome()).isEqualTo("200");
        for (String setting : new String[] {"policy", "acl", "encryption", "tagging", "policyStatus", "bucketInfo"}) {
            assertThat(anonymous.bucket(GET, "everybody").with(setting).send().outcome())
                    .as(setting)
                    .isEqualTo("403 AccessDenied");
        }
        assertThat(anonymous.bucket(DELETE, "everybody").with("policy").send().outcome())
                .isEqualTo("403 AccessDenied");
        assertThat(anonymous.bucket(DELETE, "everybody").send().outcome()).isEqualTo("403 AccessDenied");
        assertThat(other.bucket(GET, "everybody").with("acl").send().outcome()).isEqualTo("200");
    }

    @Test
    void aDenyForEverybodyMeansAllButTheOwner() {
        owner.create("denied");
        owner.bucket(PUT, "denied")
                .with("acl")
                .header("x-oss-acl", "public-read")
                .send();
        owner.put("denied", "key", "text");
        assertThat(other.get("denied", "key").text()).isEqualTo("text");
        put("denied", deny("oss:GetObject", "*", ""));
        assertThat(other.get("denied", "key").outcomeWithEc()).isEqualTo(DENIED);
        assertThat(ring.anonymous().head("denied", "key").outcomeWithEc()).isEqualTo(DENIED);
        assertThat(owner.get("denied", "key").text()).isEqualTo("text");
    }

    @Test
    void aDenyUnderAConditionMeansTheOwnerTooButCanBeTakenBack() {
        owner.create("locked");
        owner.put("locked", "key", "text");
        String everything = deny("oss:*", "*", ",\"Condition\":{\"IpAddress\":{\"acs:SourceIp\":\"127.0.0.0/8\"}}");
        assertThat(put("locked", everything).outcome()).isEqualTo("200");
        assertThat(owner.get("locked", "key").outcomeWithEc()).isEqualTo(DENIED);
        assertThat(owner.bucket(GET, "locked").with("acl").send().outcomeWithEc())
                .isEqualTo(DENIED);
        assertThat(owner.bucket(DELETE, "locked").send().outcomeWithEc()).isEqualTo(DENIED);
        assertThat(owner.bucket(PUT, "locked")
                        .header("x-oss-acl", "public-read")
                        .send()
                        .outcomeWithEc())
                .isEqualTo(DENIED);
        assertThat(get("locked").text()).isEqualTo(everything);
        assertThat(delete("locked").outcome()).isEqualTo("204");
        assertThat(owner.get("locked", "key").text()).isEqualTo("text");
    }

    @Test
    void aDenyOutweighsWhatAUsersPolicyAllows() {
        owner.create("own-user");
        owner.put("own-user", "key", "text");
        Client user = user("reader", "oss:*");
        assertThat(user.get("own-user", "key").text()).isEqualTo("text");
        put("own-user", deny("oss:Get*", "acs:oss:*:*:own-user/*", ""));
        assertThat(user.get("own-user", "key").outcomeWithEc()).isEqualTo(DENIED);
        assertThat(user.put("own-user", "key", "more").outcome()).isEqualTo("200");
    }

    @Test
    void conditionsLookAtTheRequest() {
        owner.create("conditions");
        owner.put("conditions", "a/key", "text");
        put(
                "conditions",
                allow(
                        otherAccount,
                        "oss:*",
                        "*",
                        ",\"Condition\":{\"StringEquals\":{\"oss:Prefix\":\"a/\",\"oss:Delimiter\":\"/\"}}"));
        assertThat(other.bucket(GET, "conditions")
                        .with("prefix", "a/")
                        .with("delimiter", "/")
                        .send()
                        .status())
                .isEqualTo(200);
        assertThat(other.bucket(GET, "conditions").with("prefix", "a/").send().outcome())
                .isEqualTo("403 AccessDenied");
        put(
                "conditions",
                allow(otherAccount, "oss:*", "*", ",\"Condition\":{\"Bool\":{\"acs:SecureTransport\":\"true\"}}"));
        assertThat(other.get("conditions", "a/key").outcome()).isEqualTo("403 AccessDenied");
        put(
                "conditions",
                allow(otherAccount, "oss:*", "*", ",\"Condition\":{\"IpAddress\":{\"acs:SourceIp\":[\"127.0.0.1\"]}}"));
        assertThat(other.get("conditions", "a/key").text()).isEqualTo("text");
    }

    @Test
    void conditionsLookAtTheTagsOfTheBucket() {
        owner.create("tagged-policy");
        owner.put("tagged-policy", "key", "text");
        put(
                "tagged-policy",
                allow(otherAccount, "oss:*", "*", ",\"Condition\":{\"StringEquals\":{\"oss:BucketTag/Team\":\"x\"}}"));
        assertThat(other.get("tagged-policy", "key").outcome()).isEqualTo("403 AccessDenied");
        owner.bucket(PUT, "tagged-policy")
                .with("tagging")
                .body("<Tagging><TagSet><Tag><Key>Team</Key><Value>x</Value></Tag></TagSet></Tagging>")
                .send();
        assertThat(other.get("tagged-policy", "key").text()).isEqualTo("text");
    }

    @Test
    void conditionsLookAtTheTagsOfTheObject() {
        owner.create("tagged-objects");
        owner.object(PUT, "tagged-objects", "shared")
                .header("x-oss-tagging", "for=all")
                .body("text")
                .send();
        owner.put("tagged-objects", "kept", "text");
        put(
                "tagged-objects",
                allow(
                        otherAccount,
                        "oss:*Object",
                        "*",
                        ",\"Condition\":{\"StringEquals\":{\"oss:ExistingObjectTag/for\":\"all\"}}"));
        assertThat(other.get("tagged-objects", "shared").text()).isEqualTo("text");
        assertThat(other.get("tagged-objects", "kept").outcome()).isEqualTo("403 AccessDenied");
        assertThat(other.get("tagged-objects", "absent").outcome()).isEqualTo("403 AccessDenied");
        String both = "<Delete><Object><Key>shared</Key></Object><Object><Key>kept</Key></Object></Delete>";
        assertThat(other.bucket(POST, "tagged-objects")
                        .with("delete")
                        .body(both)
                        .send()
                        .outcome())
                .isEqualTo("403 AccessDenied");
        assertThat(owner.get("tagged-objects", "shared").text()).isEqualTo("text");
    }

    @Test
    void conditionsLookAtTheTagsThatARequestGives() {
        owner.create("tagging-requests");
        put(
                "tagging-requests",
                allow(
                        otherAccount,
                        "oss:Put*",
                        "*",
                        ",\"Condition\":{\"StringEquals\":{\"oss:RequestObjectTag/by\":\"other\"}}"));
        assertThat(other.put("tagging-requests", "key", "text").outcome()).isEqualTo("403 AccessDenied");
        assertThat(other.object(PUT, "tagging-requests", "key")
                        .header("x-oss-tagging", "by=other")
                        .body("text")
                        .send()
                        .outcome())
                .isEqualTo("200");
        for (String by : new String[] {"other", "nobody"}) {
            assertThat(other.object(PUT, "tagging-requests", "key")
                            .with("tagging")
                            .body("<Tagging><TagSet><Tag><Key>by</Key><Value>" + by
                                    + "</Value></Tag></TagSet></Tagging>")
                            .send()
                            .outcome())
                    .isEqualTo(by.equals("other") ? "200" : "403 AccessDenied");
        }
    }

    @Test
    void itCountsForEachKeyOfABatchAndForTheSourceOfACopy() {
        owner.create("batch").create("batch-target");
        owner.put("batch", "open", "text");
        owner.put("batch", "closed", "text");
        other.create("of-other");
        put("batch", allow(otherAccount, "oss:*", "acs:oss:*:*:batch/open", ""));
        String batch = "<Delete><Object><Key>open</Key></Object><Object><Key>closed</Key></Object></Delete>";
        assertThat(other.bucket(POST, "batch").with("delete").body(batch).send().outcome())
                .isEqualTo("403 AccessDenied");
        assertThat(owner.get("batch", "open").text()).isEqualTo("text");
        assertThat(copy(other, "batch/open").outcome()).isEqualTo("200");
        assertThat(copy(other, "batch/closed").outcome()).isEqualTo("403 AccessDenied");
    }

    @Test
    void writingWithAnAclNeedsThePermissionForTheAcl() {
        owner.create("acl-by-header");
        put("acl-by-header", allow(otherAccount, "oss:PutObject", "*", ""));
        assertThat(other.put("acl-by-header", "key", "text").outcome()).isEqualTo("200");
        assertThat(other.object(PUT, "acl-by-header", "open")
                        .header("x-oss-object-acl", "public-read")
                        .body("text")
                        .send()
                        .outcome())
                .isEqualTo("403 AccessDenied");
        assertThat(owner.head("acl-by-header", "open").status()).isEqualTo(404);
    }

    @Test
    void theStatusTellsWhetherItIsPublic() {
        owner.create("status");
        assertThat(status("status").element("IsPublic")).contains("false");
        put("status", allow("*", "oss:GetObject", "*", ""));
        assertThat(status("status").element("IsPublic")).contains("true");
        put(
                "status",
                allow("*", "oss:GetObject", "*", ",\"Condition\":{\"IpAddress\":{\"acs:SourceIp\":\"10.0.0.0/8\"}}"));
        assertThat(status("status").element("IsPublic")).contains("false");
        put("status", deny("oss:GetObject", "*", ""));
        assertThat(status("status").element("IsPublic")).contains("false");
        assertThat(owner.bucket(HEAD, "status").with("policyStatus").send().status())
                .isEqualTo(405);
    }

    @Test
    void whoMayNotReadAnAclIsToldSo() {
        owner.create("acl-reading");
        owner.put("acl-reading", "key", "text");
        Answer refused = other.object(GET, "acl-reading", "key").with("acl").send();
        assertThat(refused.outcomeWithEc()).isEqualTo("403 AccessDenied 0003-00000007");
        put("acl-reading", allow(otherAccount, "oss:GetObjectAcl", "*", ""));
        assertThat(other.object(GET, "acl-reading", "key").with("acl").send().element("Grant"))
                .contains("default");
    }

    private static Answer copy(Client client, String source) {
        return client.object(PUT, "of-other", "copy")
                .header("x-oss-copy-source", "/" + source)
                .send();
    }

    private static Client user(String name, String action) {
        return RamUser.client(ring, name, action, "*");
    }

    private static String allow(String principal, String action, String resource, String more) {
        return "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":[\"" + principal
                + "\"],\"Action\":[\"" + action + "\"],\"Resource\":[\"" + resource + "\"]" + more + "}]}";
    }

    private static String deny(String action, String resource, String more) {
        return allow("*", action, resource, more).replace("\"Allow\"", "\"Deny\"");
    }

    private static Answer put(String bucket, String policy) {
        return owner.bucket(PUT, bucket).with("policy").body(policy).send();
    }

    private static Answer get(String bucket) {
        return owner.bucket(GET, bucket).with("policy").send();
    }

    private static Answer delete(String bucket) {
        return owner.bucket(DELETE, bucket).with("policy").send();
    }

    private static Answer status(String bucket) {
        return owner.bucket(GET, bucket).with("policyStatus").send();
    }
}
