package io.coffer.protocol.signature;

import static io.coffer.protocol.signature.Requests.NOW;
import static io.coffer.protocol.signature.Requests.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.coffer.model.OssException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How forms say who sends them. */
class FormClaimTest {
    private static final String POLICY = "eyJleHBpcmF0aW9uIjoiIn0=";
    private static final String CREDENTIAL = "ak/20260305/cn-hangzhou/oss/aliyun_v4_request";

    private static Map<String, String> version1() {
        return new HashMap<>(Map.of(
                "ossaccesskeyid", "ak", "policy", POLICY, "signature", PostPolicySignature.signV1(POLICY, SECRET)));
    }

    private static Map<String, String> version2() {
        return new HashMap<>(Map.of(
                "x-oss-signature-version",
                "OSS2",
                "x-oss-access-key-id",
                "ak",
                "policy",
                POLICY,
                "x-oss-signature",
                PostPolicySignature.signV2(POLICY, SECRET)));
    }

    private static Map<String, String> version4() {
        return new HashMap<>(Map.of(
                "x-oss-signature-version",
                "OSS4-HMAC-SHA256",
                "x-oss-credential",
                CREDENTIAL,
                "x-oss-date",
                "20260305T080910Z",
                "policy",
                POLICY,
                "x-oss-signature",
                PostPolicySignature.signV4(POLICY, CREDENTIAL, SECRET)));
    }

    private static Map<String, String> fields(String version) {
        return switch (version) {
            case "V1" -> version1();
            case "V2" -> version2();
            default -> version4();
        };
    }

    private static void verify(Map<String, String> fields, Instant now) {
        FormClaim claim =
                FormClaim.parse(name -> Optional.ofNullable(fields.get(name))).orElseThrow();
        Requests.verifier().verify(claim, SECRET, now);
    }

    @Test
    void everyVersionIsAccepted() {
        for (Map<String, String> fields : List.of(version1(), version2(), version4())) {
            assertThatCode(() -> verify(fields, NOW)).doesNotThrowAnyException();
        }
        assertThat(FormClaim.parse(name -> Optional.empty())).isEmpty();
        assertThat(PostPolicySignature.signV2("e30=", SECRET)).isEqualTo(Hmac.base64(Hmac.sha256(SECRET, "e30=")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "V1|policy|none|400 InvalidArgument 0002-00000702",
                "V1|policy|''|400 InvalidArgument 0006-00000205",
                "V1|policy|e30=|403 SignatureDoesNotMatch 0002-00000705",
                "V1|signature|none|400 InvalidArgument 0002-00000703",
                "V1|signature|''|400 InvalidArgument 0002-00000704",
                "V1|signature|AAAA|403 SignatureDoesNotMatch 0002-00000705",
                "V1|ossaccesskeyid|none|400 InvalidArgument 0002-00000706",
                "V2|policy|none|400 InvalidArgument 0002-00000702",
                "V2|policy|e30=|403 SignatureDoesNotMatch 0002-00000705",
                "V2|x-oss-signature|none|400 InvalidArgument 0002-00000703",
                "V2|x-oss-signature|''|400 InvalidArgument 0002-00000704",
                "V2|x-oss-signature|AAAA|403 SignatureDoesNotMatch 0002-00000705",
                "V2|x-oss-access-key-id|none|400 InvalidArgument 0002-00000706",
                "V2|x-oss-signature-version|none|400 InvalidArgument ",
                "V2|x-oss-signature-version|OSS3|400 InvalidArgument ",
                "V2|x-oss-signature-version|OSS4-HMAC-SHA256|400 InvalidArgument 0002-00000710",
                "V4|policy|none|400 InvalidArgument 0002-00000702",
                "V4|policy|e30=|403 SignatureDoesNotMatch 0002-00000705",
                "V4|x-oss-signature|none|400 InvalidArgument 0002-00000703",
                "V4|x-oss-signature|''|400 InvalidArgument 0002-00000704",
                "V4|x-oss-signature|00|403 SignatureDoesNotMatch 0002-00000705",
                "V4|x-oss-signature-version|OSS2|400 InvalidArgument 0002-00000706",
                "V4|x-oss-date|none|400 InvalidArgument 0002-00000709",
                "V4|x-oss-date|2026-03-05|400 InvalidArgument 0002-00000709",
                "V4|x-oss-date|20260306T080910Z|400 InvalidArgument 0002-00000709",
                "V4|x-oss-credential|none|400 InvalidArgument 0002-00000710",
                "V4|x-oss-credential|ak/20260305/cn-hangzhou/oss/aws4_request|400 InvalidArgument 0002-00000710",
                "V4|x-oss-credential|ak/2026-03-05/cn-hangzhou/oss/aliyun_v4_request|400 InvalidArgument 0002-00000709",
                "V4|x-oss-credential|ak/20260305/cn-beijing/oss/aliyun_v4_request|400 InvalidArgument 0002-00000226",
                "V4|x-oss-credential|ak/20260305/cn-hangzhou/ecs/aliyun_v4_request|400 InvalidArgument ",
            })
    void everyFieldCounts(String version, String name, String value, String outcome) {
        Map<String, String> fields = fields(version);
        assertThat(fields).containsKey(name);
        if (value == null) {
            fields.remove(name);
        } else {
            fields.put(name, value);
        }
        assertThat(outcome(fields, NOW)).isEqualTo(outcome.strip());
    }

    @Test
    void version4IsGoodForAWeekAndNotBeforeItsTime() {
        Duration week = Duration.ofDays(7);
        Duration quarter = Duration.ofMinutes(15);
        for (Instant good : List.of(NOW, NOW.plus(week), NOW.minus(quarter))) {
            assertThatCode(() -> verify(version4(), good)).doesNotThrowAnyException();
        }
        for (Instant bad :
                List.of(NOW.plus(week).plusMillis(1), NOW.minus(quarter).minusMillis(1))) {
            assertThat(outcome(version4(), bad)).isEqualTo("400 InvalidArgument 0002-00000709");
        }
    }

    @Test
    void aMismatchShowsThePolicyAndNotTheSecret() {
        Map<String, String> fields = version1();
        fields.put("policy", "A".repeat(20_000));
        FormClaim claim =
                FormClaim.parse(name -> Optional.ofNullable(fields.get(name))).orElseThrow();
        OssException refusal = catchThrowableOfType(
                OssException.class, () -> Requests.verifier().verify(claim, SECRET, NOW));
        assertThat(refusal.details().stream().map(OssException.Detail::name))
                .containsExactly("OSSAccessKeyId", "SignatureProvided", "StringToSign");
        assertThat(refusal.details().getLast().value()).hasSizeLessThan(3000).startsWith("AAAA");
        assertThat(claim.toString()).isEqualTo("FormClaim[ak]");
    }

    private static String outcome(Map<String, String> fields, Instant now) {
        OssException refusal = catchThrowableOfType(OssException.class, () -> verify(fields, now));
        return (refusal.error().status() + " " + refusal.error().code() + " "
                        + refusal.error().ec().orElse(""))
                .strip();
    }
}
