package io.coffer.server.ring;

import static io.coffer.protocol.Method.DELETE;
import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings of one small document each. */
@Covers({
    "PutBucketTransferAcceleration",
    "GetBucketTransferAcceleration",
    "DeleteBucketTransferAcceleration",
    "PutBucketArchiveDirectRead",
    "GetBucketArchiveDirectRead",
    "PutBucketQos",
    "GetBucketQos",
    "PutUserDefinedLogFieldsConfig",
    "GetUserDefinedLogFieldsConfig",
    "DeleteUserDefinedLogFieldsConfig",
    "PutStyle",
    "GetStyle",
    "ListStyle",
    "DeleteStyle",
    "PutBucketOverwriteConfig",
    "GetBucketOverwriteConfig",
    "DeleteBucketOverwriteConfig",
    "PutBucketObjectWormConfiguration",
    "GetBucketObjectWormConfiguration"
})
class BucketFeaturesTest {
    private static final String BUCKET = "features";
    private static final String ACCELERATED = "oss-accelerate.aliyuncs.com";

    private static Ring ring;
    private static Client owner;

    @BeforeAll
    static void start() {
        ring = Ring.inMemory();
        owner = ring.owner();
        owner.create(BUCKET);
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    private static Answer put(String bucket, String subresource, String document) {
        return owner.bucket(PUT, bucket).with(subresource).body(document).send();
    }

    private static Answer get(String bucket, String subresource) {
        return owner.bucket(GET, bucket).with(subresource).send();
    }

    private static Answer delete(String bucket, String subresource) {
        return owner.bucket(DELETE, bucket).with(subresource).send();
    }

    private static String acceleration(boolean enabled) {
        return "<TransferAccelerationConfiguration><Enabled>" + enabled
                + "</Enabled></TransferAccelerationConfiguration>";
    }

    @Test
    void accelerationOpensTheAcceleratingDomain() {
        owner.create("fast");
        owner.put("fast", "key", "text");
        assertThat(get("fast", "transferAcceleration").outcome())
                .isEqualTo("404 NoSuchTransferAccelerationConfiguration");
        assertThat(accelerated("fast").outcome()).isEqualTo("403 AccessDenied");

        assertThat(put("fast", "transferAcceleration", acceleration(true)).outcome())
                .isEqualTo("200");
        assertThat(get("fast", "transferAcceleration").element("Enabled")).contains("true");
        assertThat(get("fast", "bucketInfo").element("TransferAcceleration")).contains("Enabled");
        assertThat(accelerated("fast").text()).isEqualTo("text");

        assertThat(put("fast", "transferAcceleration", acceleration(false)).outcome())
                .isEqualTo("200");
        assertThat(accelerated("fast").outcome()).isEqualTo("403 AccessDenied");
        assertThat(get("fast", "bucketInfo").element("TransferAcceleration")).contains("Disabled");
        assertThat(owner.get("fast", "key").text()).isEqualTo("text");
        assertThat(delete("fast", "transferAcceleration").outcome()).isEqualTo("204");
        assertThat(get("fast", "transferAcceleration").outcome())
                .isEqualTo("404 NoSuchTransferAccelerationConfiguration");
    }

    private static Answer accelerated(String bucket) {
        return owner.object(GET, bucket, "key").under(ACCELERATED).send();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            transferAcceleration       | <TransferAccelerationConfiguration/>
            transferAcceleration       | <TransferAccelerationConfiguration><Enabled>yes</Enabled></TransferAccelerationConfiguration>
            transferAcceleration       | <Other><Enabled>true</Enabled></Other>
            bucketArchiveDirectRead    | <ArchiveDirectReadConfiguration><Enabled/></ArchiveDirectReadConfiguration>
            qos                        | <BucketUserQos/>
            qos                        | <BucketUserQos><StorageCapacity>1.5</StorageCapacity></BucketUserQos>
            userDefinedLogFieldsConfig | <UserDefinedLogFieldsConfiguration/>
            overwriteConfig            | <OverwriteConfiguration/>
            overwriteConfig            | <OverwriteConfiguration><Rule><ID>a</ID></Rule></OverwriteConfiguration>
            objectWorm                 | <ObjectWormConfiguration/>
            objectWorm                 | <ObjectWormConfiguration><ObjectWormEnabled>Disabled</ObjectWormEnabled></ObjectWormConfiguration>
            """)
    void aMalformedDocumentIsRefused(String subresource, String document) {
        Answer before = get(BUCKET, subresource);
        assertThat(put(BUCKET, subresource, document).outcome()).isEqualTo("400 MalformedXML");
        assertThat(get(BUCKET, subresource).outcome()).isEqualTo(before.outcome());
    }

    @Test
    void archivesMayBeReadDirectly() {
        owner.create("direct");
        assertThat(get("direct", "bucketArchiveDirectRead").outcome())
                .isEqualTo("404 NoSuchArchiveDirectReadConfiguration");
        assertThat(put("direct", "bucketArchiveDirectRead", """
                        <ArchiveDirectReadConfiguration><Enabled>true</Enabled></ArchiveDirectReadConfiguration>""").outcome()).isEqualTo("200");
        assertThat(get("direct", "bucketArchiveDirectRead").element("Enabled")).contains("true");
    }

    private static Answer putCapacity(String bucket, String gigabytes) {
        return put(
                bucket, "qos", "<BucketUserQos><StorageCapacity>" + gigabytes + "</StorageCapacity></BucketUserQos>");
    }

    @Test
    void theCapacityIsUnboundedUntilItIsSet() {
        owner.create("capacity");
        assertThat(get("capacity", "qos").element("StorageCapacity")).contains("-1");
        assertThat(putCapacity("capacity", "100").outcome()).isEqualTo("200");
        assertThat(putCapacity("capacity", "-2").outcome()).isEqualTo("400 InvalidArgument");
        assertThat(get("capacity", "qos").element("StorageCapacity")).contains("100");
        assertThat(putCapacity("capacity", "-1").outcome()).isEqualTo("200");
    }

    @Test
    void logFieldsAreKept() {
        owner.create("fields");
        assertThat(get("fields", "userDefinedLogFieldsConfig").outcome())
                .isEqualTo("404 NoSuchUserDefinedLogFieldsConfig");
        String document =
                "<UserDefinedLogFieldsConfiguration><HeaderSet><header>h1</header><header>h2</header></HeaderSet>"
                        + "<ParamSet><parameter>p1</parameter></ParamSet></UserDefinedLogFieldsConfiguration>";
        assertThat(put("fields", "userDefinedLogFieldsConfig", document).outcome())
                .isEqualTo("200");
        assertThat(get("fields", "userDefinedLogFieldsConfig").text()).endsWith(document);
        assertThat(put("fields", "userDefinedLogFieldsConfig", document.replace("h2", "H1"))
                        .outcome())
                .isEqualTo("400 InvalidArgument");
        assertThat(get("fields", "userDefinedLogFieldsConfig").text()).endsWith(document);
        for (int time = 0; time < 2; time++) {
            assertThat(delete("fields", "userDefinedLogFieldsConfig").outcome()).isEqualTo("204");
        }
        assertThat(get("fields", "userDefinedLogFieldsConfig").outcome())
                .isEqualTo("404 NoSuchUserDefinedLogFieldsConfig");
    }

    private static Answer putStyle(String name, String content) {
        return owner.bucket(PUT, BUCKET)
                .with("style")
                .with("styleName", name)
                .body("<Style><Content>" + content + "</Content></Style>")
                .send();
    }

    private static Answer style(String name) {
        return owner.bucket(GET, BUCKET).with("style").with("styleName", name).send();
    }

    @Test
    void stylesAreKeptByName() {
        assertThat(style("small").outcome()).isEqualTo("404 NoSuchStyle");
        assertThat(putStyle("small", "image/resize,p_50").outcome()).isEqualTo("200");
        assertThat(putStyle("large", "image/resize,p_200").outcome()).isEqualTo("200");
        assertThat(putStyle("small", "image/resize,p_25").outcome()).isEqualTo("200");
        assertThat(style("small").element("Content")).contains("image/resize,p_25");
        assertThat(style("small").element("Category")).contains("image");
        assertThat(style("small").element("CreateTime").orElseThrow()).endsWith("GMT");
        assertThat(get(BUCKET, "style").text())
                .containsSubsequence("<StyleList>", "<Name>large<", "<Name>small<", "</StyleList>");

        assertThat(putStyle("a/b", "image/resize,p_25").outcome()).isEqualTo("400 InvalidArgument");
        assertThat(put(BUCKET, "style", "<Style><Content>x</Content></Style>").outcome())
                .isEqualTo("400 InvalidArgument");
        assertThat(putStyle("small", "").outcome()).isEqualTo("400 MalformedXML");
        assertThat(style("small").element("Content")).contains("image/resize,p_25");

        for (int time = 0; time < 2; time++) {
            assertThat(owner.bucket(DELETE, BUCKET)
                            .with("style")
                            .with("styleName", "small")
                            .send()
                            .outcome())
                    .isEqualTo("204");
        }
        assertThat(style("small").outcome()).isEqualTo("404 NoSuchStyle");
    }

    private static String overwriteRule(String content) {
        return "<Rule>" + content + "</Rule>";
    }

    private static Answer putOverwrite(String bucket, String rules) {
        return put(bucket, "overwriteConfig", "<OverwriteConfiguration>" + rules + "</OverwriteConfiguration>");
    }

    @Test
    void overwriteRulesAreKept() {
        owner.create("overwrite");
        assertThat(get("overwrite", "overwriteConfig").outcome()).isEqualTo("404 NoSuchBucketOverwriteConfig");
        String rule = overwriteRule("<ID>one</ID><Action>forbid</Action><Prefix>a/</Prefix><Suffix>.txt</Suffix>"
                + "<Principals><Principal>123</Principal></Principals>");
        assertThat(putOverwrite("overwrite", rule).outcome()).isEqualTo("200");
        assertThat(get("overwrite", "overwriteConfig").text()).contains(rule);

        assertThat(putOverwrite("overwrite", rule + rule).outcome()).isEqualTo("400 InvalidArgument");
        assertThat(putOverwrite("overwrite", overwriteRule("<Action>allow</Action>"))
                        .outcome())
                .isEqualTo("400 InvalidArgument");
        assertThat(putOverwrite(
                                "overwrite",
                                overwriteRule("<Action>forbid</Action><Prefix>" + "p".repeat(1024) + "</Prefix>"))
                        .outcome())
                .isEqualTo("400 InvalidArgument");
        String many = IntStream.range(0, 101)
                .mapToObj(number -> overwriteRule("<Action>forbid</Action>"))
                .collect(Collectors.joining());
        assertThat(putOverwrite("overwrite", many).outcome()).isEqualTo("400 InvalidArgument");
        assertThat(get("overwrite", "overwriteConfig").text()).contains(rule);

        assertThat(putOverwrite("overwrite", overwriteRule("<Action>forbid</Action>"))
                        .outcome())
                .isEqualTo("200");
        assertThat(get("overwrite", "overwriteConfig").element("ID").orElseThrow())
                .isNotEmpty();
        assertThat(delete("overwrite", "overwriteConfig").outcome()).isEqualTo("204");
        assertThat(delete("overwrite", "overwriteConfig").outcome()).isEqualTo("204");
        assertThat(get("overwrite", "overwriteConfig").outcome()).isEqualTo("404 NoSuchBucketOverwriteConfig");
    }

    @Test
    void retentionOfObjectsNeedsVersions() {
        assertThat(get(BUCKET, "objectWorm").outcome()).isEqualTo("404 NoSuchObjectWormConfiguration");
        assertThat(put(BUCKET, "objectWorm", """
                        <ObjectWormConfiguration><ObjectWormEnabled>Enabled</ObjectWormEnabled></ObjectWormConfiguration>""").outcome()).isEqualTo("400 InvalidRequest");
        assertThat(get(BUCKET, "objectWorm").outcome()).isEqualTo("404 NoSuchObjectWormConfiguration");
    }
}
