package io.coffer.server.ring;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.model.Region;
import io.coffer.protocol.Headers;
import io.coffer.protocol.Method;
import io.coffer.protocol.QueryParameters;
import io.coffer.protocol.QueryParameters.Parameter;
import io.coffer.protocol.Target;
import io.coffer.protocol.Target.AddressStyle;
import io.coffer.protocol.signature.RequestSigner;
import io.coffer.protocol.signature.SignableRequest;
import io.coffer.protocol.signature.SigningCredentials;
import io.coffer.protocol.signature.V1SubResources;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.Route;
import io.coffer.server.operation.Subresource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Signatures of version 1 do not cover the whole query, so what they cover decides what somebody else can make of a
 * signed request. Over the whole catalogue: no parameter that selects an operation can be added afterwards.
 */
@Covers({"GetObject", "PutObject", "ListObjects"})
class OldSignatureCoverageTest {
    private static final String BUCKET = "covered";

    /** It asks for the same keys in another document, under the same permission, and no SDK signs it. */
    private static final String ANOTHER_DOCUMENT = "list-type";

    /** Who adds it slows down his own transfer; two SDKs leave it unsigned. */
    private static final String OWN_HARM = "x-oss-traffic-limit";

    private static Ring ring;

    @BeforeAll
    static void start() {
        ring = Ring.inMemory();
        ring.owner().create(BUCKET).put(BUCKET, "key", "text");
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    private static List<Parameter> selecting(Operation operation) {
        Route route = operation.route();
        Stream<Parameter> selectors =
                route.selectors().stream().map(selector -> new Parameter(selector.keyword(), Optional.of("1")));
        Stream<Parameter> required = route.parameter().stream()
                .map(parameter -> new Parameter(
                        parameter.name(),
                        parameter.values().stream().findFirst().or(() -> Optional.of("1"))));
        return Stream.concat(selectors, required)
                .collect(Collectors.toMap(Parameter::name, parameter -> parameter, (selector, with) -> with))
                .values()
                .stream()
                .toList();
    }

    static Stream<Arguments> additions() {
        return ring.catalog().operations().stream()
                .filter(operation -> !operation.route().anyResource())
                .flatMap(operation -> selecting(operation).stream()
                        .filter(parameter -> !isExempt(parameter.name()))
                        .flatMap(parameter -> Stream.of(Call.Signing.V1, Call.Signing.V1_URL)
                                .map(signing -> Arguments.of(operation.name(), parameter.name(), signing))));
    }

    private static boolean isExempt(String name) {
        return V1SubResources.NEVER_SIGNED.contains(name) || name.equals(ANOTHER_DOCUMENT);
    }

    @ParameterizedTest(name = "{0} ?{1} {2}")
    @MethodSource("additions")
    void whatSelectsAnOperationCannotBeAdded(String operationName, String name, Call.Signing signing) {
        Operation operation = ring.catalog().operations().stream()
                .filter(candidate -> candidate.name().equals(operationName))
                .findFirst()
                .orElseThrow();
        List<Parameter> all = selecting(operation);
        List<Parameter> others = new ArrayList<>(all);
        others.removeIf(parameter -> parameter.name().equals(name));
        Parameter added = all.stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst()
                .orElseThrow();
        Answer answer = send(signing, operation.route().method(), target(operation), others, List.of(added));
        assertThat(answer.outcome()).isEqualTo("403 SignatureDoesNotMatch");
    }

    @Test
    void onlyWhatNoClientSignsIsExempt() {
        Set<String> exempt = ring.catalog().operations().stream()
                .flatMap(operation -> selecting(operation).stream())
                .map(Parameter::name)
                .filter(OldSignatureCoverageTest::isExempt)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(exempt).containsExactly("accessmonitor", "list-type", "regions");
        assertThat(additions().count()).isGreaterThan(200);
    }

    static Stream<Arguments> keywords() {
        return Arrays.stream(Subresource.values())
                .map(Subresource::keyword)
                .filter(keyword -> !keyword.equals(OWN_HARM) && !V1SubResources.NEVER_SIGNED.contains(keyword))
                .flatMap(keyword ->
                        Stream.of(Call.Signing.V1, Call.Signing.V1_URL).map(signing -> Arguments.of(keyword, signing)));
    }

    @ParameterizedTest(name = "?{0} {1}")
    @MethodSource("keywords")
    void noKeywordThatIsAddedTakesEffect(String keyword, Call.Signing signing) {
        Target key = new Target(Optional.of(BUCKET), Optional.of("key"), AddressStyle.PATH);
        Target bucket = new Target(Optional.of(BUCKET), Optional.empty(), AddressStyle.PATH);
        for (Target target : List.of(key, bucket)) {
            Answer plain = send(signing, Method.GET, target, List.of(), List.of());
            Answer changed =
                    send(signing, Method.GET, target, List.of(), List.of(new Parameter(keyword, Optional.of("1"))));
            assertThat(plain.status()).isEqualTo(200);
            if (changed.status() == 200) {
                assertThat(changed.text()).isEqualTo(plain.text());
                assertThat(changed.header("content-type")).isEqualTo(plain.header("content-type"));
            } else {
                assertThat(changed.status()).isIn(400, 403, 501);
            }
        }
        Target made = new Target(Optional.of(BUCKET), Optional.of("made"), AddressStyle.PATH);
        Answer put = send(signing, Method.PUT, made, List.of(), List.of(new Parameter(keyword, Optional.of("1"))));
        assertThat(put.status()).isIn(200, 400, 403, 501);
        if (put.status() == 200) {
            assertThat(ring.owner().delete(BUCKET, "made").status()).isEqualTo(204);
        }
    }

    @Test
    void aRequesterCannotBeMadeToPay() {
        Client owner = ring.owner().create("paid");
        owner.put("paid", "key", "text");
        owner.bucket(Method.PUT, "paid")
                .with("requestPayment")
                .body("<RequestPaymentConfiguration><Payer>Requester</Payer></RequestPaymentConfiguration>")
                .send();
        Target key = new Target(Optional.of("paid"), Optional.of("key"), AddressStyle.PATH);
        Answer answer = send(
                Call.Signing.V1_URL,
                Method.GET,
                key,
                List.of(),
                List.of(new Parameter("x-oss-request-payer", Optional.of("requester"))));
        assertThat(answer.outcome()).isEqualTo("403 SignatureDoesNotMatch");
    }

    private static Target target(Operation operation) {
        return switch (operation.route().level()) {
            case SERVICE -> Target.SERVICE;
            case BUCKET -> new Target(Optional.of(BUCKET), Optional.empty(), AddressStyle.PATH);
            case OBJECT -> new Target(Optional.of(BUCKET), Optional.of("key"), AddressStyle.PATH);
        };
    }

    private static Answer send(
            Call.Signing signing, Method method, Target target, List<Parameter> signed, List<Parameter> added) {
        String host = "127.0.0.1:" + ring.port();
        RequestSigner signer = new RequestSigner(
                new SigningCredentials("LTAIowner", "owner-secret".getBytes(UTF_8), Optional.empty()),
                new Region("cn-hangzhou"));
        SignableRequest request = new SignableRequest(method, target, new QueryParameters(signed), Headers.NONE, host);
        boolean inUrl = signing == Call.Signing.V1_URL;
        List<Parameter> query = new ArrayList<>(
                inUrl
                        ? signer.presignV1(request, ring.clock().instant().plusSeconds(600))
                                .all()
                        : signed);
        query.addAll(added);
        StringBuilder message = new StringBuilder(method + " " + target.resource());
        if (!query.isEmpty()) {
            message.append('?').append(RequestSigner.queryString(new QueryParameters(query)));
        }
        message.append(" HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\nContent-Length: 0\r\n");
        if (!inUrl) {
            signer.signV1(request, ring.clock().instant())
                    .fields()
                    .forEach(field -> message.append(field.name() + ": " + field.value() + "\r\n"));
        }
        try (Wire wire = new Wire(ring.port())) {
            return wire.send(message.append("\r\n").toString().getBytes(ISO_8859_1))
                    .receive(method == Method.HEAD);
        }
    }
}
