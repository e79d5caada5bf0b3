package io.coffer.protocol.signature;

import static io.coffer.protocol.signature.Requests.NOW;
import static io.coffer.protocol.signature.Requests.headers;
import static io.coffer.protocol.signature.Requests.object;
import static io.coffer.protocol.signature.Requests.signable;
import static io.coffer.protocol.signature.Requests.signer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.coffer.model.OssException;
import io.coffer.protocol.Headers;
import io.coffer.protocol.Method;
import io.coffer.protocol.OssRequest;
import io.coffer.protocol.QueryParameters;
import io.coffer.protocol.QueryParameters.Parameter;
import io.coffer.protocol.RequestBody;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Signed URLs that are for one network only. */
class SenderRestrictionTest {
    private static final String FOR = "x-oss-ac-source-ip=%s&x-oss-ac-subnet-mask=%s";

    /** Signs with the network, and leaves it out of the URL, as whoever hands such a URL out does. */
    private static QueryParameters url(SignatureVersion version, String query) {
        SignableRequest request = signable(Method.GET, object("bucket", "key"), query, Headers.NONE);
        QueryParameters signed = version == SignatureVersion.V1
                ? signer().presignV1(request, NOW.plusSeconds(60))
                : signer().presignV4(request, NOW, Duration.ofMinutes(1), Set.of());
        List<Parameter> parameters = new ArrayList<>(signed.all());
        parameters.removeIf(parameter -> parameter.name().equals("x-oss-ac-source-ip"));
        return new QueryParameters(parameters);
    }

    private static String outcome(QueryParameters url, String address, String... headers) {
        OssRequest request = new OssRequest(
                "5A016E35CB3DB13FD2BAAB3A",
                Method.GET,
                object("bucket", "key"),
                Optional.empty(),
                url,
                headers(headers),
                RequestBody.EMPTY,
                Optional.empty(),
                Requests.HOST,
                Requests.HOST,
                address,
                NOW);
        OssException refusal = catchThrowableOfType(OssException.class, () -> Requests.verify(request, NOW));
        return refusal == null
                ? "accepted"
                : refusal.error().status() + " " + refusal.error().code() + " "
                        + refusal.error().ec().orElse("");
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 32, 192.0.2.7, 192.0.2.8",
        "192.0.2.0, 24, 192.0.2.8, 192.0.3.8",
        "192.0.2.0, 23, 192.0.3.8, 192.0.4.8",
        "0.0.0.0, 0, 203.0.113.5, ''",
        "2001:db8:0:0:0:0:0:0, 32, 2001:db8::7, 2001:db9::7",
        "2001:db8:0:0:0:0:0:7, 128, [2001:db8::7], 192.0.2.7",
    })
    void aUrlHoldsForItsNetworkOnly(String network, String mask, String inside, String outside) {
        QueryParameters v1 = url(SignatureVersion.V1, FOR.formatted(network, mask));
        QueryParameters v4 = url(SignatureVersion.V4, FOR.formatted(network, mask));
        assertThat(outcome(v1, inside)).isEqualTo("accepted");
        assertThat(outcome(v4, inside)).isEqualTo("accepted");
        if (!outside.isEmpty() && !mask.equals("128")) {
            assertThat(outcome(v1, outside)).isEqualTo("403 SignatureDoesNotMatch 0002-00000602");
            assertThat(outcome(v4, outside)).isEqualTo("403 SignatureDoesNotMatch 0002-00000225");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V1", "V4"})
    void theRestrictionCannotBeTakenAway(SignatureVersion version) {
        QueryParameters url = url(version, FOR.formatted("192.0.2.0", "24"));
        assertThat(outcome(changed(url, "x-oss-ac-subnet-mask", ""), "203.0.113.5"))
                .startsWith("400 InvalidArgument");
        assertThat(outcome(without(url, "x-oss-ac-subnet-mask"), "203.0.113.5"))
                .startsWith("403 SignatureDoesNotMatch");
        assertThat(outcome(changed(url, "x-oss-ac-subnet-mask", "0"), "203.0.113.5"))
                .startsWith("403 SignatureDoesNotMatch");
        assertThat(outcome(changed(url, "x-oss-ac-source-ip", "192.0.2.0"), "203.0.113.5"))
                .startsWith("403 SignatureDoesNotMatch");
        assertThat(outcome(
                        changed(url, "x-oss-ac-forward-allow", "true"), "203.0.113.5", "X-Forwarded-For", "192.0.2.7"))
                .startsWith("403 SignatureDoesNotMatch");
        assertThat(outcome(url, "203.0.113.5", "X-Forwarded-For", "192.0.2.7")).startsWith("403 SignatureDoesNotMatch");
    }

    @ParameterizedTest
    @EnumSource(names = {"V1", "V4"})
    void aSignerMayTrustAProxy(SignatureVersion version) {
        QueryParameters url = url(version, FOR.formatted("192.0.2.0", "24") + "&x-oss-ac-forward-allow=true");
        assertThat(outcome(url, "10.0.0.1", "X-Forwarded-For", "192.0.2.7, 10.0.0.2"))
                .isEqualTo("accepted");
        assertThat(outcome(url, "10.0.0.1", "X-Forwarded-For", "203.0.113.5")).startsWith("403 SignatureDoesNotMatch");
        assertThat(outcome(url, "10.0.0.1", "X-Forwarded-For", "localhost")).startsWith("403 SignatureDoesNotMatch");
        assertThat(outcome(url, "192.0.2.7")).isEqualTo("accepted");
    }

    @ParameterizedTest
    @EnumSource(names = {"V1", "V4"})
    void nobodyIsInAVirtualNetwork(SignatureVersion version) {
        QueryParameters url = url(version, "x-oss-ac-vpc-id=vpc-1&" + FOR.formatted("192.0.2.7", "32"));
        assertThat(outcome(url, "192.0.2.7")).isEqualTo("403 AccessDenied 0002-00000603");
    }

    @ParameterizedTest
    @CsvSource({"33", "-1", "''", "24x", "999"})
    void masksAreNumbersOfBits(String mask) {
        QueryParameters url = url(SignatureVersion.V1, FOR.formatted("192.0.2.0", mask));
        assertThat(outcome(url, "192.0.2.7")).startsWith("400 InvalidArgument");
    }

    @ParameterizedTest
    @EnumSource(names = {"V1", "V4"})
    void anAddressNeedsAMask(SignatureVersion version) {
        QueryParameters url = changed(url(version, ""), "x-oss-ac-source-ip", "192.0.2.7");
        assertThat(outcome(url, "192.0.2.7")).startsWith("400 InvalidArgument");
    }

    private static QueryParameters without(QueryParameters query, String name) {
        List<Parameter> parameters = new ArrayList<>(query.all());
        parameters.removeIf(parameter -> parameter.name().equals(name));
        return new QueryParameters(parameters);
    }

    private static QueryParameters changed(QueryParameters query, String name, String value) {
        List<Parameter> parameters = new ArrayList<>(without(query, name).all());
        parameters.add(new Parameter(name, Optional.of(value)));
        return new QueryParameters(parameters);
    }
}
