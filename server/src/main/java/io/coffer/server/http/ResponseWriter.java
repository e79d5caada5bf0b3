package io.coffer.server.http;

import io.coffer.protocol.Headers;
import io.coffer.protocol.HttpDates;
import io.coffer.protocol.OssResponse;
import io.coffer.protocol.ResponseBody;
import java.io.IOException;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Response;

/** Writes an answer to the exchange, with the headers that every answer has. */
final class ResponseWriter {
    private static final Map<String, String> SPELLING = new ConcurrentHashMap<>(
            Map.of("etag", "ETag", "content-md5", "Content-MD5", "www-authenticate", "WWW-Authenticate"));

    private final Clock clock;

    private final int clientBytesPerSecond;

    /** @param clientBytesPerSecond how fast a client must take an answer at least, {@link ClientPace#ANY} for any pace */
    ResponseWriter(Clock clock, int clientBytesPerSecond) {
        this.clock = clock;
        this.clientBytesPerSecond = clientBytesPerSecond;
    }

    /**
     * @param serverMillis the time the server took
     * @return the bytes of the body that were written
     * @throws IOException when the peer is gone
     */
    long write(OssResponse answer, Response response, String requestId, long serverMillis, boolean bodiless)
            throws IOException {
        boolean withBody = begin(answer, response, requestId, serverMillis, bodiless);
        // closing completes the answer, so a body that breaks off must leave the stream open
        CountedOutput out = new CountedOutput(response, new ClientPace(clientBytesPerSecond));
        if (withBody) {
            answer.body().writeTo(out);
        }
        out.close();
        return out.written();
    }

    /**
     * Sets status and headers.
     *
     * @return whether the body follows
     */
    boolean begin(OssResponse answer, Response response, String requestId, long serverMillis, boolean bodiless) {
        response.setStatus(answer.status());
        HttpFields.Mutable fields = response.getHeaders();
        fields.put("Server", "AliyunOSS");
        fields.put("Date", HttpDates.format(clock.instant()));
        for (Headers.Field field : answer.headers().fields()) {
            fields.add(spelling(field.name()), field.value());
        }
        fields.put("x-oss-request-id", requestId);
        fields.put("x-oss-server-time", Long.toString(serverMillis));
        boolean noLength = answer.status() == 204 || answer.status() == 304;
        long length = answer.body().length();
        if (!noLength && length != ResponseBody.UNKNOWN_LENGTH) {
            fields.put("Content-Length", length);
        }
        boolean withBody = !bodiless && !noLength;
        if (withBody && length == ResponseBody.UNKNOWN_LENGTH && isChunkable(response)) {
            // unasked, the end of a connection that closes anyway would be the end of the body, and a cut one look
            // whole
            fields.put("Transfer-Encoding", "chunked");
        }
        return withBody;
    }

    private static boolean isChunkable(Response response) {
        return response.getRequest().getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_1;
    }

    /** OSS's own names stay in lower case: a client looks for {@code x-oss-meta-} by case. */
    private static String spelling(String name) {
        if (name.startsWith("x-")) {
            return name;
        }
        return SPELLING.computeIfAbsent(name, ResponseWriter::capitalised);
    }

    private static String capitalised(String name) {
        StringBuilder spelled = new StringBuilder(name.length());
        boolean first = true;
        for (int at = 0; at < name.length(); at++) {
            char c = name.charAt(at);
            spelled.append(first ? String.valueOf(c).toUpperCase(Locale.ROOT) : String.valueOf(c));
            first = c == '-';
        }
        return spelled.toString();
    }
}
