package io.coffer.server.ring;

import static io.coffer.protocol.Method.DELETE;
import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.HEAD;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Referer rules: kept and given back, and acting on requests that a page can cause. */
@Covers({"PutBucketReferer", "GetBucketReferer"})
class BucketRefererTest {
    private static final String LISTED = "http://www.a.com/page.html";

    private static Ring ring;
    private static Client owner;

    @BeforeAll
    static void start() {
        ring = Ring.inMemory();
        owner = ring.owner();
        guarded("guarded");
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    private static void guarded(String bucket) {
        assertThat(owner.bucket(PUT, bucket)
                        .header("x-oss-acl", "public-read")
                        .send()
                        .outcome())
                .isEqualTo("200");
        owner.put(bucket, "key", "text");
        assertThat(put(bucket, """
                <RefererConfiguration>
                  <AllowEmptyReferer>false</AllowEmptyReferer>
                  <RefererList><Referer>http://www.a.com</Referer><Referer>https://*.b.com</Referer></RefererList>
                  <RefererBlacklist><Referer>https://bad.b.com</Referer></RefererBlacklist>
                </RefererConfiguration>""").outcome()).isEqualTo("200");
    }

    private static Answer put(String bucket, String document) {
        return owner.bucket(PUT, bucket).with("referer").body(document).send();
    }

    private static Answer get(String bucket) {
        return owner.bucket(GET, bucket).with("referer").send();
    }

    @Test
    void rulesComeBack() {
        owner.create("kept");
        assertThat(get("kept").text())
                .endsWith("<RefererConfiguration><AllowEmptyReferer>true</AllowEmptyReferer>"
                        + "<AllowTruncateQueryString>true</AllowTruncateQueryString><TruncatePath>false</TruncatePath>"
                        + "<RefererList></RefererList></RefererConfiguration>");
        String rules = "<RefererConfiguration><AllowEmptyReferer>false</AllowEmptyReferer>"
                + "<AllowTruncateQueryString>false</AllowTruncateQueryString><TruncatePath>false</TruncatePath>"
                + "<RefererList><Referer>http://www.a.com</Referer><Referer>http://www.?.b.com/*</Referer>"
                + "</RefererList><RefererBlacklist><Referer>http://c.com</Referer></RefererBlacklist>"
                + "</RefererConfiguration>";
        assertThat(put("kept", rules).outcome()).isEqualTo("200");
        assertThat(get("kept").text()).endsWith(rules);
    }

    @Test
    void anEmptyListTakesTheRulesBack() {
        guarded("freed");
        assertThat(ring.anonymous().get("freed", "key").outcome()).isEqualTo("403 AccessDenied");
        assertThat(put("freed", """
                <RefererConfiguration>
                  <AllowEmptyReferer>true</AllowEmptyReferer>
                  <RefererList><Referer></Referer></RefererList>
                </RefererConfiguration>""").outcome()).isEqualTo("200");
        assertThat(get("freed").text()).contains("<RefererList></RefererList>").doesNotContain("Blacklist");
        assertThat(ring.anonymous().get("freed", "key").text()).isEqualTo("text");
        assertThat(owner.bucket(DELETE, "freed").with("referer").send().outcome())
                .isEqualTo("405 MethodNotAllowed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<RefererConfiguration/>",
                "<RefererConfiguration><RefererList/></RefererConfiguration>",
                "<Other/>"
            })
    void aDocumentWithoutItsPartsIsMalformed(String document) {
        String before = get("guarded").text();
        assertThat(put("guarded", document).outcome()).isEqualTo("400 MalformedXML");
        assertThat(get("guarded").text()).isEqualTo(before);
    }

    @Test
    void aBadValueIsNamed() {
        String before = get("guarded").text();
        Answer flag = put(
                "guarded", "<RefererConfiguration><AllowEmptyReferer>maybe</AllowEmptyReferer></RefererConfiguration>");
        assertThat(flag.outcome()).isEqualTo("400 InvalidArgument");
        assertThat(flag.element("ArgumentName")).contains("AllowEmptyReferer");
        Answer both = put(
                "guarded",
                "<RefererConfiguration><AllowEmptyReferer>true</AllowEmptyReferer>"
                        + "<AllowTruncateQueryString>false</AllowTruncateQueryString>"
                        + "<TruncatePath>true</TruncatePath></RefererConfiguration>");
        assertThat(both.outcome()).isEqualTo("400 InvalidArgument");
        Answer longOne = put(
                "guarded",
                "<RefererConfiguration><AllowEmptyReferer>true</AllowEmptyReferer><RefererList><Referer>"
                        + "a".repeat(2001) + "</Referer></RefererList></RefererConfiguration>");
        assertThat(longOne.outcome()).isEqualTo("400 InvalidArgument");
        assertThat(get("guarded").text()).isEqualTo(before);
        assertThat(put("no-such-bucket", "<RefererConfiguration/>").outcome()).isEqualTo("404 NoSuchBucket");
        assertThat(ring.other().bucket(GET, "guarded").with("referer").send().outcome())
                .isEqualTo("403 AccessDenied");
    }

    @Test
    void aPageThatIsListedIsServed() {
        assertThat(anonymous(LISTED).text()).isEqualTo("text");
        assertThat(anonymous("https://shop.b.com/").text()).isEqualTo("text");
    }

    @Test
    void theReasonOfARefusalIsInItsEc() {
        Answer empty = ring.anonymous().get("guarded", "key");
        assertThat(empty.outcomeWithEc()).isEqualTo("403 AccessDenied 0003-00000501");
        assertThat(empty.element("Message")).contains("You are denied by bucket referer policy.");
        assertThat(anonymous("").outcomeWithEc()).isEqualTo("403 AccessDenied 0003-00000501");
        assertThat(anonymous("https://bad.b.com/x").outcomeWithEc()).isEqualTo("403 AccessDenied 0003-00000502");
        assertThat(anonymous("https://c.com/").outcomeWithEc()).isEqualTo("403 AccessDenied 0003-00000503");
        assertThat(anonymous("https://c.com/?x=.b.com").outcomeWithEc()).isEqualTo("403 AccessDenied 0003-00000503");
    }

    private static Answer anonymous(String referer) {
        return ring.anonymous()
                .object(GET, "guarded", "key")
                .header("Referer", referer)
                .send();
    }

    @ParameterizedTest
    @EnumSource(
            value = Call.Signing.class,
            names = {"V1_URL", "V4_URL"})
    void aPresignedUrlIsJudgedByItsPage(Call.Signing signing) {
        assertThat(owner.object(GET, "guarded", "key").signing(signing).send().outcomeWithEc())
                .isEqualTo("403 AccessDenied 0003-00000501");
        assertThat(owner.object(GET, "guarded", "key")
                        .signing(signing)
                        .header("Referer", LISTED)
                        .send()
                        .text())
                .isEqualTo("text");
        assertThat(owner.object(PUT, "guarded", "other")
                        .signing(signing)
                        .header("Referer", "http://c.com")
                        .body("text")
                        .send()
                        .outcomeWithEc())
                .isEqualTo("403 AccessDenied 0003-00000503");
        assertThat(owner.head("guarded", "other").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @EnumSource(
            value = Call.Signing.class,
            names = {"V1", "V4"})
    void whoSignsTheHeaderIsNotJudged(Call.Signing signing) {
        assertThat(owner.object(GET, "guarded", "key").signing(signing).send().text())
                .isEqualTo("text");
        assertThat(owner.object(GET, "guarded", "key")
                        .signing(signing)
                        .header("Referer", "https://bad.b.com")
                        .send()
                        .text())
                .isEqualTo("text");
    }

    @Test
    void everyWayToObjectsIsGuarded() {
        assertThat(ring.anonymous().object(HEAD, "guarded", "key").send().outcomeWithEc())
                .isEqualTo("403 AccessDenied 0003-00000501");
        assertThat(ring.anonymous().bucket(GET, "guarded").send().outcomeWithEc())
                .isEqualTo("403 AccessDenied 0003-00000501");
        assertThat(ring.anonymous().object(GET, "guarded", "no-such-key").send().outcomeWithEc())
                .isEqualTo("403 AccessDenied 0003-00000501");
    }

    @Test
    void theOwnerIsNotLockedOutOfTheRulesThemselves() {
        assertThat(owner.bucket(GET, "guarded")
                        .with("referer")
                        .signing(Call.Signing.V4_URL)
                        .send()
                        .outcome())
                .isEqualTo("200");
    }

    @Test
    void aListedPageDoesNotOpenWhatIsPrivate() {
        owner.create("private");
        owner.put("private", "key", "text");
        put(
                "private",
                "<RefererConfiguration><AllowEmptyReferer>true</AllowEmptyReferer><RefererList>"
                        + "<Referer>http://www.a.com</Referer></RefererList></RefererConfiguration>");
        Answer answer = ring.anonymous()
                .object(GET, "private", "key")
                .header("Referer", LISTED)
                .send();
        assertThat(answer.outcomeWithEc()).isEqualTo("403 AccessDenied 0003-00000001");
    }
}
