package io.coffer.server.ring;

import static io.coffer.protocol.Method.DELETE;
import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.POST;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.protocol.IsoDates;
import io.coffer.protocol.Method;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is kept stays: by the bucket's policy, by a version's own retention, by a legal hold, by rules. */
@Covers({
    "PutObjectRetention",
    "GetObjectRetention",
    "PutObjectLegalHold",
    "GetObjectLegalHold",
    "PutBucketObjectWormConfiguration",
    "GetBucketObjectWormConfiguration",
    "InitiateBucketWorm",
    "PutBucketOverwriteConfig",
    "PutBucketQos"
})
class RetentionTest {
    private static final String BYPASS = "x-oss-bypass-governance-retention";

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

    private static Answer put(String bucket, String subresource, String document) {
        return owner.bucket(PUT, bucket).with(subresource).body(document).send();
    }

    private static Answer versioning(String bucket, String status) {
        return put(
                bucket,
                "versioning",
                "<VersioningConfiguration><Status>" + status + "</Status></VersioningConfiguration>");
    }

    private static Answer initiate(String bucket, int days) {
        return owner.bucket(POST, bucket)
                .with("worm")
                .body("<InitiateWormConfiguration><RetentionPeriodInDays>" + days
                        + "</RetentionPeriodInDays></InitiateWormConfiguration>")
                .send();
    }

    private static Answer objectWorm(String bucket, String rule) {
        return put(
                bucket,
                "objectWorm",
                "<ObjectWormConfiguration><ObjectWormEnabled>Enabled</ObjectWormEnabled>" + rule
                        + "</ObjectWormConfiguration>");
    }

    private static String rule(String mode, String period) {
        return "<Rule><DefaultRetention><Mode>" + mode + "</Mode>" + period + "</DefaultRetention></Rule>";
    }

    /** A bucket with versions whose objects may be under retention. */
    private static void createRetaining(String bucket) {
        owner.create(bucket);
        assertThat(versioning(bucket, "Enabled").outcome()).isEqualTo("200");
        assertThat(objectWorm(bucket, "").outcome()).isEqualTo("200");
    }

    private static String stored(String bucket, String key) {
        return owner.put(bucket, key, "text").header("x-oss-version-id").orElseThrow();
    }

    private static Answer retain(String bucket, String key, String version, String mode, Duration time) {
        return owner.object(PUT, bucket, key)
                .with("retention")
                .with("versionId", version)
                .body(retention(mode, time))
                .send();
    }

    private static String retention(String mode, Duration time) {
        return "<Retention><Mode>" + mode + "</Mode><RetainUntilDate>"
                + IsoDates.format(ring.clock().instant().plus(time)) + "</RetainUntilDate></Retention>";
    }

    private static Call version(Method method, String bucket, String key, String version) {
        return owner.object(method, bucket, key).with("versionId", version);
    }

    @Test
    void thePolicyOfABucketKeepsYoungObjects() {
        owner.create("kept");
        owner.put("kept", "old", "old");
        ring.clock().advance(Duration.ofDays(3));
        owner.put("kept", "young", "young");
        String id = initiate("kept", 2).header("x-oss-worm-id").orElseThrow();

        assertThat(owner.put("kept", "young", "other").outcome()).isEqualTo("409 FileImmutable");
        assertThat(owner.delete("kept", "young").outcome()).isEqualTo("409 FileImmutable");
        assertThat(owner.object(PUT, "kept", "young")
                        .header("x-oss-copy-source", "/kept/old")
                        .send()
                        .outcome())
                .isEqualTo("409 FileImmutable");
        assertThat(owner.get("kept", "young").text()).isEqualTo("young");
        assertThat(owner.put("kept", "old", "newer").outcome()).isEqualTo("200");
        assertThat(owner.delete("kept", "old").outcome())
                .as("it is young again")
                .isEqualTo("409 FileImmutable");

        owner.bucket(POST, "kept").with("wormId", id).send();
        ring.clock().advance(Duration.ofDays(2));
        assertThat(owner.delete("kept", "young").outcome()).isEqualTo("204");
        assertThat(owner.get("kept", "young").outcome()).isEqualTo("404 NoSuchKey");
        assertThat(owner.put("kept", "young", "again").outcome()).isEqualTo("200");
        assertThat(owner.delete("kept", "young").outcome()).isEqualTo("409 FileImmutable");
    }

    @Test
    void anUploadThatBeganBeforeThePolicyDoesNotEscapeIt() {
        owner.create("slow");
        owner.put("slow", "key", "text");
        byte[] body = "other".getBytes(StandardCharsets.UTF_8);
        Call upload = owner.object(PUT, "slow", "key").body(body);
        try (Wire wire = new Wire(ring.port())) {
            wire.send(upload.head()).send(Arrays.copyOf(body, 2));
            initiate("slow", 1);
            Answer answer = wire.send(Arrays.copyOfRange(body, 2, body.length)).receive(false);
            assertThat(answer.outcome()).isEqualTo("409 FileImmutable");
        }
        assertThat(owner.get("slow", "key").text()).isEqualTo("text");
    }

    @Test
    void manyAreDeletedPastGovernance() {
        createRetaining("many");
        String version = stored("many", "key");
        retain("many", "key", version, "GOVERNANCE", Duration.ofDays(2));
        assertThat(deleteMany(version).send().outcome()).isEqualTo("409 FileImmutable");
        assertThat(deleteMany(version).header(BYPASS, "true").send().outcome()).isEqualTo("200");
        assertThat(version(GET, "many", "key", version).send().outcome()).isEqualTo("404 NoSuchVersion");
    }

    private static Call deleteMany(String version) {
        return owner.bucket(POST, "many")
                .with("delete")
                .body("<Delete><Object><Key>key</Key><VersionId>" + version + "</VersionId></Object></Delete>");
    }

    private static Answer append(String bucket, String key, int position) {
        return owner.object(POST, bucket, key)
                .with("append")
                .with("position", Integer.toString(position))
                .body("text")
                .send();
    }

    @Test
    void nothingIsAppendedToWhatIsKept() {
        owner.create("appended");
        assertThat(append("appended", "key", 0).outcome()).isEqualTo("200");
        initiate("appended", 1);
        assertThat(append("appended", "key", 4).outcome()).isEqualTo("409 FileImmutable");
        assertThat(owner.get("appended", "key").text()).isEqualTo("text");

        createRetaining("not-appended");
        assertThat(append("not-appended", "key", 0).outcome()).isEqualTo("400 OperationNotSupported");
    }

    private static Answer uploaded(String bucket, String key, Duration time) {
        String id = owner.object(POST, bucket, key)
                .with("uploads")
                .send()
                .element("UploadId")
                .orElseThrow();
        String tag = owner.object(PUT, bucket, key)
                .with("partNumber", "1")
                .with("uploadId", id)
                .body("text")
                .send()
                .header("etag")
                .orElseThrow();
        ring.clock().advance(time);
        return owner.object(POST, bucket, key)
                .with("uploadId", id)
                .body("<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>" + tag
                        + "</ETag></Part></CompleteMultipartUpload>")
                .send();
    }

    @Test
    void anUploadInPartsIsHeldToTheSameRules() {
        owner.create("parts-kept");
        owner.put("parts-kept", "key", "old");
        initiate("parts-kept", 1);
        assertThat(uploaded("parts-kept", "key", Duration.ZERO).outcome()).isEqualTo("409 FileImmutable");

        owner.create("parts-ruled");
        forbid("parts-ruled", "*");
        owner.put("parts-ruled", "key", "old");
        assertThat(uploaded("parts-ruled", "key", Duration.ZERO).outcome()).isEqualTo("409 FileAlreadyExists");
        assertThat(owner.get("parts-ruled", "key").text()).isEqualTo("old");

        createRetaining("parts-retained");
        objectWorm("parts-retained", rule("COMPLIANCE", "<Days>1</Days>"));
        String version = uploaded("parts-retained", "key", Duration.ofDays(3))
                .header("x-oss-version-id")
                .orElseThrow();
        assertThat(version(DELETE, "parts-retained", "key", version).send().outcome())
                .isEqualTo("409 FileImmutable");
    }

    @Test
    void aPolicyThatLapsedKeepsNothing() {
        owner.create("lapsed");
        owner.put("lapsed", "key", "text");
        initiate("lapsed", 30);
        assertThat(owner.delete("lapsed", "key").outcome()).isEqualTo("409 FileImmutable");
        ring.clock().advance(Duration.ofHours(24));
        assertThat(owner.delete("lapsed", "key").outcome()).isEqualTo("204");
    }

    @Test
    void aPolicyExcludesVersions() {
        owner.create("excluded");
        initiate("excluded", 1);
        assertThat(versioning("excluded", "Enabled").outcome()).isEqualTo("400 OperationNotSupported");
        assertThat(owner.bucket(GET, "excluded").with("versioning").send().element("Status"))
                .isEmpty();
        assertThat(objectWorm("excluded", "").outcome()).isEqualTo("400 OperationNotSupported");

        createRetaining("with-versions");
        assertThat(initiate("with-versions", 1).outcome()).isEqualTo("400 OperationNotSupported");
        assertThat(versioning("with-versions", "Suspended").outcome()).isEqualTo("400 OperationNotSupported");
        assertThat(owner.bucket(GET, "with-versions").with("versioning").send().element("Status"))
                .contains("Enabled");
    }

    @Test
    void newVersionsAreKeptByDefault() {
        createRetaining("by-default");
        String before = stored("by-default", "key");
        assertThat(objectWorm("by-default", rule("COMPLIANCE", "<Days>2</Days>"))
                        .outcome())
                .isEqualTo("200");
        assertThat(owner.bucket(GET, "by-default").with("objectWorm").send().text())
                .contains(rule("COMPLIANCE", "<Days>2</Days>"));
        String kept = stored("by-default", "key");

        assertThat(version(DELETE, "by-default", "key", before).send().outcome())
                .isEqualTo("204");
        assertThat(version(GET, "by-default", "key", kept)
                        .with("retention")
                        .send()
                        .element("Mode"))
                .contains("COMPLIANCE");
        assertThat(version(DELETE, "by-default", "key", kept).send().outcome()).isEqualTo("409 FileImmutable");
        assertThat(version(DELETE, "by-default", "key", kept)
                        .header(BYPASS, "true")
                        .send()
                        .outcome())
                .isEqualTo("409 FileImmutable");
        assertThat(owner.delete("by-default", "key").outcome())
                .as("a delete marker hides it")
                .isEqualTo("204");
        assertThat(version(GET, "by-default", "key", kept).send().text()).isEqualTo("text");

        ring.clock().advance(Duration.ofDays(2));
        assertThat(version(DELETE, "by-default", "key", kept).send().outcome()).isEqualTo("204");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            COMPLIANCE | <Days>0</Days>                  | 400 InvalidArgument
            COMPLIANCE | <Days>25551</Days>              | 400 InvalidArgument
            COMPLIANCE | <Years>71</Years>               | 400 InvalidArgument
            COMPLIANCE | <Days>1</Days><Years>1</Years>  | 400 MalformedXML
            COMPLIANCE | <Months>1</Months>              | 400 MalformedXML
            NONE       | <Days>1</Days>                  | 400 MalformedXML
            GOVERNANCE | <Years>70</Years>               | 200
            """)
    void aDefaultHasBounds(String mode, String period, String outcome) {
        if (owner.bucket(GET, "bounds").send().status() == 404) {
            createRetaining("bounds");
        }
        assertThat(objectWorm("bounds", rule(mode, period)).outcome()).isEqualTo(outcome);
    }

    @Test
    void complianceIsOnlyProlonged() {
        createRetaining("compliance");
        String version = stored("compliance", "key");
        Call get = version(GET, "compliance", "key", version).with("retention");
        assertThat(get.send().outcome()).isEqualTo("404 NoSuchObjectRetention");
        assertThat(retain("compliance", "key", version, "COMPLIANCE", Duration.ofDays(2))
                        .outcome())
                .isEqualTo("200");
        assertThat(retain("compliance", "key", version, "COMPLIANCE", Duration.ofDays(1))
                        .outcome())
                .isEqualTo("403 AccessDenied");
        assertThat(retain("compliance", "key", version, "GOVERNANCE", Duration.ofDays(9))
                        .outcome())
                .isEqualTo("403 AccessDenied");
        assertThat(version(PUT, "compliance", "key", version)
                        .with("retention")
                        .header(BYPASS, "true")
                        .body("<Retention/>")
                        .send()
                        .outcome())
                .isEqualTo("403 AccessDenied");
        assertThat(retain("compliance", "key", version, "COMPLIANCE", Duration.ofDays(3))
                        .outcome())
                .isEqualTo("200");
        ring.clock().advance(Duration.ofDays(2));
        assertThat(version(DELETE, "compliance", "key", version).send().outcome())
                .isEqualTo("409 FileImmutable");
        ring.clock().advance(Duration.ofDays(1));
        assertThat(version(DELETE, "compliance", "key", version).send().outcome())
                .isEqualTo("204");
    }

    @Test
    void governanceIsPassedByWithPermission() {
        createRetaining("governance");
        String first = stored("governance", "key");
        String second = stored("governance", "key");
        for (String version : new String[] {first, second}) {
            assertThat(retain("governance", "key", version, "GOVERNANCE", Duration.ofDays(2))
                            .outcome())
                    .isEqualTo("200");
        }
        assertThat(retain("governance", "key", first, "GOVERNANCE", Duration.ofDays(1))
                        .outcome())
                .isEqualTo("403 AccessDenied");
        assertThat(version(DELETE, "governance", "key", first).send().outcome()).isEqualTo("409 FileImmutable");
        assertThat(version(DELETE, "governance", "key", first)
                        .header(BYPASS, "true")
                        .send()
                        .outcome())
                .isEqualTo("204");
        assertThat(version(PUT, "governance", "key", second)
                        .with("retention")
                        .header(BYPASS, "true")
                        .body("<Retention/>")
                        .send()
                        .outcome())
                .isEqualTo("200");
        assertThat(version(DELETE, "governance", "key", second).send().outcome())
                .isEqualTo("204");
    }

    @Test
    void whatIsNoRetentionIsRefused() {
        createRetaining("no-retention");
        String version = stored("no-retention", "key");
        assertThat(retain("no-retention", "key", version, "COMPLIANCE", Duration.ofDays(-1))
                        .outcome())
                .isEqualTo("400 InvalidArgument");
        for (String document : new String[] {
            "<Retention><Mode>COMPLIANCE</Mode></Retention>",
            "<Retention><Mode>NONE</Mode><RetainUntilDate>2100-01-01T00:00:00.000Z</RetainUntilDate></Retention>",
            "<Retention><Mode>COMPLIANCE</Mode><RetainUntilDate>tomorrow</RetainUntilDate></Retention>"
        }) {
            assertThat(version(PUT, "no-retention", "key", version)
                            .with("retention")
                            .body(document)
                            .send()
                            .outcome())
                    .isEqualTo("400 MalformedXML");
        }
        assertThat(retain("no-retention", "other", version, "COMPLIANCE", Duration.ofDays(1))
                        .outcome())
                .isEqualTo("404 NoSuchVersion");
        assertThat(version(DELETE, "no-retention", "key", version).send().outcome())
                .isEqualTo("204");

        owner.create("never-enabled");
        owner.put("never-enabled", "key", "text");
        assertThat(owner.object(PUT, "never-enabled", "key")
                        .with("retention")
                        .body(retention("COMPLIANCE", Duration.ofDays(1)))
                        .send()
                        .outcome())
                .isEqualTo("400 InvalidRequest");
    }

    @Test
    void aLegalHoldKeepsUntilItIsLifted() {
        createRetaining("held");
        String version = stored("held", "key");
        assertThat(version(GET, "held", "key", version).with("legalHold").send().element("Status"))
                .contains("OFF");
        assertThat(hold(version, "ON").outcome()).isEqualTo("200");
        assertThat(version(GET, "held", "key", version).with("legalHold").send().element("Status"))
                .contains("ON");
        ring.clock().advance(Duration.ofDays(4000));
        assertThat(version(DELETE, "held", "key", version)
                        .header(BYPASS, "true")
                        .send()
                        .outcome())
                .isEqualTo("409 FileImmutable");
        assertThat(hold(version, "MAYBE").outcome()).isEqualTo("400 MalformedXML");
        assertThat(hold(version, "OFF").outcome()).isEqualTo("200");
        assertThat(version(DELETE, "held", "key", version).send().outcome()).isEqualTo("204");
    }

    private static Answer hold(String version, String status) {
        return version(PUT, "held", "key", version)
                .with("legalHold")
                .body("<LegalHold><Status>" + status + "</Status></LegalHold>")
                .send();
    }

    @Test
    void rulesForbidToWriteOver() {
        owner.create("ruled");
        put("ruled", "overwriteConfig", """
                <OverwriteConfiguration>
                <Rule><Action>forbid</Action><Prefix>a/</Prefix><Suffix>.txt</Suffix></Rule>
                <Rule><Action>forbid</Action><Prefix>other/</Prefix>
                <Principals><Principal>nobody*</Principal></Principals></Rule>
                </OverwriteConfiguration>""");
        for (String key : new String[] {"a/1.txt", "a/1.bin", "b/1.txt", "other/1"}) {
            assertThat(owner.put("ruled", key, "one").outcome()).isEqualTo("200");
        }
        assertThat(owner.put("ruled", "a/1.txt", "two").outcome()).isEqualTo("409 FileAlreadyExists");
        assertThat(owner.object(PUT, "ruled", "a/1.txt")
                        .header("x-oss-copy-source", "/ruled/b/1.txt")
                        .send()
                        .outcome())
                .isEqualTo("409 FileAlreadyExists");
        assertThat(owner.get("ruled", "a/1.txt").text()).isEqualTo("one");
        for (String key : new String[] {"a/1.bin", "b/1.txt", "other/1"}) {
            assertThat(owner.put("ruled", key, "two").outcome()).isEqualTo("200");
        }
        assertThat(owner.delete("ruled", "a/1.txt").outcome()).isEqualTo("204");
        assertThat(owner.put("ruled", "a/1.txt", "two").outcome()).isEqualTo("200");

        owner.create("ruled-versions");
        put(
                "ruled-versions",
                "overwriteConfig",
                "<OverwriteConfiguration><Rule><Action>forbid</Action></Rule></OverwriteConfiguration>");
        versioning("ruled-versions", "Enabled");
        assertThat(owner.put("ruled-versions", "key", "one").outcome()).isEqualTo("200");
        assertThat(owner.put("ruled-versions", "key", "two").outcome()).isEqualTo("200");
    }

    @Test
    void aRuleBindsItsPrincipals() {
        owner.create("bound");
        owner.bucket(PUT, "bound")
                .with("acl")
                .header("x-oss-acl", "public-read-write")
                .send();
        String account = owner.bucket(GET, "bound")
                .with("bucketInfo")
                .send()
                .element("ID")
                .orElseThrow();
        owner.put("bound", "key", "one");
        forbid("bound", account);
        assertThat(owner.put("bound", "key", "two").outcome()).isEqualTo("409 FileAlreadyExists");
        assertThat(ring.other().put("bound", "key", "two").outcome()).isEqualTo("200");
        assertThat(ring.anonymous().put("bound", "key", "three").outcome()).isEqualTo("200");
        forbid("bound", "*");
        assertThat(ring.other().put("bound", "key", "two").outcome()).isEqualTo("409 FileAlreadyExists");
        assertThat(ring.anonymous().put("bound", "key", "two").outcome()).isEqualTo("409 FileAlreadyExists");
        assertThat(owner.get("bound", "key").text()).isEqualTo("three");
    }

    private static void forbid(String bucket, String principal) {
        Answer answer = put(
                bucket,
                "overwriteConfig",
                "<OverwriteConfiguration><Rule><Action>forbid</Action><Principals><Principal>" + principal
                        + "</Principal></Principals></Rule></OverwriteConfiguration>");
        assertThat(answer.outcome()).isEqualTo("200");
    }

    @Test
    void aStrangerNeitherHoldsNorRetains() {
        createRetaining("strange");
        String version = stored("strange", "key");
        for (Client stranger : new Client[] {ring.other(), ring.anonymous()}) {
            for (String keyword : new String[] {"retention", "legalHold"}) {
                assertThat(stranger.object(PUT, "strange", "key")
                                .with(keyword)
                                .with("versionId", version)
                                .body("<LegalHold><Status>ON</Status></LegalHold>")
                                .send()
                                .status())
                        .isEqualTo(403);
                assertThat(stranger.object(GET, "strange", "key")
                                .with(keyword)
                                .send()
                                .status())
                        .isEqualTo(403);
            }
        }
        assertThat(version(DELETE, "strange", "key", version).send().outcome()).isEqualTo("204");
    }

    @Test
    void aFullBucketTakesNothing() {
        owner.create("full");
        assertThat(owner.put("full", "before", "text").outcome()).isEqualTo("200");
        put("full", "qos", "<BucketUserQos><StorageCapacity>0</StorageCapacity></BucketUserQos>");
        assertThat(owner.put("full", "key", "text").outcome()).isEqualTo("403 QuotaExceeded");
        assertThat(owner.object(PUT, "full", "key")
                        .header("x-oss-copy-source", "/full/before")
                        .send()
                        .outcome())
                .isEqualTo("403 QuotaExceeded");
        assertThat(owner.get("full", "key").outcome()).isEqualTo("404 NoSuchKey");
        assertThat(owner.get("full", "before").text()).isEqualTo("text");
        put("full", "qos", "<BucketUserQos><StorageCapacity>1</StorageCapacity></BucketUserQos>");
        assertThat(owner.put("full", "key", "text").outcome()).isEqualTo("200");
    }
}
