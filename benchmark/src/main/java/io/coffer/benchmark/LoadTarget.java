package io.coffer.benchmark;

import io.coffer.protocol.Headers;
import io.coffer.protocol.Method;
import io.coffer.protocol.QueryParameters;
import io.coffer.protocol.Target;
import io.coffer.protocol.signature.SignableRequest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A server that is compared, and how to speak to it. Object requests of OSS, of S3 in path style and of WebDAV are the
 * same but for the signature.
 *
 * @param bucket also a directory's name for a web server
 * @param signer empty for a server that asks for no signature
 * @param isObjectStore whether it lists and takes uploads in parts
 * @param always sent with every request
 */
record LoadTarget(
        String name,
        int port,
        ProcessFigures figures,
        String bucket,
        Optional<LoadSigner> signer,
        boolean isObjectStore,
        Headers always) {
    private static final String LOOPBACK = "127.0.0.1:";

    LoadTarget(
            String name,
            int port,
            ProcessFigures figures,
            String bucket,
            Optional<LoadSigner> signer,
            boolean isObjectStore) {
        this(name, port, figures, bucket, signer, isObjectStore, Headers.NONE);
    }

    SignedRequest object(Method method, String key, long length) {
        return request(method, Optional.of(key), "", length, Headers.NONE);
    }

    SignedRequest object(Method method, String key, String query, long length) {
        return request(method, Optional.of(key), query, length, Headers.NONE);
    }

    SignedRequest range(String key, long first, long last) {
        return request(
                Method.GET,
                Optional.of(key),
                "",
                0,
                Headers.builder().add("range", "bytes=" + first + "-" + last).build());
    }

    SignedRequest bucket(Method method, String query) {
        return request(method, Optional.empty(), query, 0, Headers.NONE);
    }

    SignedRequest bucket(Method method, String query, long length) {
        return request(method, Optional.empty(), query, length, Headers.NONE);
    }

    SignedRequest bucket(Method method, String query, Headers more) {
        return request(method, Optional.empty(), query, 0, more);
    }

    String url(String query) {
        return "http://" + LOOPBACK + port + "/" + bucket + (isSigned() ? "/" : "") + "?" + query;
    }

    private boolean isSigned() {
        return signer.isPresent();
    }

    /** What proves who sends it; no lines for a server that does not ask. */
    Headers signature(Method method, Optional<String> key, String query) {
        return signature(method, key, query, Headers.NONE);
    }

    private Headers signature(Method method, Optional<String> key, String query, Headers more) {
        SignableRequest unsigned = new SignableRequest(
                method,
                new Target(Optional.of(bucket), key, Target.AddressStyle.PATH),
                QueryParameters.parse(query),
                more,
                LOOPBACK + port);
        return signer.map(by -> by.sign(unsigned)).orElse(more);
    }

    private SignedRequest request(Method method, Optional<String> key, String query, long length, Headers more) {
        StringBuilder head = new StringBuilder(method.name())
                .append(" /")
                .append(bucket)
                .append(key.map(name -> "/" + name).orElse(isSigned() ? "/" : ""))
                .append(query.isEmpty() ? "" : "?" + query)
                .append(" HTTP/1.1\r\nHost: ")
                .append(LOOPBACK)
                .append(port)
                .append("\r\n");
        append(signature(method, key, query, more), head);
        append(always, head);
        if (method == Method.PUT || method == Method.POST) {
            head.append("content-length: ").append(length).append("\r\n");
        }
        return new SignedRequest(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII), length);
    }

    private static void append(Headers headers, StringBuilder head) {
        headers.fields()
                .forEach(field -> head.append(field.name())
                        .append(": ")
                        .append(field.value())
                        .append("\r\n"));
    }
}
