package io.coffer.protocol.signature;

import static io.coffer.protocol.signature.Requests.NOW;
import static io.coffer.protocol.signature.Requests.bucket;
import static io.coffer.protocol.signature.Requests.headers;
import static io.coffer.protocol.signature.Requests.object;
import static io.coffer.protocol.signature.Requests.signable;
import static io.coffer.protocol.signature.Requests.signer;
import static io.coffer.protocol.signature.Requests.verify;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.coffer.model.OssException;
import io.coffer.protocol.Headers;
import io.coffer.protocol.Method;
import io.coffer.protocol.QueryParameters;
import io.coffer.protocol.QueryParameters.Parameter;
import io.coffer.protocol.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every change of a signed request that could change what it does is refused. */
class TamperingTest {
    /** The ways to sign, each of the same request. */
    enum Scheme {
        V1_HEADER,
        V1_URL,
        V4_HEADER,
        V4_URL;

        boolean inUrl() {
            return this == V1_URL || this == V4_URL;
        }

        boolean isV4() {
            return this == V4_HEADER || this == V4_URL;
        }

        SignableRequest sign(SignableRequest request) {
            return switch (this) {
                case V1_HEADER -> request.withHeaders(signer().signV1(request, NOW));
                case V1_URL -> request.withQuery(signer().presignV1(request, NOW.plusSeconds(60)));
                case V4_HEADER -> request.withHeaders(signer().signV4(request, NOW, Set.of("range", "host")));
                case V4_URL ->
                    request.withQuery(signer().presignV4(request, NOW, Duration.ofMinutes(1), Set.of("range", "host")));
            };
        }
    }

    private static SignableRequest original() {
        return signable(
                Method.PUT,
                object("bucket", "dir/key"),
                "partNumber=1&uploadId=U&response-content-type=text%2Fplain&x-oss-traffic-limit=819200",
                headers(
                        "content-md5", "eB5eJF1ptWaXm4bijSPyxw==",
                        "range", "bytes=0-9",
                        "x-oss-object-acl", "private",
                        "x-oss-meta-a", "1"));
    }

    private static Map<String, UnaryOperator<SignableRequest>> changesForAll() {
        Map<String, UnaryOperator<SignableRequest>> changes = new LinkedHashMap<>();
        changes.put("method GET", request -> method(request, Method.GET));
        changes.put("method DELETE", request -> method(request, Method.DELETE));
        changes.put("method POST", request -> method(request, Method.POST));
        changes.put("other key", request -> target(request, object("bucket", "dir/kez")));
        changes.put("key in other case", request -> target(request, object("bucket", "dir/Key")));
        changes.put("key with a slash more", request -> target(request, object("bucket", "dir/key/")));
        changes.put("key decoded twice", request -> target(request, object("bucket", "dir%2Fkey")));
        changes.put("other bucket", request -> target(request, object("bucket2", "dir/key")));
        changes.put("bucket for object", request -> target(request, bucket("bucket")));
        changes.put("service for object", request -> target(request, Target.SERVICE));
        for (String name : List.of("acl", "encryption", "policy", "versions", "tagging", "restore", "delete")) {
            changes.put("added ?" + name, request -> addParameter(request, name, ""));
        }
        changes.put("added versionId", request -> addParameter(request, "versionId", "V"));
        changes.put("added override", request -> addParameter(request, "response-content-encoding", "gzip"));
        changes.put("added callback", request -> addParameter(request, "callback", "e30="));
        changes.put("added operation of an extension", request -> addParameter(request, "x-oss-async-process", "a"));
        changes.put("added token", request -> addParameter(request, "security-token", "t"));
        changes.put("removed part number", request -> setParameter(request, "partNumber", null));
        changes.put("removed override", request -> setParameter(request, "response-content-type", null));
        changes.put("removed limit", request -> setParameter(request, "x-oss-traffic-limit", null));
        changes.put("changed part number", request -> setParameter(request, "partNumber", "2"));
        changes.put("changed upload", request -> setParameter(request, "uploadId", "W"));
        changes.put("emptied upload", request -> setParameter(request, "uploadId", ""));
        changes.put("changed limit", request -> setParameter(request, "x-oss-traffic-limit", "819201"));
        changes.put("repeated upload", request -> addParameter(request, "uploadId", "W"));
        changes.put(
                "renamed parameter", request -> addParameter(setParameter(request, "uploadId", null), "uploadid", "U"));
        changes.put("added ACL header", request -> setHeader(request, "x-oss-acl", "public-read"));
        changes.put("changed ACL header", request -> setHeader(request, "x-oss-object-acl", "public-read"));
        changes.put("removed ACL header", request -> setHeader(request, "x-oss-object-acl", null));
        changes.put("emptied ACL header", request -> setHeader(request, "x-oss-object-acl", ""));
        changes.put("repeated ACL header", request -> addHeader(request, "x-oss-object-acl", "public-read"));
        changes.put("changed metadata", request -> setHeader(request, "x-oss-meta-a", "2"));
        changes.put("added metadata", request -> setHeader(request, "x-oss-meta-b", "2"));
        changes.put("added encryption", request -> setHeader(request, "x-oss-server-side-encryption", "AES256"));
        changes.put("added copy source", request -> setHeader(request, "x-oss-copy-source", "/other/secret"));
        changes.put("added content type", request -> setHeader(request, "content-type", "text/html"));
        changes.put("changed digest", request -> setHeader(request, "content-md5", "AAAAAAAAAAAAAAAAAAAAAA=="));
        changes.put("removed digest", request -> setHeader(request, "content-md5", null));
        changes.put("repeated digest", request -> addHeader(request, "content-md5", "AAAAAAAAAAAAAAAAAAAAAA=="));
        return changes;
    }

    private static Map<String, UnaryOperator<SignableRequest>> changesForV4() {
        Map<String, UnaryOperator<SignableRequest>> changes = new LinkedHashMap<>();
        changes.put("added unknown parameter", request -> addParameter(request, "unknown", "1"));
        changes.put("added prefix", request -> addParameter(request, "prefix", ""));
        changes.put("added process", request -> addParameter(request, "x-oss-process", "image/resize,w_1"));
        changes.put("added monitor", request -> addParameter(request, "accessmonitor", ""));
        changes.put("changed range", request -> setHeader(request, "range", "bytes=0-99"));
        changes.put("removed range", request -> setHeader(request, "range", null));
        changes.put("repeated range", request -> addHeader(request, "range", "bytes=0-99"));
        changes.put(
                "other host",
                request -> new SignableRequest(
                        request.method(), request.target(), request.query(), request.headers(), "bucket.evil.example"));
        return changes;
    }

    private static Map<String, UnaryOperator<SignableRequest>> changesFor(Scheme scheme) {
        Map<String, UnaryOperator<SignableRequest>> changes = new LinkedHashMap<>();
        switch (scheme) {
            case V1_HEADER -> {
                changes.put(
                        "later date",
                        request -> setHeader(request, "x-oss-date", SigningDate.http(NOW.plusSeconds(1))));
                changes.put("other key id", request -> authorization(request, "OSS ak:", "OSS ak:x"));
            }
            case V1_URL -> {
                changes.put("later expiry", request -> setParameter(request, "Expires", "1872700750"));
                changes.put(
                        "other signature",
                        request -> setParameter(request, "Signature", "AAAAAAAAAAAAAAAAAAAAAAAAAAA="));
            }
            case V4_HEADER -> {
                changes.put(
                        "later date",
                        request -> setHeader(request, "x-oss-date", SigningDate.basic(NOW.plusSeconds(1))));
                changes.put("fewer headers", request -> authorization(request, "host;range", "host"));
                changes.put("no headers", request -> authorization(request, ",AdditionalHeaders=host;range", ""));
                changes.put("other region", request -> authorization(request, "cn-hangzhou", "cn-beijing"));
                changes.put("other product", request -> authorization(request, "/oss/", "/oss-cloudbox/"));
                changes.put("other day", request -> authorization(request, "20260305", "20260306"));
                changes.put("upper-case hex", TamperingTest::upperCaseSignature);
                changes.put("payload hash", request -> setHeader(request, "x-oss-content-sha256", "0".repeat(64)));
                changes.put("no payload hash", request -> setHeader(request, "x-oss-content-sha256", null));
            }
            case V4_URL -> {
                changes.put("longer expiry", request -> setParameter(request, "x-oss-expires", "61"));
                changes.put(
                        "later date",
                        request -> setParameter(request, "x-oss-date", SigningDate.basic(NOW.plusSeconds(1))));
                changes.put("fewer headers", request -> setParameter(request, "x-oss-additional-headers", "host"));
                changes.put("no headers", request -> setParameter(request, "x-oss-additional-headers", null));
                changes.put("second expiry", request -> addParameter(request, "x-oss-expires", "604800"));
                changes.put(
                        "other key id",
                        request -> setParameter(
                                request, "x-oss-credential", "ak2/20260305/cn-hangzhou/oss/aliyun_v4_request"));
                changes.put("lower version", request -> setParameter(request, "x-oss-signature-version", "OSS2"));
            }
        }
        return changes;
    }

    static Stream<Arguments> changes() {
        return Stream.of(Scheme.values()).flatMap(scheme -> {
            Map<String, UnaryOperator<SignableRequest>> changes = changesForAll();
            if (scheme.isV4()) {
                changes.putAll(changesForV4());
            }
            changes.putAll(changesFor(scheme));
            return changes.entrySet().stream().map(change -> Arguments.of(scheme, change.getKey(), change.getValue()));
        });
    }

    @ParameterizedTest
    @EnumSource
    void theOriginalIsAccepted(Scheme scheme) {
        assertThatCode(() -> verify(scheme.sign(original()))).doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("changes")
    void everyChangeIsRefused(Scheme scheme, String name, UnaryOperator<SignableRequest> change) {
        SignableRequest signed = scheme.sign(original());
        SignableRequest changed = change.apply(signed);
        assertThat(changed).isNotEqualTo(signed);
        assertRefused(changed);
    }

    @ParameterizedTest
    @EnumSource
    void anotherSecretIsRefused(Scheme scheme) {
        var request = Requests.request(scheme.sign(original()));
        SignatureClaim claim = SignatureClaim.parse(request).orElseThrow();
        OssException refusal = catchThrowableOfType(
                OssException.class, () -> Requests.verifier().verify(request, claim, new byte[] {'s', 'l'}, NOW));
        assertThat(refusal.error().code()).isEqualTo("SignatureDoesNotMatch");
    }

    @Test
    void aUrlSignedAsUrlDoesNotPassAsHeader() {
        SignableRequest request = signable(Method.GET, object("bucket", "key"), "", Headers.NONE);
        QueryParameters signed = signer().presignV1(request, NOW);
        Headers headers = headers(
                "Date",
                signed.first("Expires").orElseThrow(),
                "Authorization",
                "OSS ak:" + signed.first("Signature").orElseThrow());
        assertRefused(request.withHeaders(headers));
        assertRefused(request.withHeaders(Headers.builder()
                .addAll(headers)
                .set("x-oss-date", SigningDate.http(NOW))
                .build()));
    }

    static void assertRefused(SignableRequest request) {
        OssException refusal = catchThrowableOfType(OssException.class, () -> verify(request));
        assertThat(refusal).isNotNull();
        assertThat(refusal.error().status()).isIn(400, 403);
    }

    private static SignableRequest method(SignableRequest request, Method method) {
        return new SignableRequest(method, request.target(), request.query(), request.headers(), request.host());
    }

    private static SignableRequest target(SignableRequest request, Target target) {
        return new SignableRequest(request.method(), target, request.query(), request.headers(), request.host());
    }

    private static SignableRequest addParameter(SignableRequest request, String name, String value) {
        List<Parameter> parameters = new ArrayList<>(request.query().all());
        parameters.add(new Parameter(name, Optional.of(value)));
        return request.withQuery(new QueryParameters(parameters));
    }

    private static SignableRequest setParameter(SignableRequest request, String name, String value) {
        List<Parameter> parameters = new ArrayList<>();
        for (Parameter parameter : request.query().all()) {
            if (!parameter.name().equals(name)) {
                parameters.add(parameter);
            } else if (value != null) {
                parameters.add(new Parameter(name, Optional.of(value)));
            }
        }
        return request.withQuery(new QueryParameters(parameters));
    }

    private static SignableRequest addHeader(SignableRequest request, String name, String value) {
        return request.withHeaders(
                Headers.builder().addAll(request.headers()).add(name, value).build());
    }

    private static SignableRequest setHeader(SignableRequest request, String name, String value) {
        Headers.Builder headers = Headers.builder();
        request.headers().fields().stream()
                .filter(field -> !field.name().equals(name))
                .forEach(field -> headers.add(field.name(), field.value()));
        return request.withHeaders((value == null ? headers : headers.add(name, value)).build());
    }

    private static SignableRequest authorization(SignableRequest request, String from, String to) {
        String value = request.headers().first("authorization").orElseThrow();
        return setHeader(request, "authorization", value.replace(from, to));
    }

    private static SignableRequest upperCaseSignature(SignableRequest request) {
        String value = request.headers().first("authorization").orElseThrow();
        String signature = value.substring(value.indexOf("Signature=") + 10);
        return authorization(request, signature, signature.toUpperCase(Locale.ROOT));
    }
}
