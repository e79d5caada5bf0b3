package io.coffer.server.ring;

import static io.coffer.protocol.Method.DELETE;
import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.HEAD;
import static io.coffer.protocol.Method.POST;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Code, EC and message of each kind of denial, which tools look up to tell their users what is missing. */
@Covers({"GetBucketInfo", "PutObjectTagging", "PutObject", "CopyObject", "InitiateMultipartUpload", "AppendObject"})
class RefusalCodeTest {
    private static final String TAGGING = "x-oss-tagging";
    private static final String NO_TAGGING = "403 AccessDenied 0003-00000905";
    private static final String BUCKET = "photos";

    private static Ring ring;
    private static Client owner;

    @BeforeAll
    static void start() {
        ring = Ring.inMemory();
        owner = ring.owner().create(BUCKET);
        owner.object(PUT, BUCKET, "key").header(TAGGING, "a=b").body("text").send();
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    private static Client user(String name, String... statements) {
        return RamUser.named(ring, name)
                .with("{\"Version\":\"1\",\"Statement\":[" + String.join(",", statements) + "]}")
                .client();
    }

    private static String statement(String effect, String action) {
        return "{\"Effect\":\"" + effect + "\",\"Action\":\"" + action + "\",\"Resource\":\"*\"}";
    }

    private static void assertRefused(Answer answer, String ec, String message) {
        assertThat(answer.outcomeWithEc()).isEqualTo("403 AccessDenied " + ec);
        assertThat(answer.element("Message")).contains(message);
    }

    @Test
    void anExplicitDenyTellsWhosePolicyItIsIn() {
        String byPolicy = "Access denied by bucket policy.";
        owner.create("denied").put("denied", "key", "text");
        Client allowed = user("allowed", statement("Allow", "oss:*"));
        Client denied = user("denied", statement("Allow", "oss:*"), statement("Deny", "oss:GetObject"));
        assertRefused(denied.get("denied", "key"), "0003-00000201", byPolicy);
        assertThat(owner.bucket(PUT, "denied")
                        .with("policy")
                        .body("{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":[\"*\"],"
                                + "\"Action\":[\"oss:GetObject\",\"oss:DeleteObject\"],"
                                + "\"Resource\":\"acs:oss:*:*:denied/*\"}]}")
                        .send()
                        .outcome())
                .isEqualTo("200");
        assertRefused(allowed.get("denied", "key"), "0003-00000101", byPolicy);
        assertThat(allowed.head("denied", "key").element("EC")).contains("0003-00000101");
        assertRefused(denied.get("denied", "key"), "0003-00000203", byPolicy);
        assertRefused(
                allowed.bucket(POST, "denied")
                        .with("delete")
                        .body("<Delete><Object><Key>key</Key></Object></Delete>")
                        .send(),
                "0003-00000204",
                byPolicy);
    }

    @Test
    void whereNoAclCouldAllowAUserLacksAPolicy() {
        Client plain = user("plain", statement("Allow", "oss:GetBucketStat"));
        assertRefused(plain.getRule(BUCKET), "0003-00000202", "AccessDenied");
        assertRefused(plain.bucket(PUT, "new-of-plain").send(), "0003-00000202", "AccessDenied");
        assertRefused(plain.bucket(DELETE, BUCKET).send(), "0003-00000202", "AccessDenied");
        assertRefused(plain.service(GET).send(), "0003-00000202", "AccessDenied");
        assertRefused(plain.get(BUCKET, "key"), "0003-00000001", "You have no right to access this object.");
        assertRefused(plain.bucket(GET, BUCKET).send(), "0003-00000001", "AccessDenied");
        assertRefused(ring.other().getRule(BUCKET), "0003-00000001", "AccessDenied");
        assertRefused(
                plain.object(GET, BUCKET, "key").with("acl").send(),
                "0003-00000007",
                "You do not have read acl permission on this object.");
    }

    @Test
    void whoMayNotSeeABucketsInfoIsToldThatItBelongsToOthers() {
        String message = "The bucket you access does not belong to you.";
        Client plain = user("uninformed", statement("Allow", "oss:ListObjects"));
        assertRefused(plain.bucket(GET, BUCKET).with("bucketInfo").send(), "0003-00000001", message);
        assertRefused(ring.other().bucket(GET, BUCKET).with("bucketInfo").send(), "0003-00000001", message);
        assertThat(ring.anonymous()
                        .bucket(GET, BUCKET)
                        .with("bucketInfo")
                        .send()
                        .element("Message"))
                .contains("Anonymous access is forbidden for this operation.");
        Client denied = user("uninformed-by-deny", statement("Deny", "oss:GetBucketInfo"));
        assertThat(denied.bucket(GET, BUCKET).with("bucketInfo").send().outcomeWithEc())
                .isEqualTo("403 AccessDenied 0003-00000201");
    }

    @Test
    void tagsNeedAPermissionOfTheirOwnHoweverTheyAreGiven() {
        Client writer = user("writer", statement("Allow", "oss:PutObject"), statement("Allow", "oss:GetObject*"));
        assertThat(writer.put(BUCKET, "untagged", "text").outcome()).isEqualTo("200");
        assertThat(writer.object(PUT, BUCKET, "put")
                        .header(TAGGING, "a=b")
                        .body("text")
                        .send()
                        .outcomeWithEc())
                .isEqualTo(NO_TAGGING);
        assertThat(writer.object(POST, BUCKET, "appended")
                        .with("append")
                        .with("position", "0")
                        .header(TAGGING, "a=b")
                        .body("text")
                        .send()
                        .outcomeWithEc())
                .isEqualTo(NO_TAGGING);
        assertThat(writer.object(POST, BUCKET, "initiated")
                        .with("uploads")
                        .header(TAGGING, "a=b")
                        .send()
                        .outcomeWithEc())
                .isEqualTo(NO_TAGGING);
        assertThat(writer.object(PUT, BUCKET, "copied")
                        .header("x-oss-copy-source", "/" + BUCKET + "/key")
                        .send()
                        .outcomeWithEc())
                .isEqualTo(NO_TAGGING);
        assertThat(writer.object(PUT, BUCKET, "linked")
                        .with("symlink")
                        .header("x-oss-symlink-target", "key")
                        .header(TAGGING, "a=b")
                        .send()
                        .outcomeWithEc())
                .isEqualTo(NO_TAGGING);
        assertThat(writer.object(PUT, BUCKET, "untagged")
                        .with("tagging")
                        .body("<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>")
                        .send()
                        .outcomeWithEc())
                .isEqualTo(NO_TAGGING);
        for (String key : new String[] {"put", "appended", "copied", "linked"}) {
            assertThat(owner.object(HEAD, BUCKET, key).send().status()).as(key).isEqualTo(404);
        }
        assertThat(owner.object(GET, BUCKET, "untagged").with("tagging").send().text())
                .doesNotContain("<Key>");
        Client tagger = user("tagger", statement("Allow", "oss:PutObject*"), statement("Allow", "oss:GetObject*"));
        assertThat(tagger.object(PUT, BUCKET, "put")
                        .header(TAGGING, "a=b")
                        .body("text")
                        .send()
                        .outcome())
                .isEqualTo("200");
    }

    @Test
    void copyingTagsNeedsToReadThem() {
        Client blind = user("blind", statement("Allow", "oss:PutObject*"), statement("Allow", "oss:GetObject"));
        Answer refused = blind.object(PUT, BUCKET, "copied-blindly")
                .header("x-oss-copy-source", "/" + BUCKET + "/key")
                .send();
        assertThat(refused.outcome()).isEqualTo("403 AccessDenied");
        assertThat(refused.element("AuthAction")).contains("oss:GetObjectTagging");
        assertThat(owner.head(BUCKET, "copied-blindly").status()).isEqualTo(404);
    }

    @Test
    void anAclOfItsOwnNeedsThePermissionForAcls() {
        Client writer = user("acl-writer", statement("Allow", "oss:PutObject"));
        Answer refused = writer.object(PUT, BUCKET, "with-acl")
                .header("x-oss-object-acl", "public-read")
                .body("text")
                .send();
        assertThat(refused.outcome()).isEqualTo("403 AccessDenied");
        assertThat(refused.element("AuthAction")).contains("oss:PutObjectAcl");
        assertThat(owner.head(BUCKET, "with-acl").status()).isEqualTo(404);
    }

    @Test
    void theKmsPoliciesOfTheSystemAreEnoughForSseKms() {
        owner.create("kms-photos");
        owner.putRule("kms-photos", "KMS");
        Client writer = user("kms-writer", statement("Allow", "oss:*"));
        assertThat(writer.put("kms-photos", "key", "text").element("Message"))
                .contains("This request is forbidden by kms");
        ring.administration()
                .call(
                        Administration.RAM,
                        "AttachPolicyToUser",
                        "PolicyType",
                        "System",
                        "PolicyName",
                        "AliyunKMSCryptoUserAccess",
                        "UserName",
                        "kms-writer");
        assertThat(writer.put("kms-photos", "key", "text").outcome()).isEqualTo("200");
        assertThat(writer.get("kms-photos", "key").text()).isEqualTo("text");
    }
}
