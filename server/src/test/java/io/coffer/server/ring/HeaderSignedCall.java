package io.coffer.server.ring;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.coffer.protocol.Method;
import io.coffer.protocol.QueryParameters;
import io.coffer.protocol.signature.Acs3Signature;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** A call of the administration port in header style; what is changed after it is signed is a forgery. */
final class HeaderSignedCall {
    private static final String FORM = "application/x-www-form-urlencoded";

    private final int port;
    private final TreeMap<String, String> headers = new TreeMap<>();
    private final Set<String> unsigned = new HashSet<>();
    private final List<String> moreLines = new ArrayList<>();
    private Method method = Method.POST;
    private String query = "";
    private String body = "";

    HeaderSignedCall(int port, Instant now, String version, String action) {
        this.port = port;
        headers.put("host", "127.0.0.1:" + port);
        headers.put("x-acs-action", action);
        headers.put("x-acs-version", version);
        headers.put("x-acs-date", now.truncatedTo(ChronoUnit.SECONDS).toString());
        headers.put("x-acs-signature-nonce", UUID.randomUUID().toString());
        body("");
    }

    HeaderSignedCall method(Method changed) {
        method = changed;
        return this;
    }

    HeaderSignedCall query(String raw) {
        query = raw;
        return this;
    }

    /** A form, with its hash and type. */
    HeaderSignedCall form(String raw) {
        return body(raw).header("content-type", FORM);
    }

    /** Any body, with its hash. */
    HeaderSignedCall body(String raw) {
        forgeBody(raw);
        return header("x-acs-content-sha256", Acs3Signature.bodySha256(raw.getBytes(UTF_8)));
    }

    HeaderSignedCall forgeBody(String raw) {
        body = raw;
        return this;
    }

    HeaderSignedCall header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    HeaderSignedCall without(String name) {
        headers.remove(name);
        return this;
    }

    /** Sent, but not signed. */
    HeaderSignedCall unsigned(String name) {
        unsigned.add(name);
        return this;
    }

    /** A line more among the headers. */
    HeaderSignedCall line(String line) {
        moreLines.add(line);
        return this;
    }

    HeaderSignedCall sign(String accessKeyId, String secret) {
        TreeMap<String, String> signed = new TreeMap<>(headers);
        signed.keySet().removeAll(unsigned);
        String canonicalRequest = Acs3Signature.canonicalRequest(
                method, QueryParameters.parse(query), signed, headers.getOrDefault("x-acs-content-sha256", ""));
        return header(
                "authorization",
                Acs3Signature.ALGORITHM + " Credential=" + accessKeyId + ",SignedHeaders="
                        + String.join(";", signed.keySet()) + ",Signature="
                        + Acs3Signature.sign(canonicalRequest, secret.getBytes(UTF_8)));
    }

    Answer send() {
        StringBuilder text = new StringBuilder(method + " /" + (query.isEmpty() ? "" : "?" + query) + " HTTP/1.1\r\n");
        headers.forEach(
                (name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
        moreLines.forEach(line -> text.append(line).append("\r\n"));
        text.append("connection: close\r\ncontent-length: ")
                .append(body.getBytes(UTF_8).length)
                .append("\r\n\r\n")
                .append(body);
        try (Wire wire = new Wire(port)) {
            return wire.send(text.toString().getBytes(UTF_8)).receive(false);
        }
    }
}
