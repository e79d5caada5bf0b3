package io.coffer.server.ring;

import static io.coffer.protocol.Method.DELETE;
import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Covers({"PutBucketTags", "GetBucketTags", "DeleteBucketTags", "ListBuckets", "ListBucketsWithTags"})
class BucketTagsTest {
    private static Ring ring;
    private static Client owner;

    @BeforeAll
    static void start() {
        ring = Ring.inMemory();
        owner = ring.owner();
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    @Test
    void aBucketHasNoTagsAtFirst() {
        owner.create("untagged");
        Answer answer = owner.bucket(GET, "untagged").with("tagging").send();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).endsWith("<Tagging><TagSet></TagSet></Tagging>");
        assertThat(owner.bucket(DELETE, "untagged").with("tagging").send().outcome())
                .isEqualTo("204");
    }

    @Test
    void tagsAreKeptReplacedAndRemoved() {
        owner.create("tagged");
        assertThat(put("tagged", tag("b", "2") + tag("a", "1") + tag("+++", ":::") + tag("empty", ""))
                        .outcome())
                .isEqualTo("200");
        assertThat(tags("tagged")).isEqualTo(tag("+++", ":::") + tag("a", "1") + tag("b", "2") + tag("empty", ""));
        assertThat(owner.bucket(DELETE, "tagged")
                        .with("tagging", "a,+++,other")
                        .send()
                        .outcome())
                .isEqualTo("204");
        assertThat(tags("tagged")).isEqualTo(tag("b", "2") + tag("empty", ""));
        put("tagged", tag("键", "值 with blanks"));
        assertThat(tags("tagged")).isEqualTo(tag("键", "值 with blanks"));
        assertThat(owner.bucket(DELETE, "tagged").with("tagging").send().outcome())
                .isEqualTo("204");
        assertThat(tags("tagged")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "<Tag><Key></Key><Value>v</Value></Tag>, 400 InvalidTag",
        "<Tag><Key>a</Key><Value>1</Value></Tag><Tag><Key>a</Key><Value>2</Value></Tag>, 400 InvalidTag",
        "<Tag><Key>a!</Key><Value>1</Value></Tag>, 400 InvalidTag",
        "<Tag><Key>a</Key><Value>1*</Value></Tag>, 400 InvalidTag",
        "<Tag><Value>1</Value></Tag>, 400 MalformedXML"
    })
    void badTagsChangeNothing(String tags, String outcome) {
        owner.create("bad-tags");
        put("bad-tags", tag("former", "1"));
        assertThat(put("bad-tags", tags).outcome()).isEqualTo(outcome);
        assertThat(tags("bad-tags")).isEqualTo(tag("former", "1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<Tagging/>", "<TagSet/>", "no document"})
    void badDocumentsAreRefused(String document) {
        owner.create("bad-tags");
        assertThat(owner.bucket(PUT, "bad-tags")
                        .with("tagging")
                        .body(document)
                        .send()
                        .outcome())
                .isEqualTo("400 MalformedXML");
    }

    @Test
    void theLimitsAreThoseOfBuckets() {
        owner.create("limits");
        assertThat(put("limits", many(20)).outcome()).isEqualTo("200");
        assertThat(put("limits", many(21)).outcome()).isEqualTo("400 InvalidTag");
        assertThat(put("limits", tag("k".repeat(64), "v".repeat(128))).outcome())
                .isEqualTo("200");
        assertThat(put("limits", tag("k".repeat(65), "v")).outcome()).isEqualTo("400 InvalidTag");
        assertThat(put("limits", tag("k", "v".repeat(129))).outcome()).isEqualTo("400 InvalidTag");
    }

    @Test
    void aBucketMayBeMadeWithTags() {
        assertThat(owner.bucket(PUT, "made-tagged")
                        .header("x-oss-bucket-tagging", "a=1&b&c=%2B%3A+x")
                        .send()
                        .outcome())
                .isEqualTo("200");
        assertThat(tags("made-tagged")).isEqualTo(tag("a", "1") + tag("b", "") + tag("c", "+: x"));
        owner.create("made-tagged");
        assertThat(tags("made-tagged")).startsWith(tag("a", "1"));
        assertThat(owner.bucket(PUT, "made-badly")
                        .header("x-oss-bucket-tagging", "a=1&a=2")
                        .send()
                        .outcome())
                .isEqualTo("400 InvalidTag");
        assertThat(owner.bucket(GET, "made-badly").with("tagging").send().outcome())
                .isEqualTo("404 NoSuchBucket");
    }

    @Test
    void makingABucketWithTagsNeedsThePermissionForTags() {
        Client maker = RamUser.client(ring, "maker", "oss:PutBucket", "*");
        maker.create("by-maker");
        assertThat(maker.bucket(PUT, "by-maker")
                        .header("x-oss-bucket-tagging", "a=1")
                        .send()
                        .outcome())
                .isEqualTo("403 AccessDenied");
        assertThat(maker.bucket(PUT, "by-maker")
                        .header("x-oss-acl", "public-read")
                        .send()
                        .outcome())
                .isEqualTo("403 AccessDenied");
        assertThat(tags("by-maker")).isEmpty();
    }

    @Test
    void bucketsAreListedByTheirTags() {
        owner.create("listed-1").create("listed-2").create("listed-3");
        put("listed-1", tag("team", "x"));
        put("listed-2", tag("team", "y"));
        assertThat(names(list().with("tag-key", "team"))).isEqualTo("listed-1,listed-2");
        assertThat(names(list().with("tag-key", "team").with("tag-value", "y"))).isEqualTo("listed-2");
        assertThat(names(list().with("tag-key", "team").with("tag-value", "z"))).isEmpty();
        assertThat(list().with("tag-value", "y").send().outcome()).isEqualTo("400 InvalidArgument");
        assertThat(list().with("tag-key", "team").send().text()).doesNotContain("TagSet");
        Answer withTags = list().with("tagging").with("prefix", "listed-1").send();
        assertThat(withTags.text())
                .contains("<Name>listed-1</Name>", "<Tagging><TagSet>" + tag("team", "x") + "</TagSet></Tagging>");
    }

    private static Call list() {
        return owner.service(GET);
    }

    private static String names(Call call) {
        String text = call.send().text();
        return Pattern.compile("<Name>([^<]*)</Name>")
                .matcher(text)
                .results()
                .map(name -> name.group(1))
                .collect(Collectors.joining(","));
    }

    private static String many(int count) {
        return IntStream.range(0, count).mapToObj(at -> tag("k" + at, "v")).collect(Collectors.joining());
    }

    private static String tag(String key, String value) {
        return "<Tag><Key>" + key + "</Key><Value>" + value + "</Value></Tag>";
    }

    private static Answer put(String bucket, String tags) {
        return owner.bucket(PUT, bucket)
                .with("tagging")
                .body("<Tagging><TagSet>" + tags + "</TagSet></Tagging>")
                .send();
    }

    private static String tags(String bucket) {
        String text = owner.bucket(GET, bucket).with("tagging").send().text();
        return text.substring(text.indexOf("<TagSet>") + "<TagSet>".length(), text.indexOf("</TagSet>"));
    }
}
