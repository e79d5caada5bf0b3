package io.coffer.benchmark;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** One connection that speaks just enough HTTP/1.1 to load a server with as little work of its own as possible. */
final class OssConnection implements AutoCloseable {
    private static final int BUFFER = 256 * 1024;
    private static final int CONNECT_MILLIS = 5_000;
    private static final int ANSWER_MILLIS = 120_000;
    private static final String SUCCESS = "HTTP/1.1 2";
    private static final String FORBIDDEN = "HTTP/1.1 403 ";
    private static final String TOO_MANY = "HTTP/1.1 503 ";
    private static final String NOT_FOUND = "HTTP/1.1 404 ";
    private static final String LENGTH = "content-length:";
    private static final String OVER = "connection: close";

    private final int port;
    private Socket socket;
    private InputStream in;
    private OutputStream out;
    /** Whether the server said that it ends the connection with the last answer. */
    private boolean isOver;

    private final byte[] received = new byte[BUFFER];
    private final byte[] sent = new byte[BUFFER];

    OssConnection(int port) throws IOException {
        this.port = port;
        connect();
        // bytes that neither a file system nor an index can compress
        ThreadLocalRandom.current().nextBytes(sent);
    }

    private void connect() throws IOException {
        socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(ANSWER_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
        in = socket.getInputStream();
        out = socket.getOutputStream();
        isOver = false;
    }

    private void connectAgainWhenOver() throws IOException {
        if (isOver) {
            socket.close();
            connect();
        }
    }

    /**
     * Sends a request with random bytes as its body.
     *
     * @return the bytes of the answer's body
     * @throws IOException when the answer is no success, or does not come
     */
    long exchange(SignedRequest request) throws IOException {
        connectAgainWhenOver();
        int head = request.head().length;
        int first = (int) Math.min(request.bodyLength(), BUFFER - head);
        // head and beginning of the body in one packet, as every real client sends them
        System.arraycopy(request.head(), 0, sent, 0, head);
        out.write(sent, 0, head + first);
        long left = request.bodyLength() - first;
        while (left > 0) {
            int count = (int) Math.min(left, BUFFER);
            out.write(sent, 0, count);
            left -= count;
        }
        return readAnswer(request.isBodiless());
    }

    /**
     * Asks for an object that may be absent.
     *
     * @return the bytes of its body; empty when it is not there
     * @throws IOException when the answer is neither a success nor 404
     */
    Optional<Long> find(SignedRequest request) throws IOException {
        connectAgainWhenOver();
        out.write(request.head());
        Answer answer = receive(request.isBodiless());
        if (answer.status().startsWith(NOT_FOUND)) {
            return Optional.empty();
        }
        answer.requireSuccess();
        return Optional.of(answer.length());
    }

    /** @throws IOException when the request is not refused, with 403 or because there were too many of these */
    void expectRefusal(SignedRequest request) throws IOException {
        connectAgainWhenOver();
        out.write(request.head());
        Answer answer = receive(request.isBodiless());
        if (!answer.status().startsWith(FORBIDDEN) && !answer.status().startsWith(TOO_MANY)) {
            throw new IOException("not refused: " + answer.status());
        }
    }

    /** Sends a request with this body. */
    void exchange(SignedRequest request, byte[] body) throws IOException {
        connectAgainWhenOver();
        out.write(request.head());
        out.write(body);
        readAnswer(request.isBodiless());
    }

    private record Answer(String status, long length, String start) {
        void requireSuccess() throws IOException {
            if (!status.startsWith(SUCCESS)) {
                throw new IOException("the server answers " + status + " " + start);
            }
        }
    }

    private long readAnswer(boolean bodiless) throws IOException {
        Answer answer = receive(bodiless);
        answer.requireSuccess();
        return answer.length();
    }

    private Answer receive(boolean bodiless) throws IOException {
        int filled = 0;
        int end = -1;
        while (end < 0) {
            filled += read(filled, BUFFER - filled);
            end = headEnd(filled);
        }
        String head = new String(received, 0, end, StandardCharsets.ISO_8859_1);
        String names = head.toLowerCase(Locale.ROOT);
        long length = bodiless ? 0 : length(names);
        isOver = names.contains(OVER);
        String start = new String(received, end, filled - end, StandardCharsets.ISO_8859_1);
        long left = length - (filled - end);
        while (left > 0) {
            left -= read(0, (int) Math.min(left, BUFFER));
        }
        return new Answer(head.lines().findFirst().orElse("nothing"), length, start);
    }

    private int read(int offset, int most) throws IOException {
        int count = in.read(received, offset, most);
        if (count <= 0) {
            throw new EOFException("the server closed the connection within an answer");
        }
        return count;
    }

    /** The position behind the blank line that ends the headers, or -1. */
    private int headEnd(int filled) {
        for (int at = 3; at < filled; at++) {
            if (received[at] == '\n' && received[at - 1] == '\r' && received[at - 2] == '\n') {
                return at + 1;
            }
        }
        return -1;
    }

    /** @param head in small letters */
    private static long length(String head) {
        int at = head.indexOf(LENGTH);
        if (at < 0) {
            return 0;
        }
        int end = head.indexOf('\r', at);
        return Long.parseLong(head.substring(at + LENGTH.length(), end).strip());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
