package io.coffer.server.ring;

import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.POST;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ListObjects, ListObjectsV2 and DeleteMultipleObjects. */
@Covers({"ListObjects", "ListObjectsV2"})
class ListingTest {
    private static final List<String> KEYS = List.of(
            "a",
            "b/1",
            "b/2",
            "b/c/3",
            "b0",
            "c d",
            "fun/test.jpg",
            "fun/movie/1.avi",
            "z\u00e9",
            "\u4e2d",
            "\ud83d\ude00");

    private static Ring ring;
    private static Client owner;

    @BeforeAll
    static void start() {
        ring = Ring.inMemory();
        owner = ring.owner().create("bucket");
        owner.putRule("bucket", "AES256");
        KEYS.forEach(key -> owner.put("bucket", key, "text"));
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    private static List<String> all(Answer answer, String element) {
        List<String> texts = new ArrayList<>();
        Pattern.compile("<" + element + ">([^<]*)</" + element + ">")
                .matcher(answer.text())
                .results()
                .forEach(match -> texts.add(match.group(1)));
        return texts;
    }

    private static List<String> keys(Answer answer) {
        return all(answer, "Key");
    }

    /** Without the echo of the request's own prefix, which comes first. */
    private static List<String> commonPrefixes(Answer answer) {
        List<String> prefixes = all(answer, "Prefix");
        return prefixes.isEmpty() ? prefixes : prefixes.subList(1, prefixes.size());
    }

    @Test
    void keysComeInTheOrderOfTheirBytes() {
        Answer answer = owner.bucket(GET, "bucket").send();
        assertThat(keys(answer))
                .containsExactly(
                        "a",
                        "b/1",
                        "b/2",
                        "b/c/3",
                        "b0",
                        "c d",
                        "fun/movie/1.avi",
                        "fun/test.jpg",
                        "z\u00e9",
                        "\u4e2d",
                        "\ud83d\ude00");
        assertThat(answer.element("MaxKeys")).contains("100");
        assertThat(answer.element("IsTruncated")).contains("false");
        assertThat(answer.element("NextMarker")).isEmpty();
        assertThat(answer.element("ETag").orElseThrow()).contains("1CB251EC0D568DE6A929B520C4AED8D1");
        assertThat(answer.element("Size")).contains("4");
        assertThat(answer.element("Type")).contains("Normal");
        assertThat(answer.text()).contains("<Owner>").doesNotContain("x-oss-server-side", "xmlns");
    }

    @Test
    void keysRollUpAtADelimiter() {
        Answer root = owner.bucket(GET, "bucket").with("delimiter", "/").send();
        assertThat(keys(root)).containsExactly("a", "b0", "c d", "z\u00e9", "\u4e2d", "\ud83d\ude00");
        assertThat(commonPrefixes(root)).containsExactly("b/", "fun/");
        Answer below = owner.bucket(GET, "bucket")
                .with("delimiter", "/")
                .with("prefix", "fun/")
                .send();
        assertThat(keys(below)).containsExactly("fun/test.jpg");
        assertThat(commonPrefixes(below)).containsExactly("fun/movie/");
    }

    @ParameterizedTest
    @CsvSource({"1,", "2,", "3,", "7,", "1,/", "2,/", "3,/"})
    void pagesTogetherAreTheWhole(int size, String delimiter) {
        Call whole = owner.bucket(GET, "bucket");
        Optional.ofNullable(delimiter).ifPresent(text -> whole.with("delimiter", text));
        Answer expected = whole.send();
        List<String> keys = new ArrayList<>();
        List<String> prefixes = new ArrayList<>();
        Optional<String> marker = Optional.of("");
        while (marker.isPresent()) {
            Call call = owner.bucket(GET, "bucket")
                    .with("max-keys", Integer.toString(size))
                    .with("marker", marker.get());
            Optional.ofNullable(delimiter).ifPresent(text -> call.with("delimiter", text));
            Answer page = call.send();
            assertThat(keys(page).size() + commonPrefixes(page).size()).isBetween(1, size);
            keys.addAll(keys(page));
            prefixes.addAll(commonPrefixes(page));
            marker = page.element("NextMarker");
            assertThat(page.element("IsTruncated")).contains(Boolean.toString(marker.isPresent()));
        }
        assertThat(keys).isEqualTo(keys(expected));
        assertThat(prefixes).isEqualTo(commonPrefixes(expected));
    }

    @Test
    void theSecondVersionGoesOnByToken() {
        List<String> keys = new ArrayList<>();
        Optional<String> token = Optional.empty();
        do {
            Call call = owner.bucket(GET, "bucket").with("list-type", "2").with("max-keys", "4");
            token.ifPresent(text -> call.with("continuation-token", text));
            Answer page = call.send();
            assertThat(page.element("KeyCount"))
                    .contains(Integer.toString(keys(page).size()));
            assertThat(page.text()).doesNotContain("<Owner>", "<Marker>");
            keys.addAll(keys(page));
            token = page.element("NextContinuationToken");
        } while (token.isPresent());
        assertThat(keys).isEqualTo(keys(owner.bucket(GET, "bucket").send()));
        assertThat(owner.bucket(GET, "bucket")
                        .with("list-type", "2")
                        .with("fetch-owner", "true")
                        .send()
                        .text())
                .contains("<Owner>");
        assertThat(keys(owner.bucket(GET, "bucket")
                        .with("list-type", "2")
                        .with("start-after", "fun/")
                        .send()))
                .startsWith("fun/movie/1.avi");
    }

    @Test
    void theMarkerIsExclusiveAndNeedNotExist() {
        assertThat(keys(owner.bucket(GET, "bucket").with("marker", "b0").send()))
                .startsWith("c d");
        assertThat(keys(owner.bucket(GET, "bucket").with("marker", "b00").send()))
                .startsWith("c d");
        assertThat(keys(owner.bucket(GET, "bucket")
                        .with("marker", "\ud83d\ude00")
                        .send()))
                .isEmpty();
    }

    @Test
    void encodedListingsEncodeWhatCarriesKeys() {
        Answer answer = owner.bucket(GET, "bucket")
                .with("encoding-type", "url")
                .with("prefix", "fun/")
                .with("delimiter", "/")
                .send();
        assertThat(answer.element("EncodingType")).contains("url");
        assertThat(all(answer, "Prefix")).containsExactly("fun%2F", "fun%2Fmovie%2F");
        assertThat(answer.element("Delimiter")).contains("%2F");
        assertThat(keys(answer)).containsExactly("fun%2Ftest.jpg");
    }

    @ParameterizedTest
    @CsvSource({
        "max-keys,1001",
        "max-keys,-1",
        "max-keys,many",
        "encoding-type,base64",
    })
    void wrongArgumentsAreRefused(String name, String value) {
        for (String version : new String[] {"1", "2"}) {
            Call call = owner.bucket(GET, "bucket").with(name, value);
            if (version.equals("2")) {
                call.with("list-type", "2");
            }
            Answer refused = call.send();
            assertThat(refused.outcome()).isEqualTo("400 InvalidArgument");
            assertThat(refused.element("ArgumentName")).contains(name);
            assertThat(refused.element("ArgumentValue")).contains(value);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"prefix", "marker", "delimiter"})
    void argumentsHaveTheLengthOfKeysAtMost(String name) {
        assertThat(owner.bucket(GET, "bucket")
                        .with(name, "x".repeat(1024))
                        .send()
                        .outcome())
                .isEqualTo("400 InvalidArgument");
    }

    @Test
    void anUnknownTokenIsRefused() {
        assertThat(owner.bucket(GET, "bucket")
                        .with("list-type", "2")
                        .with("continuation-token", "unknown")
                        .send()
                        .outcome())
                .isEqualTo("400 InvalidArgument");
    }

    @Test
    void controlCharactersTravelEncoded() {
        owner.create("control");
        String key = "line\r\nfeed\u0001\u001f";
        assertThat(owner.put("control", key, "text").outcome()).isEqualTo("200");
        assertThat(owner.get("control", key).text()).isEqualTo("text");
        assertThat(keys(owner.bucket(GET, "control")
                        .with("encoding-type", "url")
                        .send()))
                .containsExactly("line%0D%0Afeed%01%1F");
    }

    private static Answer delete(String bucket, String document) {
        return owner.bucket(POST, bucket).with("delete").body(document).send();
    }

    @Test
    void manyAreDeletedAtOnce() {
        owner.create("many");
        owner.put("many", "one", "1");
        owner.put("many", "two\u0001", "2");
        owner.put("many", "three", "3");
        Answer deleted = delete(
                "many",
                "<Delete><Object><Key>one</Key></Object><Object><Key>two&#x1;</Key></Object>"
                        + "<Object><Key>missing</Key></Object></Delete>");
        assertThat(deleted.outcome()).isEqualTo("200");
        assertThat(keys(deleted)).hasSize(3).startsWith("one").endsWith("missing");
        assertThat(owner.head("many", "one").status()).isEqualTo(404);
        assertThat(owner.head("many", "two\u0001").status()).isEqualTo(404);
        assertThat(owner.head("many", "three").status()).isEqualTo(200);
        Answer quiet = delete("many", "<Delete><Quiet>true</Quiet><Object><Key>three</Key></Object></Delete>");
        assertThat(quiet.outcome()).isEqualTo("200");
        assertThat(keys(quiet)).isEmpty();
        assertThat(owner.head("many", "three").status()).isEqualTo(404);
    }

    @Test
    void aThousandAreTheMost() {
        owner.create("thousand");
        owner.put("thousand", "k0", "text");
        StringBuilder objects = new StringBuilder();
        for (int i = 0; i < 1001; i++) {
            objects.append("<Object><Key>k").append(i).append("</Key></Object>");
        }
        assertThat(delete("thousand", "<Delete>" + objects + "</Delete>").outcome())
                .isEqualTo("400 MalformedXML");
        assertThat(owner.head("thousand", "k0").status()).isEqualTo(200);
        assertThat(delete("thousand", "<Delete></Delete>").outcome()).isEqualTo("400 MalformedXML");
    }

    @Test
    void deletingManyNeedsTheRightOnEach() {
        owner.create("guarded");
        owner.put("guarded", "key", "text");
        String document = "<Delete><Object><Key>key</Key></Object></Delete>";
        assertThat(ring.other()
                        .bucket(POST, "guarded")
                        .with("delete")
                        .body(document)
                        .send()
                        .outcome())
                .isEqualTo("403 AccessDenied");
        assertThat(ring.anonymous()
                        .bucket(POST, "guarded")
                        .with("delete")
                        .body(document)
                        .send()
                        .outcome())
                .isEqualTo("403 AccessDenied");
        assertThat(owner.head("guarded", "key").status()).isEqualTo(200);
    }
}
