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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Versions of objects: enabled, suspended, named, hidden and listed. */
@Covers({
    "PutBucketVersioning",
    "GetBucketVersioning",
    "ListObjectVersions",
    "GetObject",
    "HeadObject",
    "GetObjectMeta",
    "DeleteObject",
    "DeleteMultipleObjects",
    "CopyObject"
})
class VersioningTest {
    private static final String NEVER_ISSUED = "CAEQARiBgICAgICAgPgYIiBjZTRkNTQ4ZjA3ZjM0OWJhYTk1MGUzZTNmNzE1NjQ4";

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

    private static Answer versioning(String bucket, String status) {
        return owner.bucket(PUT, bucket)
                .with("versioning")
                .body("<VersioningConfiguration><Status>" + status + "</Status></VersioningConfiguration>")
                .send();
    }

    private static String versioned(String bucket) {
        owner.create(bucket);
        assertThat(versioning(bucket, "Enabled").outcome()).isEqualTo("200");
        return bucket;
    }

    private static String put(String bucket, String key, String text) {
        Answer answer = owner.put(bucket, key, text);
        assertThat(answer.outcome()).isEqualTo("200");
        return answer.header("x-oss-version-id").orElseThrow();
    }

    private static Answer get(String bucket, String key, String version) {
        return owner.object(GET, bucket, key).with("versionId", version).send();
    }

    private static String list(String bucket, String... parameters) {
        Call call = owner.bucket(GET, bucket).with("versions");
        for (int at = 0; at < parameters.length; at += 2) {
            call.with(parameters[at], parameters[at + 1]);
        }
        return call.send().text();
    }

    @Test
    void theStateIsShownOnceItWasSet() {
        owner.create("state");
        assertThat(owner.bucket(GET, "state").with("versioning").send().text()).doesNotContain("<Status>");
        versioning("state", "Enabled");
        assertThat(owner.bucket(GET, "state").with("versioning").send().element("Status"))
                .contains("Enabled");
        versioning("state", "Suspended");
        assertThat(owner.bucket(GET, "state").with("versioning").send().element("Status"))
                .contains("Suspended");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "enabled", "Off"})
    void anUnknownStateIsRefused(String status) {
        owner.create("unknown-state");
        assertThat(versioning("unknown-state", status).outcome()).isEqualTo("400 MalformedXML");
        assertThat(owner.put("unknown-state", "key", "text").header("x-oss-version-id"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AES256", "KMS", "SM4"})
    void everyWriteIsAVersionOfItsOwn(String algorithm) {
        String bucket = versioned("each" + algorithm.toLowerCase(java.util.Locale.ROOT));
        if (!algorithm.isEmpty()) {
            owner.putRule(bucket, algorithm);
        }
        String first = put(bucket, "key", "one");
        String second = put(bucket, "key", "two");
        assertThat(first).hasSize(64).isNotEqualTo(second);
        assertThat(owner.get(bucket, "key").text()).isEqualTo("two");
        assertThat(owner.get(bucket, "key").header("x-oss-version-id")).contains(second);
        assertThat(get(bucket, "key", first).text()).isEqualTo("one");
        assertThat(owner.object(HEAD, bucket, "key")
                        .with("versionId", first)
                        .send()
                        .header("x-oss-version-id"))
                .contains(first);
        assertThat(owner.object(HEAD, bucket, "key")
                        .with("objectMeta")
                        .with("versionId", first)
                        .send()
                        .header("content-length"))
                .contains("3");
    }

    @Test
    void aDeleteHidesAndAnotherDeleteBringsBack() {
        String bucket = versioned("hide");
        String first = put(bucket, "key", "one");
        Answer hidden = owner.delete(bucket, "key");
        String marker = hidden.header("x-oss-version-id").orElseThrow();
        assertThat(hidden.status()).isEqualTo(204);
        assertThat(hidden.header("x-oss-delete-marker")).contains("true");

        Answer missing = owner.get(bucket, "key");
        assertThat(missing.outcome()).isEqualTo("404 NoSuchKey");
        assertThat(missing.header("x-oss-delete-marker")).contains("true");
        assertThat(missing.header("x-oss-version-id")).contains(marker);
        Answer named = get(bucket, "key", marker);
        assertThat(named.outcome()).isEqualTo("405 MethodNotAllowed");
        assertThat(named.header("allow")).contains("DELETE");
        assertThat(get(bucket, "key", first).text()).isEqualTo("one");
        assertThat(owner.bucket(GET, bucket).send().text()).doesNotContain("<Contents>");

        Answer back =
                owner.object(DELETE, bucket, "key").with("versionId", marker).send();
        assertThat(back.status()).isEqualTo(204);
        assertThat(back.header("x-oss-delete-marker")).contains("true");
        assertThat(owner.get(bucket, "key").text()).isEqualTo("one");

        owner.object(DELETE, bucket, "key").with("versionId", first).send();
        assertThat(owner.get(bucket, "key").outcome()).isEqualTo("404 NoSuchKey");
        assertThat(owner.bucket(DELETE, bucket).send().status()).isEqualTo(204);
    }

    @Test
    void whatWasThereBeforeIsTheNullVersion() {
        owner.create("before");
        owner.put("before", "key", "old");
        versioning("before", "Enabled");
        assertThat(owner.get("before", "key").header("x-oss-version-id")).contains("null");
        put("before", "key", "new");
        assertThat(get("before", "key", "null").text()).isEqualTo("old");
        assertThat(owner.get("before", "key").text()).isEqualTo("new");
    }

    @Test
    void whileSuspendedTheNullVersionIsReplaced() {
        owner.create("suspended");
        owner.put("suspended", "key", "old");
        versioning("suspended", "Enabled");
        String kept = put("suspended", "key", "kept");
        versioning("suspended", "Suspended");
        assertThat(put("suspended", "key", "null one")).isEqualTo("null");
        assertThat(put("suspended", "key", "null two")).isEqualTo("null");
        assertThat(owner.get("suspended", "key").text()).isEqualTo("null two");
        assertThat(get("suspended", "key", "null").text()).isEqualTo("null two");
        assertThat(get("suspended", "key", kept).text()).isEqualTo("kept");
        assertThat(list("suspended").split("<Version>", -1)).hasSize(3);

        Answer hidden = owner.delete("suspended", "key");
        assertThat(hidden.header("x-oss-version-id")).contains("null");
        assertThat(get("suspended", "key", "null").outcome()).isEqualTo("405 MethodNotAllowed");
        owner.object(DELETE, "suspended", "key").with("versionId", "null").send();
        assertThat(owner.get("suspended", "key").text()).isEqualTo("kept");
    }

    @Test
    void aVersionThatIsNotThereIsRefused() {
        String bucket = versioned("missing");
        put(bucket, "key", "text");
        assertThat(get(bucket, "key", NEVER_ISSUED).outcome()).isEqualTo("404 NoSuchVersion");
        assertThat(get(bucket, "key", "short").outcome()).isEqualTo("400 InvalidArgument");
        assertThat(owner.object(DELETE, bucket, "key")
                        .with("versionId", "short")
                        .send()
                        .outcome())
                .isEqualTo("400 InvalidArgument");
        assertThat(owner.object(DELETE, bucket, "key")
                        .with("versionId", NEVER_ISSUED)
                        .send()
                        .status())
                .isEqualTo(204);
        assertThat(owner.get(bucket, "key").text()).isEqualTo("text");
    }

    @Test
    void forbiddingToOverwriteMeansNothingHere() {
        String bucket = versioned("forbid");
        put(bucket, "key", "one");
        assertThat(owner.object(PUT, bucket, "key")
                        .header("x-oss-forbid-overwrite", "true")
                        .body("two")
                        .send()
                        .outcome())
                .isEqualTo("200");
    }

    @Test
    void copiesTakeTheVersionNamedAndSayWhich() {
        String bucket = versioned("copies");
        String first = put(bucket, "key", "one");
        put(bucket, "key", "two");
        Answer copied = owner.object(PUT, bucket, "copy")
                .header("x-oss-copy-source", "/" + bucket + "/key?versionId=" + first)
                .send();
        assertThat(copied.outcome()).isEqualTo("200");
        assertThat(copied.header("x-oss-copy-source-version-id")).contains(first);
        assertThat(copied.header("x-oss-version-id").orElseThrow()).hasSize(64);
        assertThat(owner.get(bucket, "copy").text()).isEqualTo("one");
    }

    @Test
    void manyAreDeletedWithTheirMarkersAndVersions() {
        String bucket = versioned("many");
        String first = put(bucket, "a", "one");
        put(bucket, "b", "two");
        Answer answer = owner.bucket(POST, bucket)
                .with("delete")
                .body("<Delete><Object><Key>a</Key><VersionId>" + first
                        + "</VersionId></Object><Object><Key>b</Key></Object></Delete>")
                .send();
        assertThat(answer.outcome()).isEqualTo("200");
        assertThat(answer.text())
                .contains("<Key>a</Key><VersionId>" + first + "</VersionId>")
                .contains("<Key>b</Key><DeleteMarker>true</DeleteMarker><DeleteMarkerVersionId>");
        assertThat(get(bucket, "a", first).outcome()).isEqualTo("404 NoSuchVersion");
        assertThat(owner.get(bucket, "b").outcome()).isEqualTo("404 NoSuchKey");
    }

    @Test
    void versionsAreListedNewestFirstAndInPages() {
        String bucket = versioned("listed");
        String a1 = put(bucket, "a", "1");
        String a2 = put(bucket, "a", "2");
        owner.delete(bucket, "b/x");
        String b1 = put(bucket, "b/y", "1");
        String whole = list(bucket);
        assertThat(whole.indexOf(a2)).isPositive().isLessThan(whole.indexOf(a1));
        assertThat(whole).contains("<DeleteMarker><Key>b/x</Key>").contains(b1);
        assertThat(list(bucket, "delimiter", "/")).contains("<CommonPrefixes><Prefix>b/</Prefix>");

        StringBuilder paged = new StringBuilder();
        String keyMarker = "";
        String versionMarker = "";
        boolean more = true;
        int pages = 0;
        while (more) {
            Answer page = owner.bucket(GET, bucket)
                    .with("versions")
                    .with("max-keys", "1")
                    .with("key-marker", keyMarker)
                    .with("version-id-marker", versionMarker)
                    .send();
            paged.append(page.text());
            pages++;
            more = page.element("IsTruncated").orElseThrow().equals("true");
            keyMarker = page.element("NextKeyMarker").orElse("");
            versionMarker = page.element("NextVersionIdMarker").orElse("");
        }
        assertThat(pages).isEqualTo(4);
        assertThat(paged.toString().split("<IsLatest>true", -1)).hasSize(4);
        assertThat(paged.toString().split("<IsLatest>false", -1)).hasSize(2);
    }

    @Test
    void aListingGoesOnBehindANullVersionThatIsGone() {
        String bucket = "null-marker";
        owner.create(bucket);
        versioning(bucket, "Enabled");
        String first = put(bucket, "k", "1");
        String second = put(bucket, "k", "2");
        versioning(bucket, "Suspended");
        owner.put(bucket, "k", "3");
        assertThat(owner.object(DELETE, bucket, "k")
                        .with("versionId", "null")
                        .send()
                        .outcome())
                .isEqualTo("204");
        assertThat(list(bucket, "key-marker", "k", "version-id-marker", "null")).contains(first, second);
    }

    @ParameterizedTest
    @ValueSource(strings = {"max-keys=1001", "max-keys=-1", "version-id-marker=x&key-marker=k", "encoding-type=gzip"})
    void badArgumentsOfAListingAreRefused(String arguments) {
        String bucket = "bad-list";
        owner.create(bucket);
        Call call = owner.bucket(GET, bucket).with("versions");
        for (String argument : arguments.split("&")) {
            call.with(argument.split("=")[0], argument.split("=")[1]);
        }
        assertThat(call.send().outcome()).isEqualTo("400 InvalidArgument");
    }

    @Test
    void aNeverVersionedBucketListsItsOnlyVersions() {
        owner.create("plain");
        owner.put("plain", "key", "text");
        assertThat(list("plain")).contains("<VersionId>null</VersionId><IsLatest>true</IsLatest>");
    }

    @Test
    void aListingOfObjectsPassesOverHiddenOnes() {
        String bucket = versioned("hidden-between");
        for (int at = 0; at < 30; at++) {
            put(bucket, "a", "version " + at);
        }
        put(bucket, "dir/one", "x");
        owner.delete(bucket, "dir/one");
        put(bucket, "z", "x");
        Answer page = owner.bucket(GET, bucket).with("delimiter", "/").send();
        assertThat(page.text()).contains("<Key>a</Key>", "<Key>z</Key>").doesNotContain("dir/");
    }
}
