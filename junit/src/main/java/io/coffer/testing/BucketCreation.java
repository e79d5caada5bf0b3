package io.coffer.testing;

import io.coffer.model.BucketName;
import io.coffer.model.Region;
import io.coffer.protocol.Headers;
import io.coffer.protocol.Method;
import io.coffer.protocol.QueryParameters;
import io.coffer.protocol.Target;
import io.coffer.protocol.signature.RequestSigner;
import io.coffer.protocol.signature.SignableRequest;
import io.coffer.protocol.signature.SigningCredentials;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** PutBucket without an SDK, since an application may have none. */
record BucketCreation(RunningCoffer server) {
    private static final int LOWEST_ERROR = 300;

    void create(String name) {
        if (!BucketName.isValid(name)) {
            throw new IllegalArgumentException("'" + name + "' cannot be the name of a bucket");
        }
        try {
            URI uri = URI.create(server.endpoint() + "/" + name);
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
            connection.setRequestMethod("PUT");
            signed(name, uri.getAuthority())
                    .fields()
                    .forEach(header -> connection.setRequestProperty(header.name(), header.value()));
            if (connection.getResponseCode() >= LOWEST_ERROR) {
                throw new IllegalArgumentException("the bucket " + name + " is refused: " + reason(connection));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("the server does not answer PutBucket", failure);
        }
    }

    private static String reason(HttpURLConnection connection) throws IOException {
        try (InputStream document = connection.getErrorStream()) {
            return new String(document.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Headers signed(String name, String host) {
        Target target = new Target(Optional.of(name), Optional.empty(), Target.AddressStyle.PATH);
        SigningCredentials credentials = new SigningCredentials(
                server.root().accessKeyId(),
                server.root().accessKeySecret().getBytes(StandardCharsets.UTF_8),
                Optional.empty());
        return new RequestSigner(credentials, new Region(server.region()))
                .signV4(
                        new SignableRequest(Method.PUT, target, QueryParameters.NONE, Headers.NONE, host),
                        Instant.now(),
                        Set.of());
    }
}
