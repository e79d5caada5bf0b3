package io.coffer.protocol.signature;

import static io.coffer.protocol.signature.Requests.credentials;
import static io.coffer.protocol.signature.Requests.headers;
import static io.coffer.protocol.signature.Requests.object;
import static io.coffer.protocol.signature.Requests.signable;
import static io.coffer.protocol.signature.Requests.verify;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.coffer.model.Region;
import io.coffer.protocol.Headers;
import io.coffer.protocol.Method;
import io.coffer.protocol.QueryParameters;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published vectors of version 4. */
class V4VectorTest {
    private static final String QUERY = "param1=value1&%2Bparam1=value3&%7Cparam1=value4&%2Bparam2=&%7Cparam2=&param2=";
    private static final Region CLOUD_BOX = new Region("cb-123");
    private static final SignatureVerifier VERIFIER =
            new SignatureVerifier(new SigningScope(Set.of("cn-hangzhou", "cb-123"), Set.of("oss", "oss-cloudbox")));

    private static SignableRequest request(String contentType) {
        return signable(
                Method.PUT,
                object("bucket", "1234+-/123/1.txt"),
                QUERY,
                headers(
                        "x-oss-head1", "value",
                        "abc", "value",
                        "ZAbc", "value",
                        "XYZ", "value",
                        "content-type", contentType));
    }

    private static RequestSigner signer(String product, boolean withToken) {
        SigningCredentials credentials = withToken ? credentials("token") : credentials();
        return product.equals("oss")
                ? new RequestSigner(credentials, Requests.REGION)
                : new RequestSigner(credentials, CLOUD_BOX, product);
    }

    @ParameterizedTest
    @CsvSource({
        "1702743657, oss, false, '', e21d18daa82167720f9b1047ae7e7f1ce7cb77a31e8203a7d5f4624fa0284afe",
        "1702784856, oss, true, '', b94a3f999cf85bcdc00d332fbd3734ba03e48382c36fa4d5af5df817395bd9ea",
        "1702747512, oss, false, ZAbc;abc, 4a4183c187c07c8947db7620deb0a6b38d9fbdd34187b6dbaccb316fa251212f",
        "1702747512, oss, false, ZAbc;abc;x-oss-head1;X-Oss-None, 4a4183c187c07c8947db7620deb0a6b38d9fbdd34187b6dbaccb316fa251212f",
        "1702743657, oss-cloudbox, false, '', 94ce1f12c17d148ea681030275a94449d3357f5b5b21133996eec80af3e08a43",
    })
    void signsAndAcceptsHeaders(long time, String product, boolean withToken, String additional, String signature) {
        Instant now = Instant.ofEpochSecond(time);
        SignableRequest request = request("text/plain");

        Headers signed = signer(product, withToken).signV4(request, now, Set.of(additional.split(";")));

        String authorization = signed.first("authorization").orElseThrow();
        assertThat(authorization).endsWith(",Signature=" + signature);
        if (!additional.isEmpty()) {
            assertThat(authorization).contains(",AdditionalHeaders=abc;zabc,");
        }
        accept(request.withHeaders(signed), now);
    }

    @ParameterizedTest
    @CsvSource({
        "1702781677, 599, oss, false, '', a39966c61718be0d5b14e668088b3fa07601033f6518ac7b523100014269c0fe",
        "1702785388, 599, oss, true, '', 3817ac9d206cd6dfc90f1c09c00be45005602e55898f26f5ddb06d7892e1f8b5",
        "1702783809, 599, oss, false, abc;ZAbc, 6bd984bfe531afb6db1f7550983a741b103a8c58e5e14f83ea474c2322dfa2b7",
        "1702781677, 432000, oss, false, '', 31029123dc7732d2d2cfd4006ea4fdb6cf86da6478f813e2bf8f87877c7b9fec",
        "1702781677, 599, oss-cloudbox, false, abc;ZAbc, 07284191b9b4978ac3520cd39ee2dea2747eda454089359371ff463a6c7ba20f",
        "1702783809, 599, oss-cloudbox, false, abc;ZAbc, 16782cc8a7a554523db055eb804b508522e7e370073108ad88ee2f47496701dd",
    })
    void signsAndAcceptsUrls(
            long time, long validity, String product, boolean withToken, String additional, String signature) {
        Instant now = Instant.ofEpochSecond(time);
        SignableRequest request = request("application/octet-stream");

        QueryParameters signed = signer(product, withToken)
                .presignV4(request, now, Duration.ofSeconds(validity), Set.of(additional.split(";")));

        assertThat(signed.first("x-oss-signature")).contains(signature);
        String url = RequestSigner.queryString(signed);
        assertThat(url).contains("&x-oss-credential=ak%2F2023121").contains("%2Faliyun_v4_request&");
        accept(request.withQuery(QueryParameters.parse(url)), now.plusSeconds(validity));
    }

    private static void accept(SignableRequest signed, Instant now) {
        var received = Requests.request(signed);
        SignatureClaim claim = SignatureClaim.parse(received).orElseThrow();
        assertThat(claim.version()).isEqualTo(SignatureVersion.V4);
        assertThat(claim.accessKeyId()).isEqualTo("ak");
        assertThatCode(() -> VERIFIER.verify(received, claim, Requests.SECRET, now))
                .doesNotThrowAnyException();
    }

    @Test
    void intermediateValuesOfTheFirstVector() {
        Headers headers = Headers.builder()
                .addAll(request("text/plain").headers())
                .set("x-oss-date", "20231216T162057Z")
                .set("x-oss-content-sha256", "UNSIGNED-PAYLOAD")
                .build();
        V4Scope scope = new V4Scope("20231216", "cn-hangzhou", "oss");

        SigningText text =
                V4StringToSign.of(request("").withHeaders(headers), new TreeSet<>(), "20231216T162057Z", scope);

        assertThat(text.canonicalRequest())
                .contains("PUT\n/bucket/1234%2B-/123/1.txt\n"
                        + "%2Bparam1=value3&%2Bparam2&%7Cparam1=value4&%7Cparam2&param1=value1&param2\n"
                        + "content-type:text/plain\nx-oss-content-sha256:UNSIGNED-PAYLOAD\n"
                        + "x-oss-date:20231216T162057Z\nx-oss-head1:value\n\n\nUNSIGNED-PAYLOAD");
        assertThat(text.stringToSign())
                .endsWith("\n20231216/cn-hangzhou/oss/aliyun_v4_request\n"
                        + "f4613657f1b108998e8dbd10a1aa5da621dc2c6e02c9ddec0f163664848704c4");
        assertThat(Hmac.hex(scope.signingKey(Requests.SECRET)))
                .isEqualTo("b412a03b134ebddd720f5167b5de6db66620ebb3b01cff4d49e3ccb09f8de97f");
    }

    @Test
    void theQueryOfTheFirstUrl() {
        QueryParameters signed = signer("oss", false)
                .presignV4(
                        request("application/octet-stream"),
                        Instant.ofEpochSecond(1_702_781_677),
                        Duration.ofSeconds(599),
                        Set.of());
        assertThat(EncodedQuery.of(signed, EmptyValues.BARE))
                .isEqualTo("%2Bparam1=value3&%2Bparam2&%7Cparam1=value4&%7Cparam2&param1=value1&param2"
                        + "&x-oss-credential=ak%2F20231217%2Fcn-hangzhou%2Foss%2Faliyun_v4_request"
                        + "&x-oss-date=20231217T025437Z&x-oss-expires=599&x-oss-signature-version=OSS4-HMAC-SHA256");
    }

    @Test
    void exampleOfTheDocumentation() {
        byte[] secret = "yourAccessKeySecret".getBytes(StandardCharsets.UTF_8);
        Instant time = Instant.parse("2025-04-11T06:41:24Z");
        SignableRequest request = signable(
                Method.PUT,
                object("examplebucket", "exampleobject"),
                "",
                headers(
                        "content-disposition", "attachment",
                        "content-length", "3",
                        "content-md5", "ICy5YqxZB1uWSwcVLSNLcA==",
                        "content-type", "text/plain"));

        Headers signed = new RequestSigner(
                        new SigningCredentials("yourAccessKeyId", secret, Optional.empty()), Requests.REGION)
                .signV4(request, time, Set.of("content-disposition", "content-length"));

        assertThat(signed.first("authorization"))
                .hasValueSatisfying(value -> assertThat(value)
                        .contains("AdditionalHeaders=content-disposition;content-length")
                        .endsWith("d3694c2dfc5371ee6acd35e88c4871ac95a7ba01d3a2f476768fe61218590097"));
        SigningText text = V4StringToSign.of(
                request.withHeaders(signed),
                new TreeSet<>(Set.of("content-disposition", "content-length")),
                "20250411T064124Z",
                new V4Scope("20250411", "cn-hangzhou", "oss"));
        assertThat(text.stringToSign()).endsWith("c46d96390bdbc2d739ac9363293ae9d710b14e48081fcb22cd8ad54b63136eca");
    }

    @Test
    void acceptsTheOtherOrderAndSpacingOfElements() {
        SignableRequest request = request("text/plain");
        Headers signed = Requests.signer().signV4(request, Requests.NOW, Set.of("abc"));
        String value = signed.first("authorization").orElseThrow();
        String credential = value.substring(value.indexOf("Credential="), value.indexOf(','));
        String signature = value.substring(value.indexOf("Signature="));
        String reordered = "OSS4-HMAC-SHA256 " + credential + ", " + signature + ", AdditionalHeaders=abc";

        assertThatCode(() -> verify(request.withHeaders(Headers.builder()
                        .addAll(signed)
                        .set("authorization", reordered)
                        .build())))
                .doesNotThrowAnyException();
    }

    @Test
    void acceptsTheDateHeaderInPlaceOfTheExtension() {
        acceptHandSigned(
                "Thu, 05 Mar 2026 08:09:10 GMT",
                "GET\n/bucket/key\n\nx-oss-content-sha256:UNSIGNED-PAYLOAD\n\n\nUNSIGNED-PAYLOAD",
                "",
                "",
                "Date",
                "Thu, 05 Mar 2026 08:09:10 GMT");
    }

    @ParameterizedTest
    @CsvSource({"param", "param="})
    void acceptsEitherFormOfAnEmptyParameter(String signed) {
        acceptHandSigned(
                "20260305T080910Z",
                "GET\n/bucket/key\n" + signed
                        + "\nx-oss-content-sha256:UNSIGNED-PAYLOAD\nx-oss-date:20260305T080910Z\n\n\nUNSIGNED-PAYLOAD",
                "",
                "param=",
                "x-oss-date",
                "20260305T080910Z");
    }

    @ParameterizedTest
    @CsvSource({"''", "'x-oss-acl:\n'"})
    void acceptsASignatureThatLeavesOutEmptyHeadersAndOneThatDoesNot(String line) {
        acceptHandSigned(
                "20260305T080910Z",
                "GET\n/bucket/key\n\n" + line
                        + "x-oss-content-sha256:UNSIGNED-PAYLOAD\nx-oss-date:20260305T080910Z\n\n\nUNSIGNED-PAYLOAD",
                "",
                "",
                "x-oss-date",
                "20260305T080910Z",
                "x-oss-acl",
                "");
    }

    @ParameterizedTest
    @CsvSource({"bucket.oss.example:9000", "bucket.oss.example"})
    void acceptsTheHostWithAndWithoutItsPort(String host) {
        acceptHandSigned(
                "20260305T080910Z",
                "GET\n/bucket/key\n\nhost:" + host
                        + "\nx-oss-content-sha256:UNSIGNED-PAYLOAD\nx-oss-date:20260305T080910Z\n\nhost\nUNSIGNED-PAYLOAD",
                ",AdditionalHeaders=host",
                "",
                "x-oss-date",
                "20260305T080910Z");
    }

    private static void acceptHandSigned(
            String date, String canonicalRequest, String additional, String query, String... headers) {
        V4Scope scope = new V4Scope("20260305", "cn-hangzhou", "oss");
        String text = "OSS4-HMAC-SHA256\n" + date + "\n" + scope + "\n" + Hmac.hexOfSha256(canonicalRequest);
        String signature = Hmac.hex(Hmac.sha256(scope.signingKey(Requests.SECRET), text));
        Headers signed = Headers.builder()
                .addAll(Requests.headers(headers))
                .add("x-oss-content-sha256", "UNSIGNED-PAYLOAD")
                .add(
                        "Authorization",
                        "OSS4-HMAC-SHA256 Credential=ak/" + scope + additional + ",Signature=" + signature)
                .build();
        assertThatCode(() -> verify(signable(Method.GET, object("bucket", "key"), query, signed)))
                .doesNotThrowAnyException();
    }
}
