package io.coffer.protocol.signature;

import static io.coffer.protocol.signature.Requests.SECRET;
import static io.coffer.protocol.signature.Requests.bucket;
import static io.coffer.protocol.signature.Requests.credentials;
import static io.coffer.protocol.signature.Requests.headers;
import static io.coffer.protocol.signature.Requests.object;
import static io.coffer.protocol.signature.Requests.request;
import static io.coffer.protocol.signature.Requests.signable;
import static io.coffer.protocol.signature.Requests.signer;
import static io.coffer.protocol.signature.Requests.verify;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.coffer.protocol.Headers;
import io.coffer.protocol.Method;
import io.coffer.protocol.QueryParameters;
import io.coffer.protocol.QueryParameters.Parameter;
import io.coffer.protocol.Target;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The published vectors of version 1. */
class V1VectorTest {
    private static final String DATE = "Wed, 28 Dec 2022 10:27:41 GMT";
    private static final Instant TIME = Instant.parse("2022-12-28T10:27:41Z");
    private static final Headers NELSON = headers(
            "Date", DATE,
            "Content-MD5", "eB5eJF1ptWaXm4bijSPyxw==",
            "Content-Type", "text/html",
            "x-oss-meta-magic", "abracadabra",
            "x-oss-meta-author", "alice");

    /** What some SDKs leave unsigned, and what an addition by somebody else can therefore not be told from. */
    private static final Set<String> HARMLESS = Set.of(
            "continuation-token",
            "x-oss-enable-md5",
            "x-oss-enable-sha1",
            "x-oss-enable-sha256",
            "x-oss-hash-ctx",
            "x-oss-md5-ctx",
            "x-oss-process",
            "x-oss-traffic-limit");

    static Stream<Arguments> headerVectors() {
        String nelson = "PUT\neB5eJF1ptWaXm4bijSPyxw==\ntext/html\n" + DATE + "\nx-oss-date:" + DATE
                + "\nx-oss-meta-author:alice\nx-oss-meta-magic:abracadabra\n/examplebucket/nelson";
        String get = "GET\n\n\n" + DATE + "\nx-oss-date:" + DATE + "\n/examplebucket/";
        SignableRequest put = signable(Method.PUT, object("examplebucket", "nelson"), "", NELSON);
        return Stream.of(
                Arguments.of(put, nelson, "kSHKmLxlyEAKtZPkJhG9bZb5k7M="),
                Arguments.of(
                        put.withQuery(QueryParameters.parse("acl")), nelson + "?acl", "/afkugFbmWDQ967j1vr6zygBLQk="),
                Arguments.of(
                        signable(
                                Method.GET,
                                bucket("examplebucket"),
                                "resourceGroup&non-resousce=null",
                                headers("Date", DATE)),
                        get + "?resourceGroup",
                        "vkQmfuUDyi1uDi3bKt67oemssIs="),
                Arguments.of(
                        signable(Method.GET, bucket("examplebucket"), "resourceGroup&acl", headers("Date", DATE)),
                        get + "?acl&resourceGroup",
                        "x3E5TgOvl/i7PN618s5mEvpJDYk="));
    }

    @ParameterizedTest
    @MethodSource("headerVectors")
    void signsAndAcceptsHeaders(SignableRequest request, String stringToSign, String signature) {
        Headers signed = signer().signV1(request, TIME);

        assertThat(signed.first("authorization")).contains("OSS ak:" + signature);
        assertThat(V1StringToSign.of(request.withHeaders(signed), DATE)).isEqualTo(stringToSign);
        assertThatCode(() -> verify(request(request.withHeaders(signed)), TIME)).doesNotThrowAnyException();
    }

    static Stream<Arguments> urlVectors() {
        return Stream.of(
                Arguments.of(
                        "key", "versionId=versionId", Headers.NONE, "", 1699807420, "dcLTea+Yh9ApirQ8o8dOPqtvJXQ="),
                Arguments.of(
                        "key+123",
                        "versionId=versionId",
                        Headers.NONE,
                        "token",
                        1699808204,
                        "jzKYRrM5y6Br0dRFPaTGOsbrDhY="),
                Arguments.of(
                        "key+123",
                        "versionId=versionId",
                        Headers.NONE,
                        "attachment; /file/name==example.txt++",
                        1699808204,
                        "su58IVk06Q73DHwcMsXft/RTZ98="),
                Arguments.of(
                        "key",
                        "versionId=versionId&unsigned=1&list-type=2"
                                + "&response-content-disposition=attachment%3B%20filename%3Dexample.txt",
                        headers("Content-Type", "application/octet-stream", "x-oss-head1", "value"),
                        "token",
                        1699808204,
                        "VmWfLWfxbR3MSFvUx5+nyQhCa3g="));
    }

    @ParameterizedTest
    @MethodSource("urlVectors")
    void signsAndAcceptsUrls(String key, String query, Headers headers, String token, long expires, String signature) {
        SigningCredentials credentials = token.isEmpty() ? credentials() : credentials(token);
        Instant expiry = Instant.ofEpochSecond(expires);
        SignableRequest request = signable(Method.GET, object("bucket", key), query, headers);

        QueryParameters signed = new RequestSigner(credentials, Requests.REGION).presignV1(request, expiry);

        assertThat(signed.first("Signature")).contains(signature);
        QueryParameters received = QueryParameters.parse(RequestSigner.queryString(signed));
        assertThatCode(() -> verify(request(request.withQuery(received)), expiry))
                .doesNotThrowAnyException();
    }

    @Test
    void digestVectorOfTheSdks() {
        String data = "/ListTable\nDate=Mon%2C%2028%20Nov%202011%2014%3A02%3A46%20GMT&OTSAccessKeyId=csdev"
                + "&APIVersion=1&SignatureMethod=HmacSHA1&SignatureVersion=1";
        assertThat(Hmac.base64(Hmac.sha1("csdev".getBytes(StandardCharsets.UTF_8), data)))
                .isEqualTo("3mAoxRc8hd7WdaFB5Ii7dGNcwx0=");
    }

    @Test
    void headersSortByName() {
        List<String> names = List.of(
                "x-oss-date",
                "x-oss-meta-123",
                "x-oss-meta-aaa",
                "x-oss-meta-abc",
                "x-oss-meta-abc-123",
                "x-oss-meta-abc123",
                "x-oss-meta-abc_123",
                "x-oss-meta-zzz");
        List<String> all = new ArrayList<>(List.of("content-md5", "content-type"));
        all.addAll(names);
        Headers.Builder reversed = Headers.builder();
        all.reversed().forEach(name -> reversed.add(name.toUpperCase(Locale.ROOT), "v"));

        assertThat(SignedHeaders.defaultsAnd(reversed.build(), Set.of()).names())
                .containsExactlyElementsOf(all);
        assertThat(SignedHeaders.extensions(reversed.build()).names()).containsExactlyElementsOf(names);
    }

    /** What other clients sign of the same request, worked out by hand. */
    static Stream<Arguments> dialects() {
        String date = SigningDate.http(Requests.NOW);
        return Stream.of(
                Arguments.of("bare", "acl=", "GET\n\n\n" + date + "\n/bucket/key?acl"),
                Arguments.of("equals", "acl", "GET\n\n\n" + date + "\n/bucket/key?acl="),
                Arguments.of("mixed", "versionId=&acl", "GET\n\n\n" + date + "\n/bucket/key?acl&versionId="),
                Arguments.of(
                        "extensions of the list",
                        "x-oss-process=a&x-oss-other=b",
                        "GET\n\n\n" + date + "\n/bucket/key?x-oss-process=a"),
                Arguments.of(
                        "all extensions",
                        "x-oss-process=a&x-oss-other=b",
                        "GET\n\n\n" + date + "\n/bucket/key?x-oss-other=b&x-oss-process=a"),
                Arguments.of("no extensions", "x-oss-process=a&uploads", "GET\n\n\n" + date + "\n/bucket/key?uploads"),
                Arguments.of("selectors no SDK signs", "accessmonitor", "GET\n\n\n" + date + "\n/bucket/key"),
                Arguments.of("unknown parameters", "prefix=a&list-type=2", "GET\n\n\n" + date + "\n/bucket/key"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dialects")
    void acceptsWhatOtherClientsSign(String name, String query, String stringToSign) {
        String signature = Hmac.base64(Hmac.sha1(SECRET, stringToSign));
        Headers headers = headers("Date", SigningDate.http(Requests.NOW), "Authorization", "OSS ak:" + signature);
        assertThatCode(() -> verify(signable(Method.GET, object("bucket", "key"), query, headers)))
                .doesNotThrowAnyException();
    }

    @Test
    void acceptsEitherDateInTheDatesLine() {
        String date = "Thu, 05 Mar 2026 08:09:10 GMT";
        String extensionDate = "Thu, 05 Mar 2026 08:09:09 GMT";
        for (String slot : List.of(date, extensionDate)) {
            String text = "GET\n\n\n" + slot + "\nx-oss-date:" + extensionDate + "\n/";
            Headers headers = headers(
                    "Date", date,
                    "x-oss-date", extensionDate,
                    "Authorization", "OSS ak:" + Hmac.base64(Hmac.sha1(SECRET, text)));
            assertThatCode(() -> verify(signable(Method.GET, Target.SERVICE, "", headers)))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void acceptsASignatureThatLeavesOutEmptyHeadersAndOneThatDoesNot() {
        String date = "Thu, 5 Mar 2026 08:09:10 GMT";
        for (String empty : List.of("", "x-oss-acl:\n")) {
            String text = "PUT\n\n\n" + date + "\n" + empty + "/bucket/";
            Headers headers = headers(
                    "Date", date, "x-oss-acl", "", "Authorization", "OSS ak:" + Hmac.base64(Hmac.sha1(SECRET, text)));
            assertThatCode(() -> verify(signable(Method.PUT, bucket("bucket"), "", headers)))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void coversTheListAndNothingElse() {
        assertThat(V1SubResources.names()).hasSize(120).doesNotContainAnyElementsOf(V1SubResources.NEVER_SIGNED);
        assertThat(V1SubResources.contains("encryption")).isTrue();
        assertThat(V1SubResources.contains("prefix")).isFalse();
    }

    @Test
    void everyNameOfTheListThatCouldHurtIsAlwaysCovered() {
        SignableRequest request = signable(Method.GET, object("bucket", "key"), "", Headers.NONE);
        QueryParameters signed = signer().presignV1(request, Requests.NOW);
        assertThatCode(() -> verify(request.withQuery(signed))).doesNotThrowAnyException();
        for (String name : V1SubResources.names()) {
            if (HARMLESS.contains(name)) {
                continue;
            }
            List<Parameter> added = new ArrayList<>(signed.all());
            added.add(new Parameter(name, Optional.of(name.equals("security-token") ? "x" : "")));
            TamperingTest.assertRefused(request.withQuery(new QueryParameters(added)));
        }
    }
}
