package io.coffer.protocol.signature;

import static io.coffer.protocol.signature.Requests.NOW;
import static io.coffer.protocol.signature.Requests.object;
import static io.coffer.protocol.signature.Requests.request;
import static io.coffer.protocol.signature.Requests.signable;
import static io.coffer.protocol.signature.Requests.verify;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.OssException.Detail;
import io.coffer.protocol.Headers;
import io.coffer.protocol.Method;
import io.coffer.protocol.OssRequest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a refused signature tells. */
class SignatureMismatchTest {
    private static final byte[] OTHER_SECRET = "not-the-secret".getBytes(StandardCharsets.UTF_8);
    private static final RequestSigner FORGER =
            new RequestSigner(new SigningCredentials("ak", OTHER_SECRET, Optional.empty()), Requests.REGION);

    private static OssException refusal(SignableRequest request) {
        return catchThrowableOfType(OssException.class, () -> verify(request));
    }

    @Test
    void version1TellsTheStringToSign() {
        SignableRequest request = signable(Method.GET, object("bucket", "key"), "acl", Headers.NONE);
        OssException refusal = refusal(request.withQuery(FORGER.presignV1(request, NOW)));

        assertThat(refusal.error()).isEqualTo(OssError.SIGNATURE_DOES_NOT_MATCH);
        assertThat(refusal.error().ec()).contains("0002-00000040");
        assertThat(refusal.error().status()).isEqualTo(403);
        assertThat(refusal.details().stream().map(Detail::name))
                .containsExactly("OSSAccessKeyId", "SignatureProvided", "StringToSign", "StringToSignBytes");
        String text = "GET\n\n\n" + NOW.getEpochSecond() + "\n/bucket/key?acl";
        assertThat(detail(refusal, "StringToSign")).isEqualTo(text);
        assertThat(detail(refusal, "StringToSignBytes"))
                .startsWith("47 45 54 0A 0A 0A 31")
                .endsWith("61 63 6C");
    }

    @Test
    void version4TellsTheCanonicalRequestToo() {
        SignableRequest request = signable(Method.GET, object("bucket", "key"), "acl", Headers.NONE);
        OssException refusal = refusal(request.withHeaders(FORGER.signV4(request, NOW, Set.of())));

        assertThat(refusal.details().stream().map(Detail::name))
                .containsExactly(
                        "OSSAccessKeyId",
                        "SignatureProvided",
                        "StringToSign",
                        "CanonicalRequest",
                        "StringToSignBytes",
                        "CanonicalRequestBytes");
        assertThat(detail(refusal, "StringToSign")).startsWith("OSS4-HMAC-SHA256\n20260305T080910Z\n20260305/cn-h");
        assertThat(detail(refusal, "CanonicalRequest")).startsWith("GET\n/bucket/key\nacl\nx-oss-content-sha256:");
    }

    @Test
    void version2HasItsOwnDetail() {
        OssRequest request = request(
                Method.GET,
                object("bucket", "key"),
                "",
                Requests.headers(
                        "Date", SigningDate.http(NOW), "Authorization", "OSS2 AccessKeyId:ak,Signature:forged"));
        OssException refusal = catchThrowableOfType(OssException.class, () -> verify(request, NOW));
        assertThat(refusal.error()).isEqualTo(OssError.V2_SIGNATURE_DOES_NOT_MATCH);
        assertThat(refusal.error().ec()).contains("0002-00000101");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "&", "<", "\u0001", "\u4e2d", "\uD83D\uDE00"})
    void theDocumentStaysSmall(String filling) {
        String long_ = filling.repeat(5000);
        SignableRequest request =
                signable(Method.PUT, object("bucket", "k" + long_), "", Requests.headers("x-oss-meta-a", "m" + long_));
        for (SignableRequest signed : new SignableRequest[] {
            request.withHeaders(FORGER.signV1(request, NOW)), request.withHeaders(FORGER.signV4(request, NOW, Set.of()))
        }) {
            OssException refusal = refusal(signed);
            int size = refusal.details().stream()
                    .mapToInt(detail -> document(detail).getBytes(StandardCharsets.UTF_8).length)
                    .sum();
            assertThat(size).isBetween(500, 2900);
            assertThat(detail(refusal, "StringToSign"))
                    .startsWith(signed.headers().has("x-oss-content-sha256") ? "OSS4" : "PUT\n");
            assertThat(refusal.details())
                    .allSatisfy(detail -> assertThat(detail.value()).doesNotContain("not-the-secret"));
        }
    }

    @Test
    void longIdentifiersAreCut() {
        OssRequest request = request(
                Method.GET,
                object("bucket", "key"),
                "",
                Requests.headers(
                        "Date",
                        SigningDate.http(NOW),
                        "Authorization",
                        "OSS " + "a".repeat(9000) + ":" + "b".repeat(9000)));
        OssException refusal = catchThrowableOfType(OssException.class, () -> verify(request, NOW));
        assertThat(detail(refusal, "OSSAccessKeyId")).hasSize(256).endsWith("...");
        assertThat(detail(refusal, "SignatureProvided")).hasSize(256).endsWith("...");
        assertThat(detail(refusal, "StringToSign")).endsWith("/bucket/key");
    }

    private static String document(Detail detail) {
        String escaped =
                detail.value().replace("&", "&amp;").replace("<", "&lt;").replace("\u0001", "&#x01;");
        return "<" + detail.name() + ">" + escaped + "</" + detail.name() + ">";
    }

    private static String detail(OssException refusal, String name) {
        return refusal.details().stream()
                .filter(detail -> detail.name().equals(name))
                .findFirst()
                .orElseThrow()
                .value();
    }
}
