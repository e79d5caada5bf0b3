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
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A request in the making. Path style and a signature of version 4 in the header, unless said otherwise. */
public final class Call {
    /** How a request proves who sends it. */
    public enum Signing {
        NONE,
        V1,
        V4,
        V1_URL,
        V4_URL
    }

    private final int port;
    private final Optional<SigningCredentials> credentials;
    private final Clock clock;
    private final Method method;
    private final Optional<String> bucket;
    private final Optional<String> key;
    private final List<QueryParameters.Parameter> query = new ArrayList<>();
    private final Headers.Builder headers = Headers.builder();
    private Signing signing;
    private String host;
    private boolean virtualHost;
    private Optional<String> wirePath = Optional.empty();
    private byte[] body = new byte[0];
    private boolean withLength = true;

    Call(
            int port,
            Optional<SigningCredentials> credentials,
            Clock clock,
            Method method,
            Optional<String> bucket,
            Optional<String> key) {
        this.port = port;
        this.credentials = credentials;
        this.clock = clock;
        this.method = method;
        this.bucket = bucket;
        this.key = key;
        this.signing = credentials.isPresent() ? Signing.V4 : Signing.NONE;
        this.host = "127.0.0.1:" + port;
    }

    /** A parameter without a value. */
    public Call with(String name) {
        query.add(new QueryParameters.Parameter(name, Optional.empty()));
        return this;
    }

    public Call with(String name, String value) {
        query.add(new QueryParameters.Parameter(name, Optional.of(value)));
        return this;
    }

    public Call header(String name, String value) {
        headers.add(name, value);
        return this;
    }

    public Call body(byte[] bytes) {
        body = bytes;
        return this;
    }

    public Call body(String text) {
        return body(text.getBytes(UTF_8));
    }

    public Call signing(Signing scheme) {
        signing = scheme;
        return this;
    }

    /** The Host header; the bucket stays in the path. */
    public Call host(String name) {
        host = name;
        return this;
    }

    /** The bucket before the domain. */
    public Call under(String domain) {
        host = bucket.orElseThrow() + "." + domain;
        virtualHost = true;
        return this;
    }

    /** The path exactly as it goes over the wire, for a key that can be written in several ways. */
    public Call path(String raw) {
        wirePath = Optional.of(raw);
        return this;
    }

    /** Leaves {@code Content-Length} to the test. */
    public Call withoutLength() {
        withLength = false;
        return this;
    }

    public Answer send() {
        try (Wire wire = new Wire(port)) {
            header("connection", "close");
            return send(wire);
        }
    }

    public Answer send(Wire wire) {
        return wire.send(message()).receive(method == Method.HEAD);
    }

    /** The whole request, signed. */
    byte[] message() {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(head());
        message.writeBytes(body);
        return message.toByteArray();
    }

    /** Request line and headers, signed. */
    public byte[] head() {
        Target target =
                new Target(bucket, key, virtualHost ? Target.AddressStyle.VIRTUAL_HOST : Target.AddressStyle.PATH);
        SignableRequest request =
                new SignableRequest(method, target, new QueryParameters(query), headers.build(), host);
        Headers signed = request.headers();
        QueryParameters parameters = request.query();
        Instant now = clock.instant();
        switch (signing) {
            case NONE -> {}
            case V1 -> signed = signer().signV1(request, now);
            case V4 -> signed = signer().signV4(request, now, Set.of());
            case V1_URL -> parameters = signer().presignV1(request, now.plusSeconds(600));
            case V4_URL -> parameters = signer().presignV4(request, now, Duration.ofMinutes(10), Set.of("host"));
        }
        StringBuilder text = new StringBuilder(method + " " + wirePath.orElseGet(this::path));
        if (!parameters.all().isEmpty()) {
            text.append('?').append(RequestSigner.queryString(parameters));
        }
        text.append(" HTTP/1.1\r\nHost: ").append(host).append("\r\n");
        signed.fields()
                .forEach(field -> text.append(field.name())
                        .append(": ")
                        .append(field.value())
                        .append("\r\n"));
        if (withLength && (body.length > 0 || method == Method.PUT || method == Method.POST)) {
            text.append("Content-Length: ").append(body.length).append("\r\n");
        }
        return text.append("\r\n").toString().getBytes(ISO_8859_1);
    }

    /**
     * As {@link #head}, of a client that waits to be told to go on: the server does so when it begins to read the body, so
     * a test need not guess how long it takes until then.
     */
    byte[] askingHead() {
        String head = new String(head(), ISO_8859_1);
        return (head.substring(0, head.length() - 2) + "Expect: 100-continue\r\n\r\n").getBytes(ISO_8859_1);
    }

    private RequestSigner signer() {
        return new RequestSigner(credentials.orElseThrow(), new Region("cn-hangzhou"));
    }

    private String path() {
        StringBuilder path = new StringBuilder("/");
        if (!virtualHost) {
            bucket.ifPresent(name -> path.append(name).append(key.isPresent() ? "/" : ""));
        }
        key.ifPresent(name -> path.append(PercentEncoding.encode(name).replace("%2F", "/")));
        return path.toString();
    }
}
