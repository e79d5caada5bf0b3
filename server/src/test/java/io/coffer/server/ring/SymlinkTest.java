package io.coffer.server.ring;

import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.HEAD;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Links to other keys, and the tags of objects. */
@Covers({"PutSymlink", "GetSymlink", "PutObjectTagging", "GetObjectTagging", "DeleteObjectTagging"})
class SymlinkTest {
    private static Ring ring;
    private static Client owner;

    @BeforeAll
    static void start() {
        ring = Ring.inMemory();
        owner = ring.owner();
        owner.create("bucket");
        owner.putRule("bucket", "AES256");
        owner.put("bucket", "dir/target file", "content");
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    private static Answer link(String key, String target) {
        return owner.object(PUT, "bucket", key)
                .with("symlink")
                .header("x-oss-symlink-target", target)
                .header("x-oss-meta-of", "the link")
                .send();
    }

    @Test
    void readingALinkReadsItsTarget() {
        assertThat(link("link", "dir%2Ftarget%20file").outcome()).isEqualTo("200");
        Answer read = owner.get("bucket", "link");
        assertThat(read.text()).isEqualTo("content");
        assertThat(read.header("x-oss-object-type")).contains("Symlink");
        assertThat(read.header("x-oss-meta-of")).contains("the link");
        assertThat(read.header("x-oss-server-side-encryption")).contains("AES256");
        assertThat(read.header("etag"))
                .isEqualTo(owner.head("bucket", "dir/target file").header("etag"));
        Answer head = owner.head("bucket", "link");
        assertThat(head.header("x-oss-object-type")).contains("Symlink");
        assertThat(head.header("content-length")).contains("7");
        Answer shown = owner.object(GET, "bucket", "link").with("symlink").send();
        assertThat(shown.header("x-oss-symlink-target")).contains("dir%2Ftarget%20file");
        assertThat(shown.header("x-oss-meta-of")).contains("the link");
    }

    @Test
    void brokenLinksAreRefused() {
        link("dangling", "missing");
        assertThat(owner.get("bucket", "dangling").outcome()).isEqualTo("404 SymlinkTargetNotExist");
        assertThat(owner.head("bucket", "dangling").status()).isEqualTo(404);
        link("one", "dangling");
        assertThat(owner.get("bucket", "one").outcomeWithEc()).isEqualTo("400 InvalidTargetType 0026-00000011");
        assertThat(owner.object(GET, "bucket", "none").with("symlink").send().outcome())
                .isEqualTo("404 NoSuchKey");
        assertThat(owner.object(GET, "bucket", "dir/target file")
                        .with("symlink")
                        .send()
                        .outcome())
                .isEqualTo("400 NotSymlink");
        assertThat(link("empty", "").outcome()).isEqualTo("400 InvalidArgument");
        assertThat(owner.object(HEAD, "bucket", "empty").send().status()).isEqualTo(404);
    }

    @Test
    void aLinkGrantsNothing() {
        owner.put("bucket", "secret", "secret");
        link("open", "secret");
        owner.object(PUT, "bucket", "open")
                .with("acl")
                .header("x-oss-object-acl", "public-read")
                .send();
        assertThat(ring.anonymous().get("bucket", "open").status()).isEqualTo(403);
    }

    @Test
    void aCopyOfALinkIsALink() {
        link("original", "dir/target file");
        assertThat(owner.object(PUT, "bucket", "copied")
                        .header("x-oss-copy-source", "/bucket/original")
                        .send()
                        .outcome())
                .isEqualTo("200");
        assertThat(owner.object(GET, "bucket", "copied").with("symlink").send().header("x-oss-symlink-target"))
                .contains("dir%2Ftarget%20file");
    }

    @Test
    void tagsComeWithTheObjectOrLater() {
        owner.object(PUT, "bucket", "tagged")
                .header("x-oss-tagging", "team=storage&empty")
                .body("text")
                .send();
        assertThat(owner.get("bucket", "tagged").header("x-oss-tagging-count")).contains("2");
        Answer before = owner.head("bucket", "tagged");
        assertThat(owner.object(GET, "bucket", "tagged").with("tagging").send().text())
                .contains("<Tag><Key>empty</Key><Value></Value></Tag><Tag><Key>team</Key><Value>storage</Value></Tag>");
        assertThat(owner.object(PUT, "bucket", "tagged")
                        .with("tagging")
                        .body("<Tagging><TagSet><Tag><Key>a</Key><Value>+++</Value></Tag></TagSet></Tagging>")
                        .send()
                        .outcome())
                .isEqualTo("200");
        assertThat(owner.get("bucket", "tagged").header("x-oss-tagging-count")).contains("1");
        assertThat(owner.head("bucket", "tagged").header("last-modified")).isEqualTo(before.header("last-modified"));
        assertThat(owner.object(io.coffer.protocol.Method.DELETE, "bucket", "tagged")
                        .with("tagging")
                        .send()
                        .status())
                .isEqualTo(204);
        assertThat(owner.object(GET, "bucket", "tagged").with("tagging").send().text())
                .doesNotContain("<Tag>");
        assertThat(owner.get("bucket", "tagged").text()).isEqualTo("text");
    }

    @Test
    void badTagsAreRefused() {
        for (String tags : new String[] {"a=1&a=2", "=1", "a=%00", "a=" + "v".repeat(257)}) {
            assertThat(owner.object(PUT, "bucket", "bad-tags")
                            .header("x-oss-tagging", tags)
                            .body("text")
                            .send()
                            .status())
                    .as(tags)
                    .isEqualTo(400);
        }
        assertThat(owner.head("bucket", "bad-tags").status()).isEqualTo(404);
        assertThat(owner.object(GET, "bucket", "bad-tags")
                        .with("tagging")
                        .send()
                        .outcome())
                .isEqualTo("404 NoSuchKey");
    }
}
