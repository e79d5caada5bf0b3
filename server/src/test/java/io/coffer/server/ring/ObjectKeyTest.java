package io.coffer.server.ring;

import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of objects, what is kept beside their content, and the plain life of an object. */
@Covers({"PutObject", "GetObject", "DeleteObject", "DeleteMultipleObjects"})
class ObjectKeyTest {
    private static Ring ring;
    private static Client owner;

    @BeforeAll
    static void start() {
        ring = Ring.inMemory();
        owner = ring.owner().create("bucket");
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    @ParameterizedTest
    @CsvSource({
        "a//b,/bucket/a//b",
        "a/../b,/bucket/a/../b",
        "../escape,/bucket/../escape",
        "..,/bucket/..",
        "a/./b,/bucket/a/./b",
        "..%2Fc,/bucket/..%252Fc",
        "a/b,/bucket/a%2Fb",
        "a/b,/bucket/a%2fb",
        "a+b,/bucket/a+b",
        "a b,/bucket/a%20b",
        "dir/,/bucket/dir/",
        "?question,/bucket/%3Fquestion",
        "semi;colon=1,/bucket/semi;colon=1",
        "caf\u00e9 \u4e2d\ud83d\ude00,/bucket/caf%C3%A9%20%E4%B8%AD%F0%9F%98%80",
        "tab\tone\u0001x,/bucket/tab%09one%01x",
        "back\\slash,/bucket/back%5Cslash",
        "a/\ud83d\ude00//..//,/bucket/a/%F0%9F%98%80//..//",
    })
    void aKeyIsWhatThePathSaysAndNothingElse(String key, String path) {
        String content = "content of " + key;
        assertThat(owner.object(PUT, "bucket", key)
                        .path(path)
                        .body(content)
                        .send()
                        .outcome())
                .isEqualTo("200");
        assertThat(owner.object(GET, "bucket", key).path(path).send().text()).isEqualTo(content);
        assertThat(owner.bucket(GET, "bucket")
                        .with("encoding-type", "url")
                        .with("prefix", key)
                        .with("max-keys", "1")
                        .send()
                        .element("Key"))
                .contains(io.coffer.protocol.PercentEncoding.encode(key));
        assertThat(owner.delete("bucket", key).outcome()).isEqualTo("204");
    }

    @Test
    void virtualHostsKeepTheWholePath() {
        for (String path : new String[] {"/a//b", "/a/../b", "/bucket/nested"}) {
            assertThat(owner.object(PUT, "bucket", path.substring(1))
                            .under(Ring.OWN_DOMAIN)
                            .path(path)
                            .body(path)
                            .send()
                            .outcome())
                    .isEqualTo("200");
            assertThat(owner.get("bucket", path.substring(1)).text()).isEqualTo(path);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bucket//leading", "/bucket/%2Fleading", "/bucket/%5Cleading", "/bucket//"})
    void aKeyDoesNotStartWithASlash(String path) {
        String key = path.contains("%5C") ? "\\leading" : path.equals("/bucket//") ? "/" : "/leading";
        Answer refused = owner.object(PUT, "bucket", key).path(path).body("x").send();
        assertThat(refused.outcome()).isEqualTo("400 InvalidObjectName");
        assertThat(refused.element("Message")).contains("The specified object is not valid.");
    }

    @Test
    void aKeyHas1023BytesAtMost() {
        for (String character : new String[] {"k", "\u00e9", "\u4e2d"}) {
            int bytes = character.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
            String longest = character.repeat(1023 / bytes) + "k".repeat(1023 % bytes);
            assertThat(owner.put("bucket", longest, "text").outcome()).isEqualTo("200");
            assertThat(owner.get("bucket", longest).text()).isEqualTo("text");
            Answer refused = owner.put("bucket", longest + "k", "text");
            assertThat(refused.outcome()).isEqualTo("400 InvalidObjectName");
            assertThat(refused.element("Message").orElseThrow())
                    .startsWith("The Length of Object name must be less than 1024.");
            owner.delete("bucket", longest);
        }
    }

    @Test
    void whatIsSentWithAnObjectComesBack() {
        assertThat(owner.object(PUT, "bucket", "kept")
                        .header("content-type", "text/odd; x=1")
                        .header("cache-control", "no-store")
                        .header("content-disposition", "attachment; filename=a%20b")
                        .header("content-encoding", "zip")
                        .header("content-language", "de")
                        .header("expires", "2015-10-01 00:00:00")
                        .header("X-Oss-Meta-Author", "  some one  ")
                        .header("x-oss-storage-class", "IA")
                        .body("text")
                        .send()
                        .outcome())
                .isEqualTo("200");
        for (Answer answer : new Answer[] {owner.get("bucket", "kept"), owner.head("bucket", "kept")}) {
            assertThat(answer.header("content-type")).contains("text/odd; x=1");
            assertThat(answer.header("cache-control")).contains("no-store");
            assertThat(answer.header("content-disposition")).contains("attachment; filename=a%20b");
            assertThat(answer.header("content-encoding")).contains("zip");
            assertThat(answer.header("content-language")).contains("de");
            assertThat(answer.header("expires")).contains("2015-10-01 00:00:00");
            assertThat(answer.fields()).contains("x-oss-meta-author: some one");
            assertThat(answer.header("x-oss-storage-class")).contains("IA");
            assertThat(answer.header("x-oss-object-type")).contains("Normal");
            assertThat(answer.header("content-md5")).contains("HLJR7A1WjeapKbUgxK7Y0Q==");
            assertThat(answer.header("content-length")).contains("4");
        }
        owner.put("bucket", "kept", "text");
        Answer replaced = owner.head("bucket", "kept");
        assertThat(replaced.header("content-type")).contains("application/octet-stream");
        assertThat(replaced.header("x-oss-meta-author")).isEmpty();
    }

    @Test
    void metadataHas8KiBAtMost() {
        String name = "x-oss-meta-a";
        int room = 8 * 1024 - name.length();
        assertThat(owner.object(PUT, "bucket", "most")
                        .header(name, "v".repeat(room))
                        .send()
                        .outcome())
                .isEqualTo("200");
        assertThat(owner.head("bucket", "most").header(name)).contains("v".repeat(room));
        assertThat(owner.object(PUT, "bucket", "more")
                        .header(name, "v".repeat(room + 1))
                        .send()
                        .outcomeWithEc())
                .isEqualTo("400 InvalidArgument 0011-00000002");
        assertThat(owner.object(PUT, "bucket", "more")
                        .header("x-oss-meta-", "v")
                        .send()
                        .outcome())
                .isEqualTo("400 InvalidArgument");
        assertThat(owner.head("bucket", "more").status()).isEqualTo(404);
    }

    @Test
    void overwritingCanBeForbidden() {
        assertThat(put("once", "true", "first").outcome()).isEqualTo("200");
        Answer refused = put("once", "true", "second");
        assertThat(refused.outcome()).isEqualTo("409 FileAlreadyExists");
        assertThat(owner.get("bucket", "once").text()).isEqualTo("first");
        assertThat(put("once", "maybe", "third").outcomeWithEc()).isEqualTo("400 InvalidArgument 0017-00000279");
        assertThat(put("once", "false", "fourth").outcome()).isEqualTo("200");
        assertThat(owner.get("bucket", "once").text()).isEqualTo("fourth");
    }

    private static Answer put(String key, String forbid, String body) {
        return owner.object(PUT, "bucket", key)
                .header("x-oss-forbid-overwrite", forbid)
                .body(body)
                .send();
    }

    @Test
    void deletingSucceedsWhetherThereIsSomethingOrNot() {
        owner.put("bucket", "gone", "text");
        for (int i = 0; i < 2; i++) {
            Answer deleted = owner.delete("bucket", "gone");
            assertThat(deleted.outcome()).isEqualTo("204");
            assertThat(deleted.body()).isEmpty();
        }
        assertThat(owner.get("bucket", "gone").outcomeWithEc()).isEqualTo("404 NoSuchKey 0026-00000001");
        assertThat(owner.get("bucket", "gone").element("Key")).contains("gone");
    }

    @ParameterizedTest
    @CsvSource({"null,200", "short,400 InvalidArgument"})
    void onlyTheNullVersionExists(String version, String outcome) {
        owner.put("bucket", "versioned", "text");
        assertThat(owner.object(GET, "bucket", "versioned")
                        .with("versionId", version)
                        .send()
                        .outcome())
                .isEqualTo(outcome);
        assertThat(owner.object(GET, "bucket", "versioned")
                        .with("versionId", "A".repeat(64))
                        .send()
                        .outcome())
                .isEqualTo("404 NoSuchVersion");
    }

    @Test
    void anObjectsAclOpensIt() {
        owner.put("bucket", "acl", "text");
        assertThat(ring.anonymous().get("bucket", "acl").outcome()).isEqualTo("403 AccessDenied");
        assertThat(owner.object(PUT, "bucket", "acl")
                        .with("acl")
                        .header("x-oss-object-acl", "public-read")
                        .send()
                        .outcome())
                .isEqualTo("200");
        assertThat(ring.anonymous().get("bucket", "acl").text()).isEqualTo("text");
        assertThat(ring.anonymous().put("bucket", "acl", "changed").outcome()).isEqualTo("403 AccessDenied");
        assertThat(owner.object(GET, "bucket", "acl").with("acl").send().element("Grant"))
                .contains("public-read");
        assertThat(owner.object(PUT, "bucket", "acl")
                        .with("acl")
                        .header("x-oss-object-acl", "all")
                        .send()
                        .outcome())
                .isEqualTo("400 InvalidArgument");
        owner.put("bucket", "acl", "again");
        assertThat(owner.object(GET, "bucket", "acl").with("acl").send().element("Grant"))
                .contains("default");
        owner.delete("bucket", "acl");
        assertThat(owner.object(GET, "bucket", "acl").with("acl").send().outcome())
                .isEqualTo("404 NoSuchKey");
    }

    @Test
    void copiesTakeMetadataAlongOrReplaceIt() {
        String key = "s;,/?:@&=+$#\u4e2d";
        owner.object(PUT, "bucket", key)
                .header("content-type", "text/odd")
                .header("x-oss-meta-a", "1")
                .header("x-oss-object-acl", "public-read")
                .body("text")
                .send();
        String source = "/bucket/" + io.coffer.protocol.PercentEncoding.encode(key);
        Answer copied = copy("copied", source).header("x-oss-meta-b", "2").send();
        assertThat(copied.element("ETag").orElseThrow()).contains("1CB251EC0D568DE6A929B520C4AED8D1");
        assertThat(copied.element("LastModified")).isPresent();
        Answer head = owner.head("bucket", "copied");
        assertThat(head.header("content-type")).contains("text/odd");
        assertThat(head.header("x-oss-meta-a")).contains("1");
        assertThat(head.header("x-oss-meta-b")).isEmpty();
        assertThat(owner.object(GET, "bucket", "copied").with("acl").send().element("Grant"))
                .contains("default");
        copy("copied", source)
                .header("x-oss-metadata-directive", "REPLACE")
                .header("x-oss-meta-b", "2")
                .send();
        head = owner.head("bucket", "copied");
        assertThat(head.header("x-oss-meta-a")).isEmpty();
        assertThat(head.header("x-oss-meta-b")).contains("2");
        copy("copied", "/bucket/copied").header("x-oss-meta-c", "3").send();
        head = owner.head("bucket", "copied");
        assertThat(head.header("x-oss-meta-b")).isEmpty();
        assertThat(head.header("x-oss-meta-c")).contains("3");
    }

    private static Call copy(String key, String source) {
        return owner.object(PUT, "bucket", key).header("x-oss-copy-source", source);
    }

    @ParameterizedTest
    @CsvSource({
        "/bucket/missing,404 NoSuchKey",
        "/nowhere/key,404 NoSuchBucket",
        "/bucket,400 InvalidArgument",
        "/bucket/,400 InvalidArgument",
        "key,400 InvalidArgument",
        "/bucket/%zz,400 BadRequest",
        "/BUCKET/key,400 InvalidBucketName",
    })
    void aCopyNeedsASource(String source, String outcome) {
        assertThat(copy("refused", source).send().outcome()).isEqualTo(outcome);
        assertThat(owner.head("bucket", "refused").status()).isEqualTo(404);
    }

    @Test
    void aCopyNeedsTheRightToReadItsSource() {
        owner.put("bucket", "private", "secret");
        ring.other().create("target");
        assertThat(ring.other()
                        .object(PUT, "target", "stolen")
                        .header("x-oss-copy-source", "/bucket/private")
                        .send()
                        .outcome())
                .isEqualTo("403 AccessDenied");
        assertThat(ring.other().head("target", "stolen").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @EnumSource(value = Call.Signing.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void everySignaturePutsAndGets(Call.Signing signing) {
        assertThat(owner.object(PUT, "bucket", "signed \u4e2d/" + signing)
                        .signing(signing)
                        .header("content-type", "text/plain")
                        .header("x-oss-meta-a", "1")
                        .body("text")
                        .send()
                        .outcome())
                .isEqualTo("200");
        assertThat(owner.object(GET, "bucket", "signed \u4e2d/" + signing)
                        .signing(signing)
                        .under("oss-cn-hangzhou.aliyuncs.com")
                        .send()
                        .text())
                .isEqualTo("text");
    }
}
