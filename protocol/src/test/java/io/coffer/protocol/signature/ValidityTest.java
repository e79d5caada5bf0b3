package io.coffer.protocol.signature;

import static io.coffer.protocol.signature.Requests.NOW;
import static io.coffer.protocol.signature.Requests.object;
import static io.coffer.protocol.signature.Requests.request;
import static io.coffer.protocol.signature.Requests.signable;
import static io.coffer.protocol.signature.Requests.signer;
import static io.coffer.protocol.signature.Requests.verify;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.protocol.Headers;
import io.coffer.protocol.Method;
import io.coffer.protocol.OssRequest;
import io.coffer.protocol.QueryParameters;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The borders of a claim's time. */
class ValidityTest {
    private static final SignableRequest GET = signable(Method.GET, object("bucket", "key"), "", Headers.NONE);

    static Stream<OssRequest> signedInHeader() {
        return Stream.of(
                request(GET.withHeaders(signer().signV1(GET, NOW))),
                request(GET.withHeaders(signer().signV4(GET, NOW, Set.of()))));
    }

    @ParameterizedTest
    @MethodSource("signedInHeader")
    void aHeaderIsGoodForAQuarterOfAnHourEitherWay(OssRequest signed) {
        Duration quarter = Duration.ofMinutes(15);
        for (Instant good : List.of(NOW.minus(quarter), NOW, NOW.plus(quarter))) {
            assertThatCode(() -> verify(signed, good)).doesNotThrowAnyException();
        }
        for (Instant bad :
                List.of(NOW.minus(quarter).minusMillis(1), NOW.plus(quarter).plusMillis(1))) {
            OssException refusal = catchThrowableOfType(OssException.class, () -> verify(signed, bad));
            assertThat(refusal.error()).isEqualTo(OssError.REQUEST_TIME_TOO_SKEWED);
            assertThat(refusal.details())
                    .containsExactly(
                            new OssException.Detail("RequestTime", "2026-03-05T08:09:10.000Z"),
                            new OssException.Detail("ServerTime", SigningDate.milliseconds(bad)));
        }
    }

    static Stream<OssRequest> signedInUrl() {
        return Stream.of(
                request(GET.withQuery(signer().presignV1(GET, NOW.plusSeconds(60)))),
                request(GET.withQuery(signer().presignV4(GET, NOW, Duration.ofSeconds(60), Set.of()))));
    }

    @ParameterizedTest
    @MethodSource("signedInUrl")
    void aUrlIsGoodUpToItsExpiry(OssRequest signed) {
        Instant expiry = NOW.plusSeconds(60);
        assertThatCode(() -> verify(signed, expiry)).doesNotThrowAnyException();
        OssException refusal = catchThrowableOfType(OssException.class, () -> verify(signed, expiry.plusMillis(1)));
        assertThat(refusal.error()).isEqualTo(OssError.URL_EXPIRED);
        assertThat(refusal.text()).isEqualTo("Request has expired.");
    }

    @Test
    void expiryIsToldBeforeTheSignature() {
        OssRequest forged =
                request(GET.withQuery(QueryParameters.parse("OSSAccessKeyId=ak&Signature=forged&Expires=1699807420")));
        OssException refusal = catchThrowableOfType(OssException.class, () -> verify(forged, NOW));
        assertThat(refusal.error()).isEqualTo(OssError.URL_EXPIRED);
    }

    @Test
    void aUrlOfVersion1MayLastForever() {
        for (long expires : new long[] {NOW.getEpochSecond() + 1_650_801_600L, 999_999_999_999_999_999L}) {
            String text = "GET\n\n\n" + expires + "\n/bucket/key";
            String signature = Hmac.base64(Hmac.sha1(Requests.SECRET, text)).replace("+", "%2B");
            OssRequest signed = request(GET.withQuery(
                    QueryParameters.parse("OSSAccessKeyId=ak&Expires=" + expires + "&Signature=" + signature)));
            assertThatCode(() -> verify(signed, NOW)).doesNotThrowAnyException();
        }
    }

    @Test
    void aUrlFromTheFutureIsRefused() {
        Instant future = NOW.plus(Duration.ofMinutes(15));
        OssRequest near = request(GET.withQuery(signer().presignV4(GET, future, Duration.ofDays(7), Set.of())));
        OssRequest far =
                request(GET.withQuery(signer().presignV4(GET, future.plusSeconds(1), Duration.ofDays(7), Set.of())));
        assertThatCode(() -> verify(near, NOW)).doesNotThrowAnyException();
        OssException refusal = catchThrowableOfType(OssException.class, () -> verify(far, NOW));
        assertThat(refusal.error()).isEqualTo(OssError.URL_NOT_YET_VALID);
    }
}
