package io.coffer.protocol.form;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostPolicyTest {
    private static final Instant EXPIRY = Instant.parse("2020-03-19T03:44:06.476Z");
    private static final Instant BEFORE = EXPIRY.minusSeconds(1);

    /** The policies of the vectors P-1 and P-2, escapes included. */
    private static final String VECTOR_1 = policy("[{\"bucket\":\"gen-post-policy\"},"
            + "[\"eq\",\"$key\",\"user\\/eric\\/\\\\${filename}\"],[\"starts-with\",\"$key\",\"user\\/eric\"],"
            + "[\"starts-with\",\"$x-oss-meta-tag\",\"dummy_etag\"],[\"content-length-range\",1,1024]]");

    private static final String VECTOR_2 = policy("[{\"bucket\":\"gen-post-policy\"},"
            + "[\"starts-with\",\"$key\",\"user\\/eric\"],[\"starts-with\",\"$x-oss-meta-tag\",\"dummy_etag\"],"
            + "[\"content-length-range\",1,1024],[\"in\",\"$content-type\",[\"image\\/jpg\",\"image\\/png\"]],"
            + "[\"not-in\",\"$cache-control\",[\"no-cache\"]]]");

    private static String policy(String conditions) {
        return encoded("{\"expiration\":\"2020-03-19T03:44:06.476Z\",\"conditions\":" + conditions + "}");
    }

    private static String encoded(String json) {
        return Base64.getEncoder().encodeToString(json.getBytes(UTF_8));
    }

    private static UploadForm form(Map<String, String> fields) {
        StringBuilder body = new StringBuilder();
        fields.forEach((name, value) -> body.append("--b\r\nContent-Disposition: form-data; name=\"")
                .append(name)
                .append("\"\r\n\r\n")
                .append(value)
                .append("\r\n"));
        body.append("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\ntext\r\n--b--");
        try {
            return UploadForm.read(
                    Optional.of("multipart/form-data; boundary=b"),
                    new ByteArrayInputStream(body.toString().getBytes(UTF_8)));
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Map<String, String> fields(String... namesAndValues) {
        Map<String, String> fields = new TreeMap<>(
                Map.of("key", "user/eric/${filename}", "x-oss-meta-tag", "dummy_etag_1", "Content-Type", "image/png"));
        for (int at = 0; at < namesAndValues.length; at += 2) {
            fields.put(namesAndValues[at], namesAndValues[at + 1]);
        }
        return fields;
    }

    @Test
    void theVectorsHold() {
        for (String policy : new String[] {VECTOR_1, VECTOR_2}) {
            PostPolicy.parse(policy).check(form(fields()), "gen-post-policy", BEFORE);
            assertThat(PostPolicy.parse(policy).lengths()).isEqualTo(new PostPolicy.LengthRange(1, 1024));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "key, user/other",
        "x-oss-meta-tag, other",
        "Content-Type, text/html",
        "cache-control, no-cache",
        "x-oss-content-type, text/html"
    })
    void everyConditionCounts(String name, String value) {
        assertThatExceptionOfType(OssException.class)
                .isThrownBy(
                        () -> PostPolicy.parse(VECTOR_2).check(form(fields(name, value)), "gen-post-policy", BEFORE))
                .matches(refusal -> refusal.error() == OssError.FORM_POLICY_CONDITION_FAILED)
                .matches(refusal ->
                        refusal.text().startsWith("Invalid according to Policy: Policy Condition failed: ["));
    }

    @Test
    void anotherBucketAndAnotherTimeAreRefused() {
        PostPolicy policy = PostPolicy.parse(VECTOR_1);
        assertThatExceptionOfType(OssException.class)
                .isThrownBy(() -> policy.check(form(fields()), "other", BEFORE))
                .matches(refusal -> refusal.error() == OssError.FORM_POLICY_CONDITION_FAILED);
        assertThatExceptionOfType(OssException.class)
                .isThrownBy(() -> policy.check(form(fields()), "gen-post-policy", EXPIRY))
                .matches(refusal -> refusal.text().equals("Invalid according to Policy: Policy expired."));
    }

    @Test
    void fieldsOfTheApplicationsOwnWithQuotesAndBracesCount() {
        String policy = policy("[{\"fileName\":\"a \\\"b\\\" {c}\"},[\"eq\",\"\\\\$other\",\"\"]]");
        PostPolicy.parse(policy).check(form(fields("FILENAME", "a \"b\" {c}")), "any", BEFORE);
        assertThatExceptionOfType(OssException.class)
                .isThrownBy(() -> PostPolicy.parse(policy).check(form(fields()), "any", BEFORE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"expiration\":\"2020-03-19T03:44:06.476Z\"}",
                "{\"conditions\":[]}",
                "{\"expiration\":\"tomorrow\",\"conditions\":[]}",
                "{\"expiration\":\"2020-03-19T03:44:06.476Z\",\"conditions\":[]} x",
                "{\"expiration\":\"2020-03-19T03:44:06.476Z\",\"conditions\":[],\"condition\":[]}",
                "{\"expiration\":\"2020-03-19T03:44:06.476Z\",\"conditions\":[\"eq\"]}",
                "{\"expiration\":\"2020-03-19T03:44:06.476Z\",\"conditions\":[[\"like\",\"$key\",\"x\"]]}",
                "{\"expiration\":\"2020-03-19T03:44:06.476Z\",\"conditions\":[[\"eq\",\"key\",\"x\"]]}",
                "{\"expiration\":\"2020-03-19T03:44:06.476Z\",\"conditions\":[[\"in\",\"$key\",\"x\"]]}",
                "{\"expiration\":\"2020-03-19T03:44:06.476Z\",\"conditions\":[[\"content-length-range\",-1,2]]}",
                "{\"expiration\":\"2020-03-19T03:44:06.476Z\",\"conditions\":[[[[[[[[[[]]]]]]]]]]}",
            })
    void whatIsNoPolicyIsRefused(String json) {
        assertThatExceptionOfType(OssException.class)
                .isThrownBy(() -> PostPolicy.parse(encoded(json)))
                .matches(refusal -> refusal.error() == OssError.INVALID_FORM_POLICY);
    }

    @Test
    void whatIsNotBase64IsRefused() {
        assertThatExceptionOfType(OssException.class)
                .isThrownBy(() -> PostPolicy.parse("{}"))
                .matches(refusal -> refusal.error() == OssError.INVALID_FORM_POLICY);
    }
}
