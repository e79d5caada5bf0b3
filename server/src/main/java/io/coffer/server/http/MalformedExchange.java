package io.coffer.server.http;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers what the HTTP library itself refuses, such as a broken request line, in the words of OSS. */
final class MalformedExchange implements Request.Handler {
    private final ResponseWriter writer;

    MalformedExchange(Clock clock) {
        this.writer = new ResponseWriter(clock, ClientPace.ANY);
    }

    @Override
    public boolean handle(Request exchange, Response response, Callback callback) {
        int status = response.getStatus();
        boolean bodiless = exchange.getMethod().equals("HEAD");
        String requestId = RequestIds.next();
        OssException refusal = refusal(status);
        try {
            writer.write(
                    ErrorRenderer.render(
                            refusal,
                            HttpStatus.isServerError(status)
                                    ? status
                                    : refusal.error().status(),
                            requestId,
                            Optional.ofNullable(exchange.getHeaders().get("Host"))
                                    .orElse(""),
                            bodiless),
                    response,
                    requestId,
                    0,
                    bodiless);
            callback.succeeded();
        } catch (IOException gone) {
            callback.failed(gone);
        }
        return true;
    }

    private static OssException refusal(int status) {
        return switch (status) {
            case HttpStatus.PAYLOAD_TOO_LARGE_413,
                    HttpStatus.URI_TOO_LONG_414,
                    HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431 ->
                OssError.BAD_REQUEST.saying("The request line or the headers are too large.");
            case HttpStatus.REQUEST_TIMEOUT_408 -> OssError.REQUEST_TIMEOUT.exception();
            case HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505 ->
                OssError.BAD_REQUEST.saying("The HTTP version is not supported.");
            case HttpStatus.SERVICE_UNAVAILABLE_503 -> OssError.SERVICE_UNAVAILABLE.exception();
            default ->
                HttpStatus.isServerError(status)
                        ? OssError.INTERNAL_ERROR.exception()
                        : OssError.BAD_REQUEST.exception();
        };
    }
}
