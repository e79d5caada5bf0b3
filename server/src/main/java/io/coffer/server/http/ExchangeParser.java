package io.coffer.server.http;

import io.coffer.model.OssError;
import io.coffer.protocol.Addressed;
import io.coffer.protocol.Addressing;
import io.coffer.protocol.Headers;
import io.coffer.protocol.Method;
import io.coffer.protocol.OssRequest;
import io.coffer.protocol.QueryParameters;
import io.coffer.protocol.RequestBody;
import io.coffer.protocol.TlsConnection;
import java.io.InputStream;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;

/** Turns an exchange of the HTTP library into a request value; the body stays unread. */
final class ExchangeParser {
    private final Addressing addressing;
    private final Clock clock;
    private final int clientBytesPerSecond;

    /** @param clientBytesPerSecond how fast a client must send at least, {@link ClientPace#ANY} for any pace */
    ExchangeParser(Addressing addressing, Clock clock, int clientBytesPerSecond) {
        this.addressing = addressing;
        this.clock = clock;
        this.clientBytesPerSecond = clientBytesPerSecond;
    }

    /** @throws io.coffer.model.OssException when method, Host or URI cannot be understood */
    OssRequest parse(Request exchange, String requestId) {
        Headers headers = headers(exchange);
        HttpURI uri = exchange.getHttpURI();
        Addressed address = addressing.resolve(
                headers.first("host"), Optional.ofNullable(uri.getPath()).orElse("/"));
        return new OssRequest(
                requestId,
                method(exchange.getMethod()),
                address.target(),
                address.otherReading(),
                QueryParameters.parse(Optional.ofNullable(uri.getQuery()).orElse("")),
                headers,
                new ExchangeBody(exchange, clientBytesPerSecond),
                tls(exchange),
                address.host(),
                address.serviceHost(),
                Request.getRemoteAddr(exchange),
                clock.instant());
    }

    private static Optional<TlsConnection> tls(Request exchange) {
        if (!exchange.isSecure()) {
            return Optional.empty();
        }
        return exchange.getAttribute(EndPoint.SslSessionData.ATTRIBUTE) instanceof EndPoint.SslSessionData data
                        && data.sslSession() != null
                ? Optional.of(new TlsConnection(
                        data.sslSession().getProtocol(), data.sslSession().getCipherSuite()))
                : Optional.of(new TlsConnection("", ""));
    }

    private static Method method(String name) {
        for (Method method : Method.values()) {
            if (method.name().equals(name)) {
                return method;
            }
        }
        throw OssError.METHOD_NOT_ALLOWED.with("Method", name).and("ResourceType", "SERVICE");
    }

    private static Headers headers(Request exchange) {
        Headers.Builder headers = Headers.builder();
        for (HttpField field : exchange.getHeaders()) {
            headers.add(field.getName(), Optional.ofNullable(field.getValue()).orElse(""));
        }
        return headers.build().joined("x-oss-");
    }

    private record ExchangeBody(Request exchange, int clientBytesPerSecond) implements RequestBody {
        @Override
        public OptionalLong length() {
            long length = exchange.getLength();
            return length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
        }

        @Override
        public InputStream stream() {
            return new PacedInput(Content.Source.asInputStream(exchange), new ClientPace(clientBytesPerSecond));
        }
    }
}
