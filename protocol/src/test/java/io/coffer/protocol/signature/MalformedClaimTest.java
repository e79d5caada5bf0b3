package io.coffer.protocol.signature;

import static io.coffer.protocol.signature.Requests.headers;
import static io.coffer.protocol.signature.Requests.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.Region;
import io.coffer.protocol.Headers;
import io.coffer.protocol.Method;
import io.coffer.protocol.OssRequest;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Claims that are malformed, partial or doubled, and where their parts come from. */
class MalformedClaimTest {
    private static final String DATE = "Thu, 05 Mar 2026 08:09:10 GMT";
    private static final String CREDENTIAL = "ak/20260305/cn-hangzhou/oss/aliyun_v4_request";
    private static final String V4_URL = "x-oss-signature-version=OSS4-HMAC-SHA256&x-oss-date=20260305T080910Z"
            + "&x-oss-expires=60&x-oss-credential=" + CREDENTIAL + "&x-oss-signature=00";

    private static OssRequest get(String query, String... headers) {
        return Requests.request(Method.GET, object("bucket", "key"), query, headers(headers));
    }

    private static void assertRefused(OssRequest request, OssError error, int status, String code, String ec) {
        OssException refusal = catchThrowableOfType(OssException.class, () -> SignatureClaim.parse(request));
        assertThat(refusal).isNotNull();
        assertThat(refusal.error()).isEqualTo(error);
        assertThat(refusal.error().status()).isEqualTo(status);
        assertThat(refusal.error().code()).isEqualTo(code);
        assertThat(refusal.error().ec().orElse("")).isEqualTo(ec);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OSS|MALFORMED_AUTHORIZATION|",
                "OSS ak|MALFORMED_AUTHORIZATION|",
                "OSS :sig|MALFORMED_AUTHORIZATION|",
                "OSS ak:|MALFORMED_AUTHORIZATION|",
                "''|MALFORMED_AUTHORIZATION|",
                "Basic YTpi|MALFORMED_AUTHORIZATION|",
                "AWS ak:sig|MALFORMED_AUTHORIZATION|",
                "oss ak:sig|MALFORMED_AUTHORIZATION|",
                "OSS2 AccessKeyId:ak|MALFORMED_AUTHORIZATION|",
                "OSS2 AccessKeyId:ak,Signature:|MALFORMED_AUTHORIZATION|",
                "OSS2 AccessKeyId:ak,Signature:s,Other:x|MALFORMED_AUTHORIZATION|",
                "OSS4-HMAC-SHA256|MALFORMED_V4_AUTHORIZATION|0002-00000202",
                "OSS4-HMAC-SHA256X Credential=C,Signature=00|MALFORMED_V4_AUTHORIZATION|0002-00000202",
                "OSS4-HMAC-SHA256 Credential=C|MALFORMED_V4_AUTHORIZATION|0002-00000202",
                "OSS4-HMAC-SHA256 Signature=00|MALFORMED_V4_AUTHORIZATION|0002-00000202",
                "OSS4-HMAC-SHA256 Credential=C,Signature=|MALFORMED_V4_AUTHORIZATION|0002-00000202",
                "OSS4-HMAC-SHA256 Credential=C,Signature=00,|MALFORMED_V4_AUTHORIZATION|0002-00000202",
                "OSS4-HMAC-SHA256 Credential=C,Signature=00,Signature=01|MALFORMED_V4_AUTHORIZATION|0002-00000202",
                "OSS4-HMAC-SHA256 Credential=C,Signature=00,Other=x|MALFORMED_V4_AUTHORIZATION|0002-00000202",
                "OSS4-HMAC-SHA256 Credential=C,AdditionalHeaders=,Signature=00|EMPTY_ADDITIONAL_HEADERS|0002-00000209",
                "OSS4-HMAC-SHA256 Credential=ak/2026035/cn-hangzhou/oss/aliyun_v4_request,Signature=00|INVALID_V4_DATE|0002-00000212",
                "OSS4-HMAC-SHA256 Credential=ak/20260230/cn-hangzhou/oss/aliyun_v4_request,Signature=00|INVALID_V4_DATE|0002-00000212",
                "OSS4-HMAC-SHA256 Credential=ak/20260304/cn-hangzhou/oss/aliyun_v4_request,Signature=00|INVALID_V4_DATE|0002-00000212",
                "OSS4-HMAC-SHA256 Credential=ak/20260305/cn-hangzhou/oss/aws4_request,Signature=00|INVALID_V4_CREDENTIAL|0002-00000213",
                "OSS4-HMAC-SHA256 Credential=ak/20260305/cn-hangzhou/oss,Signature=00|INVALID_V4_CREDENTIAL|0002-00000213",
                "OSS4-HMAC-SHA256 Credential=/20260305/cn-hangzhou/oss/aliyun_v4_request,Signature=00|INVALID_V4_CREDENTIAL|0002-00000213",
            })
    void malformedHeader(String authorization, OssError error, String ec) {
        boolean v4 = authorization.startsWith("OSS4");
        OssRequest request = get(
                "",
                "Authorization",
                authorization.replace("=C", "=" + CREDENTIAL),
                "x-oss-date",
                v4 ? "20260305T080910Z" : DATE,
                "x-oss-content-sha256",
                "UNSIGNED-PAYLOAD");
        assertRefused(request, error, 400, "InvalidArgument", ec == null ? "" : ec);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OSSAccessKeyId=ak&Signature=s|MISSING_URL_EXPIRES|403|AccessDenied|0002-00000067",
                "OSSAccessKeyId=ak&Signature=s&Expires=|EMPTY_URL_EXPIRES|403|AccessDenied|0002-00000068",
                "OSSAccessKeyId=ak&Signature=s&Expires=soon|INVALID_URL_EXPIRES|403|AccessDenied|0002-00000070",
                "OSSAccessKeyId=ak&Signature=s&Expires=-1|INVALID_URL_EXPIRES|403|AccessDenied|0002-00000070",
                "OSSAccessKeyId=ak&Signature=s&Expires=1234567890123456789|INVALID_URL_EXPIRES|403|AccessDenied|0002-00000070",
                "OSSAccessKeyId=ak&Signature=&Expires=1|INVALID_URL_SIGNATURE|403|AccessDenied|0002-00000065",
                "OSSAccessKeyId=ak&Expires=1|INCOMPLETE_URL_SIGNATURE|403|AccessDenied|",
                "OSSAccessKeyId=&Signature=s&Expires=1|INCOMPLETE_URL_SIGNATURE|403|AccessDenied|",
                "Signature=s&Expires=1|INCOMPLETE_URL_SIGNATURE|403|AccessDenied|",
                "Expires=1|INCOMPLETE_URL_SIGNATURE|403|AccessDenied|",
                "x-oss-signature-version=OSS2&x-oss-expires=1&x-oss-signature=s|INCOMPLETE_URL_SIGNATURE|403|AccessDenied|",
                "x-oss-signature-version=OSS2&x-oss-expires=1&x-oss-signature=&x-oss-access-key-id=ak|INVALID_URL_SIGNATURE|403|AccessDenied|0002-00000065",
                "x-oss-signature-version=OSS2&x-oss-signature=s&x-oss-access-key-id=ak|MISSING_URL_EXPIRES|403|AccessDenied|0002-00000067",
                "x-oss-signature-version=OSS3|INVALID_ARGUMENT|400|InvalidArgument|",
                "x-oss-signature=00|INVALID_ARGUMENT|400|InvalidArgument|",
                "x-oss-credential=00|INVALID_ARGUMENT|400|InvalidArgument|",
            })
    void malformedUrl(String query, OssError error, int status, String code, String ec) {
        assertRefused(get(query), error, status, code, ec == null ? "" : ec);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "&x-oss-signature=00|''|MISSING_V4_URL_SIGNATURE|0002-00000219",
                "x-oss-signature=00|x-oss-signature=|MISSING_V4_URL_SIGNATURE|0002-00000219",
                "080910Z|0809Z|INVALID_V4_URL_DATE|0002-00000223",
                "x-oss-date=20260305|x-oss-date=20260306|INVALID_V4_URL_DATE|0002-00000223",
                "ak/20260305|ak/2026-03-05|INVALID_V4_URL_DATE|0002-00000223",
                "/aliyun_v4_request|''|INVALID_V4_URL_CREDENTIAL|0002-00000223",
                "x-oss-expires=60|x-oss-expires=0|INVALID_V4_URL_EXPIRES|0002-00000232",
                "x-oss-expires=60|x-oss-expires=604801|INVALID_V4_URL_EXPIRES|0002-00000232",
                "x-oss-expires=60|x-oss-expires=-1|INVALID_V4_URL_EXPIRES|0002-00000232",
                "x-oss-expires=60|x-oss-expires=1h|INVALID_V4_URL_EXPIRES|0002-00000232",
                "&x-oss-expires=60|''|INVALID_V4_URL_EXPIRES|0002-00000232",
            })
    void malformedV4Url(String part, String replacement, OssError error, String ec) {
        String query = V4_URL.replace(part, replacement);
        assertThat(query).isNotEqualTo(V4_URL);
        assertRefused(get(query), error, 400, "InvalidArgument", ec);
    }

    @Test
    void theLongestV4UrlIsAWeek() {
        String query = V4_URL.replace("x-oss-expires=60", "x-oss-expires=604800");
        assertThat(SignatureClaim.parse(get(query))).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "Signature=s",
        "Expires=1",
        "OSSAccessKeyId=ak",
        "x-oss-signature-version=OSS4-HMAC-SHA256",
        "x-oss-signature=00",
        "x-oss-credential=c",
    })
    void headerAndUrlTogether(String query) {
        OssRequest request = get(query, "Authorization", "OSS ak:sig", "Date", DATE);
        assertRefused(request, OssError.HEADER_AND_URL_SIGNATURE, 400, "InvalidArgument", "0002-00000010");
    }

    @Test
    void tokenInHeaderAndUrlTogether() {
        assertRefused(
                get(V4_URL + "&x-oss-security-token=t", "x-oss-security-token", "t"),
                OssError.HEADER_AND_URL_SIGNATURE,
                400,
                "InvalidArgument",
                "0002-00000010");
    }

    @Test
    void wrongPayloadHash() {
        String authorization = "OSS4-HMAC-SHA256 Credential=" + CREDENTIAL + ",Signature=00";
        OssError error = OssError.INVALID_CONTENT_SHA256;
        assertRefused(
                get("", "Authorization", authorization, "x-oss-date", "20260305T080910Z"),
                error,
                400,
                "InvalidArgument",
                "0002-00000214");
        for (String hash : new String[] {"", "unsigned-payload", "0".repeat(64)}) {
            assertRefused(
                    get(
                            "",
                            "Authorization",
                            authorization,
                            "x-oss-date",
                            "20260305T080910Z",
                            "x-oss-content-sha256",
                            hash),
                    error,
                    400,
                    "InvalidArgument",
                    "0002-00000214");
            assertRefused(get(V4_URL, "x-oss-content-sha256", hash), error, 400, "InvalidArgument", "0002-00000214");
        }
    }

    @Test
    void missingOrMalformedDate() {
        String v4 = "OSS4-HMAC-SHA256 Credential=" + CREDENTIAL + ",Signature=00";
        String v2 = "OSS2 AccessKeyId:ak,Signature:s";
        for (String authorization : new String[] {"OSS ak:sig", v2, v4}) {
            for (String[] date :
                    new String[][] {{"x-other", ""}, {"Date", "yesterday"}, {"x-oss-date", "2026-03-05"}}) {
                OssRequest request = get(
                        "",
                        "Authorization",
                        authorization,
                        "x-oss-content-sha256",
                        "UNSIGNED-PAYLOAD",
                        date[0],
                        date[1]);
                assertRefused(request, OssError.INVALID_REQUEST_DATE, 403, "AccessDenied", "0002-00000503");
            }
        }
    }

    @Test
    void repeatedHeaders() {
        assertRefused(
                get("", "Authorization", "OSS ak:sig", "Authorization", "OSS ak:sig", "Date", DATE),
                OssError.MALFORMED_AUTHORIZATION,
                400,
                "InvalidArgument",
                "");
        assertRefused(
                get("", "Authorization", "OSS ak:sig", "Date", DATE, "Date", DATE),
                OssError.REPEATED_SIGNED_HEADER,
                400,
                "InvalidArgument",
                "");
    }

    @Test
    void noClaimIsAnonymous() {
        assertThat(SignatureClaim.parse(get("acl&versionId=1&response-expires=x", "x-oss-security-token", "t")))
                .isEmpty();
    }

    @Test
    void tokensFromEveryPlace() {
        String v1 = "OSSAccessKeyId=ak&Signature=s&Expires=1";
        String v2 = "x-oss-signature-version=OSS2&x-oss-expires=1&x-oss-signature=s&x-oss-access-key-id=ak";
        assertThat(token(get("", "Authorization", "OSS ak:s", "Date", DATE, "x-oss-security-token", "t")))
                .contains("t");
        assertThat(token(get("", "Authorization", "OSS ak:s", "Date", DATE, "security-token", "t")))
                .contains("t");
        assertThat(token(get("", "Authorization", "OSS ak:s", "Date", DATE, "x-oss-security-token", "")))
                .isEmpty();
        assertThat(token(get(v1 + "&security-token=t"))).contains("t");
        assertThat(token(get(v2 + "&x-oss-security-token=t"))).contains("t");
        assertThat(token(get(V4_URL + "&x-oss-security-token=t"))).contains("t");
        assertThat(token(get(V4_URL))).isEmpty();
    }

    private static Optional<String> token(OssRequest request) {
        return SignatureClaim.parse(request).orElseThrow().securityToken();
    }

    @Test
    void claimsDoNotPrintTheirToken() {
        for (String query : new String[] {
            "OSSAccessKeyId=ak&Signature=s&Expires=1&security-token=hidden",
            "x-oss-signature-version=OSS2&x-oss-expires=1&x-oss-signature=s&x-oss-access-key-id=ak&security-token=hidden",
            V4_URL + "&x-oss-security-token=hidden"
        }) {
            SignatureClaim claim = SignatureClaim.parse(get(query)).orElseThrow();
            assertThat(claim.inUrl()).isTrue();
            assertThat(claim.toString()).contains("ak").doesNotContain("hidden");
        }
        assertThat(Requests.credentials("hidden").toString()).contains("ak").doesNotContain("hidden", "sk");
    }

    @Test
    void theFirstOfARepeatedUrlParameterCounts() {
        SignatureClaim claim = SignatureClaim.parse(
                        get("OSSAccessKeyId=ak&OSSAccessKeyId=b&Signature=s&Signature=r&Expires=2&Expires=3"))
                .orElseThrow();
        assertThat(claim.accessKeyId()).isEqualTo("ak");
        assertThat(claim.signature()).isEqualTo("s");
        assertThat(claim)
                .isInstanceOfSatisfying(
                        V1Claim.class, v1 -> assertThat(v1.dateSlots()).containsExactly("2"));
    }

    @Test
    void regionAndProductMustBeServed() {
        assertScopeRefused(
                V4_URL.replace("cn-hangzhou", "cn-beijing"), OssError.INVALID_V4_URL_REGION, "0002-00000226");
        assertScopeRefused(V4_URL.replace("/oss/", "/ecs/"), OssError.INVALID_V4_URL_PRODUCT, "");
    }

    private static void assertScopeRefused(String query, OssError error, String ec) {
        OssException refusal =
                catchThrowableOfType(OssException.class, () -> Requests.verify(get(query), Requests.NOW));
        assertThat(refusal.error()).isEqualTo(error);
        assertThat(refusal.error().status()).isEqualTo(400);
        assertThat(refusal.error().ec().orElse("")).isEqualTo(ec);
    }

    @Test
    void regionAndProductOfAHeaderMustBeServed() {
        SignableRequest request = Requests.signable(Method.GET, object("bucket", "key"), "", Headers.NONE);
        Headers elsewhere = new RequestSigner(Requests.credentials(), new Region("cn-beijing"))
                .signV4(request, Requests.NOW, Set.of());
        Headers otherwise = new RequestSigner(Requests.credentials(), Requests.REGION, "ecs")
                .signV4(request, Requests.NOW, Set.of());
        OssException region =
                catchThrowableOfType(OssException.class, () -> Requests.verify(request.withHeaders(elsewhere)));
        OssException product =
                catchThrowableOfType(OssException.class, () -> Requests.verify(request.withHeaders(otherwise)));
        assertThat(region.error()).isEqualTo(OssError.INVALID_SIGNING_REGION);
        assertThat(region.error().ec()).contains("0002-00000228");
        assertThat(product.error()).isEqualTo(OssError.INVALID_SIGNING_PRODUCT);
        assertThat(product.error().ec()).contains("0002-00000227");
    }
}
