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

/** Lifecycle rules as documents: what comes back, and what is refused. */
@Covers({"PutBucketLifecycle", "GetBucketLifecycle", "DeleteBucketLifecycle"})
class BucketLifecycleTest {
    private static final String STANDING = rule("<ID>standing</ID><Prefix>kept/</Prefix><Status>Enabled</Status>"
            + "<Expiration><Days>7</Days></Expiration>");

    private static Ring ring;

    @BeforeAll
    static void start() {
        ring = Ring.inMemory();
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    private static String rule(String children) {
        return "<Rule>" + children + "</Rule>";
    }

    private static Call call(String bucket, String rules) {
        return ring.owner()
                .bucket(PUT, bucket)
                .with("lifecycle")
                .body("<?xml version=\"1.0\" encoding=\"UTF-8\"?><LifecycleConfiguration>" + rules
                        + "</LifecycleConfiguration>");
    }

    private static Answer put(String bucket, String rules) {
        return call(bucket, rules).send();
    }

    private static Answer get(String bucket) {
        return ring.owner().bucket(GET, bucket).with("lifecycle").send();
    }

    private static void assertRoundTrip(String bucket, String rules) {
        ring.owner().create(bucket);
        assertThat(put(bucket, rules).outcome()).isEqualTo("200");
        assertThat(get(bucket).text()).endsWith("<LifecycleConfiguration>" + rules + "</LifecycleConfiguration>");
    }

    @Test
    void everyFieldComesBackInTheOrderOfSubmission() {
        assertRoundTrip(
                "fields",
                rule("<ID>delete obsoleted files</ID><Prefix>obsoleted/</Prefix><Status>Enabled</Status>"
                                + "<Expiration><Days>3</Days></Expiration>")
                        + rule("<ID>b</ID><Prefix>dated/</Prefix><Status>Disabled</Status>"
                                + "<Expiration><Date>2022-10-12T00:00:00.000Z</Date></Expiration>")
                        + rule("<ID>a</ID><Prefix>bound/</Prefix><Status>Enabled</Status>"
                                + "<Expiration><CreatedBeforeDate>2022-10-12T00:00:00.000Z</CreatedBeforeDate>"
                                + "</Expiration>")
                        + rule("<ID>c</ID><Prefix>moved/</Prefix><Status>Enabled</Status>"
                                + "<Tag><Key>k</Key><Value>v</Value></Tag><Tag><Key>k2</Key><Value></Value></Tag>"
                                + "<Filter><ObjectSizeGreaterThan>500</ObjectSizeGreaterThan>"
                                + "<ObjectSizeLessThan>64000</ObjectSizeLessThan>"
                                + "<Not><Prefix>moved/not/</Prefix><Tag><Key>n</Key><Value>1</Value></Tag></Not>"
                                + "<Not><Prefix>moved/nor/</Prefix></Not></Filter>"
                                + "<Expiration><Days>30</Days></Expiration>"
                                + "<AbortMultipartUpload><CreatedBeforeDate>2022-10-12T00:00:00.000Z"
                                + "</CreatedBeforeDate></AbortMultipartUpload>"
                                + "<Transition><Days>20</Days><StorageClass>Archive</StorageClass></Transition>"
                                + "<Transition><Days>10</Days><StorageClass>IA</StorageClass></Transition>"
                                + "<NoncurrentVersionExpiration><NoncurrentDays>10</NoncurrentDays>"
                                + "</NoncurrentVersionExpiration>"
                                + "<NoncurrentVersionTransition><NoncurrentDays>5</NoncurrentDays>"
                                + "<StorageClass>ColdArchive</StorageClass></NoncurrentVersionTransition>")
                        + rule("<ID>d</ID><Prefix>marked/</Prefix><Status>Enabled</Status><Expiration>"
                                + "<ExpiredObjectDeleteMarker>true</ExpiredObjectDeleteMarker></Expiration>"));
    }

    @Test
    void aMissingIdIsMadeAndAMissingPrefixIsEmpty() {
        ring.owner().create("unnamed");
        String unnamed = rule("<Status>Enabled</Status><AbortMultipartUpload><Days>1</Days></AbortMultipartUpload>");
        assertThat(put(
                                "unnamed",
                                unnamed
                                        + rule("<Prefix>x</Prefix><ID/><Status>Enabled</Status>"
                                                + "<Expiration><Days>1</Days></Expiration>"))
                        .outcome())
                .isEqualTo("200");
        String text = get("unnamed").text();
        assertThat(Pattern.compile("<ID>([^<]{8,})</ID>")
                        .matcher(text)
                        .results()
                        .map(found -> found.group(1)))
                .hasSize(2)
                .doesNotHaveDuplicates();
        assertThat(text).contains("<Prefix></Prefix>");
    }

    @Test
    void rulesAreReplacedAndRemoved() {
        ring.owner().create("replaced");
        assertThat(get("replaced").outcome()).isEqualTo("404 NoSuchLifecycle");
        assertThat(get("replaced").element("Message")).contains("No Row found in Lifecycle Table.");
        put("replaced", STANDING);
        put("replaced", rule("<ID>other</ID><Prefix/><Status>Enabled</Status><Expiration><Days>1</Days></Expiration>"));
        assertThat(get("replaced").text()).contains("other").doesNotContain("standing");
        for (int i = 0; i < 2; i++) {
            assertThat(ring.owner()
                            .bucket(DELETE, "replaced")
                            .with("lifecycle")
                            .send()
                            .outcome())
                    .isEqualTo("204");
        }
        assertThat(get("replaced").outcome()).isEqualTo("404 NoSuchLifecycle");
    }

    @Test
    void nobodyElseMayKnowOrChangeThem() {
        ring.owner().create("guarded");
        put("guarded", STANDING);
        for (Client client : new Client[] {ring.other(), ring.anonymous()}) {
            assertThat(client.bucket(GET, "guarded").with("lifecycle").send().outcome())
                    .isEqualTo("403 AccessDenied");
            assertThat(client.bucket(DELETE, "guarded").with("lifecycle").send().outcome())
                    .isEqualTo("403 AccessDenied");
        }
        assertThat(put("nowhere", STANDING).outcome()).isEqualTo("404 NoSuchBucket");
        assertThat(get("guarded").outcome()).isEqualTo("200");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <P/><E><Days>1</Days></E>                                   | 400 MalformedXML
            <P/><S>enabled</S><E><Days>1</Days></E>                     | 400 MalformedXML
            <P/><P/><S>Enabled</S><E><Days>1</Days></E>                 | 400 MalformedXML
            <S>Enabled</S>                                              | 400 MalformedXML 0014-00000026
            <S>Enabled</S><E/>                                          | 400 MalformedXML 0014-00000060
            <S>Enabled</S><E><Days>x</Days></E>                         | 400 MalformedXML
            <S>Enabled</S><E><Days>1.5</Days></E>                       | 400 MalformedXML
            <S>Enabled</S><E><Days>99999999999</Days></E>               | 400 MalformedXML
            <S>Enabled</S><E><Days>0</Days></E>                         | 400 InvalidArgument
            <S>Enabled</S><E><Days>-1</Days></E>                        | 400 InvalidArgument
            <S>Enabled</S><E><Days>1</Days><Unknown/></E>               | 400 MalformedXML
            <S>Enabled</S><E><Days>1</Days></E><Unknown/>               | 400 MalformedXML
            <S>Enabled</S><Filter><P>a</P></Filter><E><Days>1</Days></E> | 400 MalformedXML
            <S>Enabled</S><E><CBD>2022-10-12</CBD></E>                  | 400 MalformedXML
            <S>Enabled</S><E><CBD>2022-10-12T08:00:00.000Z</CBD></E>    | 400 InvalidArgument
            <S>Enabled</S><E><Days>1</Days><CBD>2022-10-12T00:00:00.000Z</CBD></E> | 400 InvalidArgument
            <S>Enabled</S><E><Days>1</Days><M>true</M></E>              | 400 MalformedXML
            <S>Enabled</S><E><M>yes</M></E>                             | 400 MalformedXML
            <S>Enabled</S><E><M>false</M></E>                           | 400 MalformedXML 0014-00000060
            <S>Enabled</S><A/>                                          | 400 MalformedXML
            <S>Enabled</S><A><Days>1</Days><CBD>2022-10-12T00:00:00.000Z</CBD></A> | 400 InvalidArgument
            <S>Enabled</S><T><Days>1</Days></T>                         | 400 MalformedXML
            <S>Enabled</S><T><C>IA</C></T>                              | 400 MalformedXML
            <S>Enabled</S><T><Days>1</Days><C>Warm</C></T>              | 400 MalformedXML
            <S>Enabled</S><T><Days>1</Days><C>Standard</C></T>          | 400 InvalidArgument
            <S>Enabled</S><T><Days>1</Days><C>IA</C></T><T><Days>2</Days><C>IA</C></T> | 400 InvalidArgument
            <S>Enabled</S><T><Days>5</Days><C>IA</C></T><T><Days>5</Days><C>Archive</C></T> | 400 InvalidArgument
            <S>Enabled</S><T><Days>6</Days><C>IA</C></T><T><Days>5</Days><C>Archive</C></T> | 400 InvalidArgument
            <S>Enabled</S><E><Days>5</Days></E><T><Days>5</Days><C>IA</C></T> | 400 InvalidArgument
            <S>Enabled</S><E><CBD>2016-12-25T00:00:00Z</CBD></E><T><Days>356</Days><C>IA</C></T> | 400 InvalidRequest
            <S>Enabled</S><E><Days>1</Days></E><T><CBD>2016-12-25T00:00:00Z</CBD><C>IA</C></T> | 400 InvalidRequest
            <S>Enabled</S><T><Days>1</Days><C>IA</C><I>true</I></T>     | 400 MalformedXML
            <S>Enabled</S><T><CBD>2016-12-25T00:00:00Z</CBD><C>IA</C><I>true</I></T> | 400 MalformedXML 0014-00000047
            <S>Enabled</S><NoncurrentVersionExpiration/>                | 400 MalformedXML
            <S>Enabled</S><Tag><Key>a#</Key></Tag><E><Days>1</Days></E> | 400 InvalidArgument 0014-00000031
            <S>Enabled</S><Tag><Key>a</Key><Value>%</Value></Tag><A><Days>1</Days></A>| 400 InvalidArgument 0014-00000031
            <P>a/</P><S>Enabled</S><Filter><Not><P>b/</P></Not></Filter><E><Days>1</Days></E> | 400 InvalidArgument
            <P>a/</P><S>Enabled</S><Filter><Not><P>a/</P></Not></Filter><E><Days>1</Days></E> | 400 InvalidArgument
            """)
    void whatMakesNoRuleIsRefusedAndChangesNothing(String children, String outcome) {
        ring.owner().create("refusing");
        put("refusing", STANDING);
        Answer answer = put("refusing", rule("<ID>new</ID>" + spelledOut(children)));
        assertThat(answer.outcomeWithEc()).isEqualTo(outcome);
        assertThat(get("refusing").text()).contains("standing").doesNotContain("new");
    }

    private static String spelledOut(String children) {
        String text = children;
        String[][] names = {
            {"P", "Prefix"},
            {"S", "Status"},
            {"E", "Expiration"},
            {"CBD", "CreatedBeforeDate"},
            {"M", "ExpiredObjectDeleteMarker"},
            {"A", "AbortMultipartUpload"},
            {"T", "Transition"},
            {"C", "StorageClass"},
            {"I", "IsAccessTime"}
        };
        for (String[] name : names) {
            text = text.replace("<" + name[0] + ">", "<" + name[1] + ">")
                    .replace("<" + name[0] + "/>", "<" + name[1] + "/>")
                    .replace("</" + name[0] + ">", "</" + name[1] + ">");
        }
        return text;
    }

    private static String expiring(String id, String prefix, int days) {
        return rule("<ID>" + id + "</ID><Prefix>" + prefix + "</Prefix><Status>Enabled</Status><Expiration><Days>"
                + days + "</Days></Expiration>");
    }

    private static String moving(String id, String prefix, int days, String storageClass) {
        return rule("<ID>" + id + "</ID><Prefix>" + prefix + "</Prefix><Status>Enabled</Status><Transition><Days>"
                + days + "</Days><StorageClass>" + storageClass + "</StorageClass></Transition>");
    }

    private static String aborting(String id, String prefix) {
        return rule("<ID>" + id + "</ID><Prefix>" + prefix
                + "</Prefix><Status>Enabled</Status><AbortMultipartUpload><Days>1</Days></AbortMultipartUpload>");
    }

    @Test
    void rulesForTheSameKeysMustNotDoTheSame() {
        ring.owner().create("overlapping");
        Answer overlap = put("overlapping", expiring("a", "x/", 3) + expiring("b", "x/y/", 4));
        assertThat(overlap.outcome()).isEqualTo("400 InvalidArgument");
        assertThat(overlap.element("Message")).contains("Overlap for same action type Expiration");
        assertThat(put("overlapping", expiring("a", "x/", 3) + expiring("a", "y/", 4))
                        .outcome())
                .as("two rules of one id")
                .isEqualTo("400 InvalidArgument");
        assertThat(put("overlapping", expiring("a", "x/", 3) + expiring("b", "y/", 4))
                        .outcome())
                .isEqualTo("200");
        assertThat(put("overlapping", moving("a", "x", 120, "IA") + moving("b", "x/log", 60, "Archive"))
                        .outcomeWithEc())
                .isEqualTo("400 InvalidArgument 0014-00000082");
        assertThat(put("overlapping", moving("a", "x", 60, "IA") + moving("b", "x/log", 120, "Archive"))
                        .outcome())
                .isEqualTo("200");
    }

    @Test
    void overlappingRulesAreTakenWhenTheCallerSaysSo() {
        ring.owner().create("allowed");
        String rules = expiring("a", "x/", 3) + expiring("b", "x/y/", 4);
        assertThat(call("allowed", rules)
                        .header("x-oss-allow-same-action-overlap", "perhaps")
                        .send()
                        .outcome())
                .isEqualTo("400 InvalidArgument");
        assertThat(call("allowed", rules)
                        .header("x-oss-allow-same-action-overlap", "false")
                        .send()
                        .outcome())
                .isEqualTo("400 InvalidArgument");
        assertThat(get("allowed").outcome()).isEqualTo("404 NoSuchLifecycle");
        assertThat(call("allowed", rules)
                        .header("x-oss-allow-same-action-overlap", "true")
                        .send()
                        .outcome())
                .isEqualTo("200");
        assertThat(get("allowed").text()).contains("<ID>a</ID>", "<ID>b</ID>");
        assertThat(call("allowed", aborting("a", "") + aborting("b", "x"))
                        .header("x-oss-allow-same-action-overlap", "true")
                        .send()
                        .outcome())
                .as("two ages for one upload are never taken")
                .isEqualTo("400 InvalidArgument");
    }

    @Test
    void thereAreAtMostAThousandRulesWithAtMostSoLongIds() {
        ring.owner().create("many");
        assertThat(put("many", "").outcome()).isEqualTo("400 MalformedXML");
        assertThat(put("many", expiring("i".repeat(256), "x", 1)).outcome()).isEqualTo("400 InvalidArgument");
        assertThat(put("many", expiring("i".repeat(255), "x", 1)).outcome()).isEqualTo("200");
        assertThat(put("many", rules(1001)).element("Message"))
                .contains("One bucket not allow exceed one thousand items of LifecycleRules.");
        assertThat(put("many", rules(1000)).outcome()).isEqualTo("200");
    }

    private static String rules(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> expiring("r" + number, "p" + number + "/", 1))
                .collect(Collectors.joining());
    }
}
