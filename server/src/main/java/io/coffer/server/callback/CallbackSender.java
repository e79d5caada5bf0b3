package io.coffer.server.callback;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.protocol.Headers;
import io.coffer.protocol.PercentEncoding;
import io.coffer.protocol.callback.Callback;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Calls an application's server after an upload, and gives back what it says. */
public final class CallbackSender {
    private static final Logger LOG = LoggerFactory.getLogger(CallbackSender.class);
    private static final int MAX_DEPTH = 100;
    private static final String UNREACHABLE = "Error status : 502. The callback url cannot be reached.";

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final CallbackDestinations destinations;
    private final CallbackKey key;
    private final Supplier<String> publicKeyUrl;

    /** @param publicKeyUrl where receivers find the public key */
    public CallbackSender(CallbackDestinations destinations, CallbackKey key, Supplier<String> publicKeyUrl) {
        this.destinations = destinations;
        this.key = key;
        this.publicKeyUrl = publicKeyUrl;
    }

    /**
     * Refuses what will not be called, before anything is stored. A name that does not resolve now is left to the call.
     *
     * @throws OssException {@link OssError#FORBIDDEN_CALLBACK_ADDRESS}
     */
    public void requireAllowed(Callback callback) {
        for (URI url : callback.urls()) {
            try {
                if (destinations.addresses(url).isEmpty()) {
                    throw OssError.FORBIDDEN_CALLBACK_ADDRESS
                            .with("ArgumentName", "callbackUrl")
                            .and("ArgumentValue", url.toString());
                }
            } catch (UnknownHostException unknown) {
                LOG.debug("a callback url names an unknown host", unknown);
            }
        }
    }

    /**
     * Tries the URLs in turn.
     *
     * @param facts of the upload, by the names of the variables
     * @return the JSON that the first server answered with 200
     * @throws OssException {@link OssError#CALLBACK_FAILED} as the last server failed
     */
    public byte[] send(Callback callback, Map<String, String> facts) {
        byte[] body = callback.body(facts);
        Optional<String> failure = Optional.of(UNREACHABLE);
        for (URI url : callback.urls()) {
            try {
                CallbackExchange.Reply reply = call(url, callback, facts, body);
                failure = problem(reply);
                if (failure.isEmpty()) {
                    return reply.body();
                }
            } catch (IOException unreachable) {
                LOG.debug("a callback got no answer", unreachable);
                failure = Optional.of(UNREACHABLE);
            }
        }
        throw OssError.CALLBACK_FAILED.saying(failure.orElse(UNREACHABLE));
    }

    private CallbackExchange.Reply call(URI url, Callback callback, Map<String, String> facts, byte[] body)
            throws IOException {
        List<InetAddress> addresses = destinations.addresses(url);
        if (addresses.isEmpty()) {
            throw new IOException("the callback url leads to an address that is not allowed");
        }
        Headers headers = Headers.builder()
                .add("host", callback.host().orElseGet(url::getAuthority))
                .add("content-type", callback.type().mediaType())
                .add("user-agent", "Coffer")
                .add("authorization", key.sign(signed(url, body)))
                .add(
                        "x-oss-pub-key-url",
                        Base64.getEncoder().encodeToString(publicKeyUrl.get().getBytes(StandardCharsets.UTF_8)))
                .add("x-oss-bucket", facts.getOrDefault("bucket", ""))
                .add("x-oss-request-id", facts.getOrDefault("reqId", ""))
                .build();
        return CallbackExchange.post(url, addresses.getFirst(), headers, body);
    }

    /** The decoded path, the query as it is, a line feed and the body. */
    private static byte[] signed(URI url, byte[] body) {
        String query =
                Optional.ofNullable(url.getRawQuery()).map(text -> "?" + text).orElse("");
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes((PercentEncoding.decodePath(CallbackExchange.path(url)) + query + "\n")
                .getBytes(StandardCharsets.UTF_8));
        text.writeBytes(body);
        return text.toByteArray();
    }

    private static Optional<String> problem(CallbackExchange.Reply reply) {
        if (reply.status() != 200) {
            return Optional.of("Error status : " + reply.status() + ".");
        }
        try {
            return JSON.readTree(reply.body()).isMissingNode() ? notJson() : Optional.empty();
        } catch (JacksonException malformed) {
            return notJson();
        }
    }

    private static Optional<String> notJson() {
        return Optional.of("Response body is not valid json format.");
    }
}
