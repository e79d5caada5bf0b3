package io.coffer.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is left of a body when the answer went out before it was read. A client that is still sending would otherwise
 * meet a closed connection and never see the answer.
 */
final class UnreadBody {
    private static final Logger LOG = LoggerFactory.getLogger(UnreadBody.class);
    private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long MAX_BYTES = 256L * 1024 * 1024;
    private static final int BUFFER = 64 * 1024;

    private UnreadBody() {}

    /** Reads and forgets, within bounds. A client that waits to be asked for its body is not asked. */
    static void discard(Request exchange) {
        if (!isThere(exchange) || exchange.getHeaders().contains(HttpHeader.EXPECT)) {
            return;
        }
        try (InputStream body = Content.Source.asInputStream(exchange)) {
            if (body.read() >= 0) {
                discard(body);
            }
        } catch (IOException gone) {
            LOG.debug("the client went while its body was discarded", gone);
        }
    }

    /** Whether some of the body has not been read, as far as can be told without asking the client for it. */
    static boolean isLeft(Request exchange) {
        if (!isThere(exchange)) {
            return false;
        }
        Content.Chunk next = exchange.getHeaders().contains(HttpHeader.EXPECT) ? null : exchange.read();
        if (next == null) {
            return true;
        }
        next.release();
        return Content.Chunk.isFailure(next) || !next.isLast();
    }

    /** Whether the request came, or will come, with a body. */
    static boolean isThere(Request exchange) {
        return exchange.getLength() > 0 || exchange.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
    }

    private static void discard(InputStream body) throws IOException {
        long deadline = System.nanoTime() + MAX_NANOS;
        byte[] buffer = new byte[BUFFER];
        long left = MAX_BYTES;
        int count = 0;
        while (count >= 0 && left > 0 && System.nanoTime() < deadline) {
            count = body.read(buffer);
            left -= Math.max(count, 0);
        }
    }
}
