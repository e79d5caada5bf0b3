package io.coffer.protocol.callback;

import io.coffer.model.OssError;
import io.coffer.protocol.OssRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A call to the application's server that is to follow an upload, as the request asks for it.
 *
 * @param urls tried in this order; each has a scheme and a host
 * @param host the Host header; the URL's own without it
 * @param variables the caller's own, by names that begin with {@code x:}
 */
public record Callback(
        List<URI> urls, Optional<String> host, CallbackTemplate body, BodyType type, Map<String, String> variables) {
    private static final String HEADER = "x-oss-callback";
    private static final String PARAMETER = "callback";
    private static final String VARIABLES = "-var";

    /** What the body of the call is. */
    public enum BodyType {
        FORM("application/x-www-form-urlencoded"),
        JSON("application/json");

        private final String mediaType;

        BodyType(String mediaType) {
            this.mediaType = mediaType;
        }

        public String mediaType() {
            return mediaType;
        }
    }

    public Callback {
        urls = List.copyOf(urls);
        variables = Map.copyOf(variables);
    }

    /**
     * Reads the headers {@code x-oss-callback} and {@code x-oss-callback-var}, or the parameters {@code callback} and
     * {@code callback-var}. To be asked before the body is read, so that a wrong one stores nothing.
     *
     * @throws io.coffer.model.OssException an InvalidArgument of one kind or another
     */
    public static Optional<Callback> of(OssRequest request) {
        return one(request, "").map(text -> CallbackJson.parse(text, one(request, VARIABLES)));
    }

    private static Optional<String> one(OssRequest request, String suffix) {
        Optional<String> header = request.header(HEADER + suffix).filter(text -> !text.isEmpty());
        Optional<String> parameter = request.query().first(PARAMETER + suffix).filter(text -> !text.isEmpty());
        if (header.isPresent() && parameter.isPresent()) {
            throw OssError.CALLBACK_IN_HEADER_AND_QUERY.with("ArgumentName", PARAMETER + suffix);
        }
        return header.or(() -> parameter);
    }

    /**
     * The body of the call.
     *
     * @param facts of the upload, by the names of the variables
     */
    public byte[] body(Map<String, String> facts) {
        return body.fill(type, facts, variables).getBytes(StandardCharsets.UTF_8);
    }
}
