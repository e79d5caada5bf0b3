package io.coffer.server.ring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.protocol.Method;
import io.coffer.protocol.PercentEncoding;
import io.coffer.protocol.signature.RpcSignature;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Actions in RPC style as they stand on the wire, beside those in header style at the same port. */
class RpcActionTest {
    private static Ring ring;

    @BeforeAll
    static void start() {
        ring = Ring.inMemory();
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    private static int port() {
        return ring.administration().endpoint().getPort();
    }

    private static TreeMap<String, String> parameters(String action) {
        return new TreeMap<>(Map.of(
                "Action", action,
                "Version", "2015-04-01",
                "AccessKeyId", "LTAIowner",
                "SignatureMethod", "HMAC-SHA1",
                "SignatureVersion", "1.0",
                "SignatureNonce", UUID.randomUUID().toString(),
                "Timestamp", ring.clock().instant().toString()));
    }

    private static TreeMap<String, String> signed(TreeMap<String, String> parameters, Method method) {
        parameters.put("Signature", RpcSignature.sign(parameters, method, "owner-secret".getBytes(UTF_8)));
        return parameters;
    }

    private static String encoded(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter ->
                        PercentEncoding.encode(parameter.getKey()) + "=" + PercentEncoding.encode(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }

    /** @param inQuery how many of the parameters stand in the query; the others are a form */
    private static Answer send(Method method, TreeMap<String, String> parameters, int inQuery, String... headers) {
        TreeMap<String, String> query = new TreeMap<>(parameters);
        TreeMap<String, String> form = new TreeMap<>();
        while (query.size() > inQuery) {
            Map.Entry<String, String> last = query.pollLastEntry();
            form.put(last.getKey(), last.getValue());
        }
        String body = encoded(form);
        String text = method + " /?" + encoded(query) + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
                + String.join("", headers) + "Content-Type: application/x-www-form-urlencoded; charset=UTF-8\r\n"
                + "Content-Length: " + body.length() + "\r\n\r\n" + body;
        try (Wire wire = new Wire(port())) {
            return wire.send(text).receive(false);
        }
    }

    @Test
    void parametersStandInTheQueryTheFormOrBoth() {
        for (int inQuery : new int[] {0, 3, 8}) {
            Answer answer = send(Method.POST, signed(parameters("GetCallerIdentity"), Method.POST), inQuery);
            assertThat(answer.outcome()).as("%s in the query", inQuery).isEqualTo("200");
            assertThat(answer.element("IdentityType")).contains("Account");
            assertThat(answer.header("content-type")).contains("text/xml;charset=utf-8");
            assertThat(answer.header("x-acs-request-id")).isEqualTo(answer.element("RequestId"));
        }
        assertThat(send(Method.GET, signed(parameters("GetCallerIdentity"), Method.GET), 8)
                        .outcome())
                .isEqualTo("200");
        assertThat(send(Method.GET, signed(parameters("GetCallerIdentity"), Method.POST), 8)
                        .outcome())
                .isEqualTo("400 SignatureDoesNotMatch");
    }

    @Test
    void headersThatNobodySignedMeanNothing() {
        TreeMap<String, String> parameters = parameters("GetCallerIdentity");
        parameters.put("Format", "XML");
        Answer answer = send(
                Method.POST,
                signed(parameters, Method.POST),
                9,
                "x-acs-action: CreateUser\r\nx-acs-version: 2015-05-01\r\nx-acs-security-token: token\r\n");
        assertThat(answer.outcome()).isEqualTo("200");
        assertThat(answer.element("IdentityType")).contains("Account");
    }

    @Test
    void parametersWithoutTextMayStayUnsigned() {
        TreeMap<String, String> parameters = signed(parameters("GetCallerIdentity"), Method.POST);
        parameters.put("Policy", "");
        assertThat(send(Method.POST, parameters, 9).outcome()).isEqualTo("200");
        TreeMap<String, String> forged = signed(parameters("GetCallerIdentity"), Method.POST);
        forged.put("Policy", "x");
        assertThat(send(Method.POST, forged, 9).outcome()).isEqualTo("400 SignatureDoesNotMatch");
    }

    @Test
    void aNonceCountsOnceOverBothStyles() {
        TreeMap<String, String> parameters = parameters("GetCallerIdentity");
        String nonce = parameters.getOrDefault("SignatureNonce", "");
        assertThat(send(Method.POST, signed(parameters, Method.POST), 8).outcome())
                .isEqualTo("200");
        Answer again = new HeaderSignedCall(port(), ring.clock().instant(), "2015-04-01", "GetCallerIdentity")
                .header("x-acs-signature-nonce", nonce)
                .sign("LTAIowner", "owner-secret")
                .send();
        assertThat(again.text()).contains("SignatureNonceUsed");
    }

    @Test
    void anAuthorizationHeaderTakesTheSignatureOverFromTheParameters() {
        TreeMap<String, String> parameters = signed(parameters("GetCallerIdentity"), Method.POST);
        Answer answer = send(Method.POST, parameters, 8, "Authorization: ACS3-HMAC-SHA256 forged\r\n");
        assertThat(answer.text()).contains("IncompleteSignature");
    }
}
