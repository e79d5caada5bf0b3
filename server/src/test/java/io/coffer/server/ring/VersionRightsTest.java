package io.coffer.server.ring;

import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.POST;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A version is protected by its own ACL and actions, however a request comes to name it. */
@Covers({"CopyObject", "UploadPartCopy", "DeleteMultipleObjects", "GetObject", "PutObject"})
class VersionRightsTest {
    private static final String DENIED = "403 AccessDenied";
    private static final String NO_VERSION = "A".repeat(64);

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
        other.create("rights-of-other");
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    @Test
    void aCopyNeedsToReadTheVersionThatItNames() {
        open("rights-copy", "public-read");
        String hidden = put("rights-copy", "key", "private");
        String shown = put("rights-copy", "key", "default");
        assertThat(copy("key", "rights-copy/key?versionId=" + hidden).outcome()).isEqualTo(DENIED);
        assertThat(part("rights-copy/key?versionId=" + hidden).outcome()).isEqualTo(DENIED);
        assertThat(copy("key", "rights-copy/key?versionId=" + shown).outcome()).isEqualTo("200");
        assertThat(part("rights-copy/key?versionId=" + shown).outcome()).isEqualTo("200");
    }

    @Test
    void aVersionOfTheTargetSaysNothingOfTheSource() {
        open("rights-trick", "public-read");
        String shown = put("rights-trick", "secret", "public-read");
        put("rights-trick", "secret", "private");
        for (String version : new String[] {NO_VERSION, shown}) {
            assertThat(other.object(PUT, "rights-of-other", "secret")
                            .with("versionId", version)
                            .header("x-oss-copy-source", "/rights-trick/secret")
                            .send()
                            .outcome())
                    .isEqualTo(DENIED);
        }
    }

    @Test
    void aWriteDoesNotGetRoundAnAclByNamingAVersion() {
        open("rights-write", "public-read-write");
        String shown = put("rights-write", "key", "public-read-write");
        put("rights-write", "key", "private");
        for (String version : new String[] {NO_VERSION, shown}) {
            assertThat(ring.anonymous()
                            .object(PUT, "rights-write", "key")
                            .with("versionId", version)
                            .body("forged")
                            .send()
                            .outcome())
                    .isEqualTo(DENIED);
        }
        assertThat(owner.get("rights-write", "key").text()).isEqualTo("private");
    }

    @Test
    void aVersionThatIsALinkLeadsToTheCurrentTarget() {
        open("rights-link", "public-read");
        String link = owner.object(PUT, "rights-link", "link")
                .with("symlink")
                .header("x-oss-symlink-target", "link")
                .send()
                .header("x-oss-version-id")
                .orElseThrow();
        put("rights-link", "link", "private");
        assertThat(ring.anonymous()
                        .object(GET, "rights-link", "link")
                        .with("versionId", link)
                        .send()
                        .outcome())
                .isEqualTo(DENIED);
    }

    @Test
    void aBatchNeedsTheActionOfVersionsForItemsThatNameOne() {
        open("rights-batch", "private");
        String version = put("rights-batch", "key", "default");
        String current = "<Object><Key>other</Key></Object>";
        String named = "<Object><Key>key</Key><VersionId>" + version + "</VersionId></Object>";
        policy("rights-batch", statement("Allow", "oss:DeleteObject"));
        assertThat(batch(current).outcome()).isEqualTo("200");
        assertThat(batch(current + named).outcome()).isEqualTo(DENIED);
        policy(
                "rights-batch",
                statement("Allow", "oss:DeleteObject*") + "," + statement("Deny", "oss:DeleteObjectVersion"));
        assertThat(batch(named).outcome()).isEqualTo(DENIED);
        assertThat(owner.get("rights-batch", "key").text()).isEqualTo("default");
        policy("rights-batch", statement("Allow", "oss:DeleteObjectVersion"));
        assertThat(batch(current).outcome()).isEqualTo(DENIED);
        assertThat(batch(named).outcome()).isEqualTo("200");
        assertThat(owner.get("rights-batch", "key").outcome()).isEqualTo("404 NoSuchKey");
    }

    @Test
    void tagsThatACopyTakesAlongAreTagsThatItPuts() {
        owner.create("rights-tags");
        owner.object(PUT, "rights-tags", "tagged")
                .header("x-oss-tagging", "class=secret")
                .body("text")
                .send();
        policy("rights-tags", statement("Allow", "oss:*") + "," + statement("Deny", "oss:PutObjectTagging"));
        assertThat(within("rights-tags", "COPY").outcome()).isEqualTo(DENIED);
        assertThat(owner.head("rights-tags", "copied").status()).isEqualTo(404);
        assertThat(within("rights-tags", "REPLACE").outcome()).isEqualTo("200");
    }

    @Test
    void aTagThatACopyDoesNotGiveFulfilsNoCondition() {
        owner.create("rights-condition");
        owner.put("rights-condition", "tagged", "text");
        String onlyIfTaggedOpen = ",\"Condition\":{\"StringEquals\":{\"oss:RequestObjectTag/class\":\"open\"}}}";
        policy(
                "rights-condition",
                statement("Allow", "oss:GetObject") + "," + statement("Allow", "oss:PutObjectTagging") + ","
                        + statement("Allow", "oss:PutObject").replace("}", onlyIfTaggedOpen));
        assertThat(conditional("COPY").outcome()).isEqualTo(DENIED);
        assertThat(conditional("REPLACE").outcome()).isEqualTo("200");
    }

    @Test
    void anOverriddenHeaderAddsNoOther() {
        owner.create("rights-header");
        owner.put("rights-header", "key", "text");
        Answer answer = owner.object(GET, "rights-header", "key")
                .with("response-content-disposition", "inline\r\nSet-Cookie: forged=1\r\n\r\n<html>")
                .send();
        assertThat(answer.header("set-cookie")).isEmpty();
        assertThat(answer.fields()).noneMatch(field -> field.startsWith("Set-Cookie"));
    }

    private static void open(String bucket, String acl) {
        owner.bucket(PUT, bucket).header("x-oss-acl", acl).send();
        assertThat(owner.bucket(PUT, bucket)
                        .with("versioning")
                        .body("<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>")
                        .send()
                        .outcome())
                .isEqualTo("200");
    }

    /** Writes the name of the ACL as the content. */
    private static String put(String bucket, String key, String acl) {
        return owner.object(PUT, bucket, key)
                .header("x-oss-object-acl", acl)
                .body(acl)
                .send()
                .header("x-oss-version-id")
                .orElseThrow();
    }

    private static Answer copy(String key, String source) {
        return other.object(PUT, "rights-of-other", key)
                .header("x-oss-copy-source", "/" + source)
                .send();
    }

    private static Answer part(String source) {
        String upload = other.object(POST, "rights-of-other", "parts")
                .with("uploads")
                .send()
                .element("UploadId")
                .orElseThrow();
        return other.object(PUT, "rights-of-other", "parts")
                .with("partNumber", "1")
                .with("uploadId", upload)
                .header("x-oss-copy-source", "/" + source)
                .send();
    }

    private static Answer within(String bucket, String directive) {
        return other.object(PUT, bucket, "copied")
                .header("x-oss-copy-source", "/" + bucket + "/tagged")
                .header("x-oss-tagging-directive", directive)
                .send();
    }

    private static Answer conditional(String directive) {
        return other.object(PUT, "rights-condition", "copied")
                .header("x-oss-copy-source", "/rights-condition/tagged")
                .header("x-oss-tagging", "class=open")
                .header("x-oss-tagging-directive", directive)
                .send();
    }

    private static Answer batch(String objects) {
        return other.bucket(POST, "rights-batch")
                .with("delete")
                .body("<Delete>" + objects + "</Delete>")
                .send();
    }

    private static String statement(String effect, String action) {
        return "{\"Effect\":\"" + effect + "\",\"Action\":\"" + action + "\",\"Principal\":\"" + otherAccount
                + "\",\"Resource\":\"*\"}";
    }

    private static void policy(String bucket, String statements) {
        assertThat(owner.bucket(PUT, bucket)
                        .with("policy")
                        .body("{\"Version\":\"1\",\"Statement\":[" + statements + "]}")
                        .send()
                        .outcome())
                .isEqualTo("200");
    }
}
