package io.coffer.server.main;

import static java.util.stream.Collectors.joining;

import io.coffer.encryption.provider.KmsCallSigner;
import io.coffer.protocol.Method;
import io.coffer.protocol.PercentEncoding;
import io.coffer.protocol.QueryParameters;
import io.coffer.protocol.signature.Acs3Signature;
import io.coffer.protocol.signature.RpcSignature;
import io.coffer.server.config.RemoteKeysConfig;
import io.coffer.server.config.Secret;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** Calls to a KMS, signed with an access key: parameters in a form, the action in headers or in the form. */
final class SignedKmsCalls implements KmsCallSigner {
    private static final String VERSION = "2016-01-20";
    private static final String FORM = "application/x-www-form-urlencoded";

    private final URI endpoint;
    private final RemoteKeysConfig.Style style;
    private final String accessKeyId;
    private final Secret secret;
    private final Clock clock;

    SignedKmsCalls(RemoteKeysConfig config, Secret secret, Clock clock) {
        this.endpoint = config.endpoint().resolve("/");
        this.style = config.style();
        this.accessKeyId = config.accessKeyId();
        this.secret = secret;
        this.clock = clock;
    }

    @Override
    public HttpRequest sign(String action, SortedMap<String, String> parameters) {
        return switch (style) {
            case ACS3 -> acs3(action, parameters);
            case RPC -> rpc(action, parameters);
        };
    }

    private HttpRequest rpc(String action, Map<String, String> parameters) {
        SortedMap<String, String> all = new TreeMap<>(parameters);
        all.putAll(Map.of(
                "Action",
                action,
                "Version",
                VERSION,
                "Format",
                "JSON",
                "AccessKeyId",
                accessKeyId,
                "SignatureMethod",
                "HMAC-SHA1",
                "SignatureVersion",
                "1.0",
                "SignatureNonce",
                nonce(),
                "Timestamp",
                now()));
        all.put(RpcSignature.PARAMETER, RpcSignature.sign(all, Method.POST, secretBytes()));
        return request(form(all)).build();
    }

    private HttpRequest acs3(String action, Map<String, String> parameters) {
        byte[] body = form(parameters);
        SortedMap<String, String> headers = new TreeMap<>(Map.of(
                "content-type",
                FORM,
                "x-acs-action",
                action,
                "x-acs-version",
                VERSION,
                "x-acs-date",
                now(),
                "x-acs-signature-nonce",
                nonce(),
                "x-acs-content-sha256",
                Acs3Signature.bodySha256(body)));
        HttpRequest.Builder request = request(body);
        headers.forEach((name, value) -> request.setHeader(name, value));
        // set by the HTTP client itself
        headers.put("host", endpoint.getAuthority());
        String canonical = Acs3Signature.canonicalRequest(
                Method.POST, QueryParameters.NONE, headers, Acs3Signature.bodySha256(body));
        return request.setHeader(
                        "Authorization",
                        Acs3Signature.ALGORITHM + " Credential=" + accessKeyId + ",SignedHeaders="
                                + String.join(";", headers.keySet()) + ",Signature="
                                + Acs3Signature.sign(canonical, secretBytes()))
                .build();
    }

    private HttpRequest.Builder request(byte[] body) {
        return HttpRequest.newBuilder(endpoint)
                .header("Content-Type", FORM)
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    }

    private static byte[] form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(each -> PercentEncoding.encode(each.getKey()) + "=" + PercentEncoding.encode(each.getValue()))
                .collect(joining("&"))
                .getBytes(StandardCharsets.US_ASCII);
    }

    private byte[] secretBytes() {
        return secret.reveal().getBytes(StandardCharsets.UTF_8);
    }

    private String now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String nonce() {
        return UUID.randomUUID().toString();
    }
}
