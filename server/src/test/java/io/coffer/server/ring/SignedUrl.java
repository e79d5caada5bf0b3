package io.coffer.server.ring;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.coffer.model.Region;
import io.coffer.protocol.Headers;
import io.coffer.protocol.Method;
import io.coffer.protocol.PercentEncoding;
import io.coffer.protocol.QueryParameters;
import io.coffer.protocol.Target;
import io.coffer.protocol.signature.RequestSigner;
import io.coffer.protocol.signature.SignableRequest;
import io.coffer.protocol.signature.SigningCredentials;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A request by a signed URL, as text that a test can tamper with.
 *
 * @param query pairs as they go over the wire
 * @param fields header lines
 */
record SignedUrl(String method, String path, List<String> query, List<String> fields) {
    /** How it is signed. */
    enum Version {
        V1,
        V2,
        V4
    }

    static SignedUrl put(Version version, SigningCredentials credentials, Instant now, String host, Target target) {
        Headers headers = Headers.builder()
                .add("Content-Type", "text/plain")
                .add("Cache-Control", "no-cache")
                .add("x-oss-meta-a", "1")
                .build();
        SignableRequest request = new SignableRequest(
                Method.PUT, target, QueryParameters.parse("x-oss-traffic-limit=819200"), headers, host);
        RequestSigner signer = new RequestSigner(credentials, new Region("cn-hangzhou"));
        String query = switch (version) {
            case V1 -> RequestSigner.queryString(signer.presignV1(request, now.plusSeconds(600)));
            case V2 -> version2(credentials, now, request);
            case V4 ->
                RequestSigner.queryString(
                        signer.presignV4(request, now, Duration.ofMinutes(10), Set.of("cache-control", "host")));
        };
        List<String> fields = new ArrayList<>(List.of("Host: " + host));
        headers.fields().forEach(field -> fields.add(field.name() + ": " + field.value()));
        String path = PercentEncoding.encodePath(
                target.style() == Target.AddressStyle.PATH
                        ? target.resource()
                        : "/" + target.key().orElse(""));
        return new SignedUrl("PUT", path, List.of(query.split("&")), fields);
    }

    /** The server's own signer has no version 2. */
    private static String version2(SigningCredentials credentials, Instant now, SignableRequest request) {
        Map<String, String> parameters = new TreeMap<>(Map.of(
                "x-oss-access-key-id", credentials.accessKeyId(),
                "x-oss-additional-headers", "cache-control",
                "x-oss-expires", Long.toString(now.getEpochSecond() + 600),
                "x-oss-signature-version", "OSS2",
                "x-oss-traffic-limit", "819200"));
        String query = parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + PercentEncoding.encode(parameter.getValue()))
                .collect(Collectors.joining("&"));
        String text = "PUT\n\ntext/plain\n" + parameters.get("x-oss-expires")
                + "\ncache-control:no-cache\nx-oss-meta-a:1\ncache-control\n"
                + PercentEncoding.encode(request.target().resource()) + "?" + query;
        return query + "&x-oss-signature=" + PercentEncoding.encode(hmacSha256("owner-secret", text));
    }

    private static String hmacSha256(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    SignedUrl method(String other) {
        return new SignedUrl(other, path, query, fields);
    }

    SignedUrl path(String other) {
        return new SignedUrl(method, other, query, fields);
    }

    /** The value of a parameter, as it goes over the wire. */
    String value(String name) {
        return find(query, name + "=").orElse("");
    }

    SignedUrl with(String pair) {
        List<String> more = new ArrayList<>(query);
        more.add(pair);
        return new SignedUrl(method, path, more, fields);
    }

    SignedUrl withFirst(String pair) {
        List<String> more = new ArrayList<>(query);
        more.addFirst(pair);
        return new SignedUrl(method, path, more, fields);
    }

    SignedUrl without(String name) {
        List<String> less = new ArrayList<>(query);
        less.removeIf(pair -> pair.startsWith(name + "="));
        return new SignedUrl(method, path, less, fields);
    }

    SignedUrl set(String name, String value) {
        return without(name).with(name + "=" + value);
    }

    SignedUrl header(String line) {
        List<String> more = new ArrayList<>(fields);
        more.add(line);
        return new SignedUrl(method, path, query, more);
    }

    SignedUrl withoutHeader(String name) {
        List<String> less = new ArrayList<>(fields);
        less.removeIf(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"));
        return new SignedUrl(method, path, query, less);
    }

    SignedUrl setHeader(String name, String value) {
        return withoutHeader(name).header(name + ": " + value);
    }

    private static Optional<String> find(List<String> texts, String start) {
        return texts.stream()
                .filter(text -> text.startsWith(start))
                .map(text -> text.substring(start.length()))
                .findFirst();
    }

    Answer send(int port) {
        String body = method.equals("PUT") || method.equals("POST") ? "text" : "";
        String message = method + " " + path + "?" + String.join("&", query) + " HTTP/1.1\r\n"
                + String.join("\r\n", fields) + "\r\nConnection: close\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body;
        try (Wire wire = new Wire(port)) {
            return wire.send(message.getBytes(ISO_8859_1)).receive(method.equals("HEAD"));
        }
    }

    @Override
    public String toString() {
        return String.join(" ", Arrays.asList(method, path, String.join("&", query)));
    }
}
