package io.coffer.server.callback;

import io.coffer.protocol.Headers;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One POST to an application's server. A small client of its own, because the call must go to the very address that was
 * checked and may carry another Host than its URL's. It follows no redirect.
 */
final class CallbackExchange {
    /** in bytes, of an answer's body */
    static final int MAX_ANSWER = 1024 * 1024;

    private static final int MAX_HEAD = 32 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final long deadline = System.nanoTime() + PATIENCE.toNanos();
    private final Socket socket = new Socket();
    private int headLeft = MAX_HEAD;

    /** What came back. */
    record Reply(int status, byte[] body) {}

    private CallbackExchange() {}

    /** @throws IOException when there is no answer in time, or none that can be understood */
    static Reply post(URI url, InetAddress address, Headers headers, byte[] body) throws IOException {
        return new CallbackExchange().exchange(url, address, headers, body);
    }

    private Reply exchange(URI url, InetAddress address, Headers headers, byte[] body) throws IOException {
        boolean secure = url.getScheme().equalsIgnoreCase("https");
        int port = url.getPort() > 0 ? url.getPort() : secure ? 443 : 80;
        try (Socket plain = socket) {
            plain.connect(new InetSocketAddress(address, port), millisLeft());
            plain.setTcpNoDelay(true);
            try (Socket connection = secure ? overTls(plain, url.getHost(), port) : plain) {
                connection.getOutputStream().write(message(url, headers, body));
                connection.getOutputStream().flush();
                return reply(new BufferedInputStream(new Timed(connection)));
            }
        }
    }

    private Socket overTls(Socket plain, String host, int port) throws IOException {
        plain.setSoTimeout(millisLeft());
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        SSLSocket secured = (SSLSocket) factory.createSocket(plain, host, port, true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        if (!host.startsWith("[") && !host.matches("[0-9.]+")) {
            parameters.setServerNames(List.of(new SNIHostName(host)));
        }
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private static byte[] message(URI url, Headers headers, byte[] body) {
        StringBuilder head = new StringBuilder("POST ").append(path(url));
        Optional.ofNullable(url.getRawQuery())
                .ifPresent(query -> head.append('?').append(query));
        head.append(" HTTP/1.1\r\n");
        headers.fields()
                .forEach(field -> head.append(field.name())
                        .append(": ")
                        .append(field.value())
                        .append("\r\n"));
        head.append("content-length: ").append(body.length).append("\r\nconnection: close\r\n\r\n");
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        message.writeBytes(body);
        return message.toByteArray();
    }

    /** As it stands on the wire. */
    static String path(URI url) {
        return Optional.ofNullable(url.getRawPath())
                .filter(path -> !path.isEmpty())
                .orElse("/");
    }

    private Reply reply(InputStream in) throws IOException {
        int status = status(in);
        Headers headers = headers(in);
        while (status >= 100 && status < 200) {
            status = status(in);
            headers = headers(in);
        }
        boolean bodiless = status == 204 || status == 304;
        return new Reply(status, bodiless ? new byte[0] : body(in, headers));
    }

    private int status(InputStream in) throws IOException {
        String line = line(in);
        if (!line.matches("HTTP/1\\.[01] [0-9]{3}( .*)?")) {
            throw new IOException("the answer is not HTTP");
        }
        return Integer.parseInt(line.substring(9, 12));
    }

    private Headers headers(InputStream in) throws IOException {
        Headers.Builder headers = Headers.builder();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw new IOException("the answer has a malformed header");
            }
            headers.add(line.substring(0, colon), line.substring(colon + 1));
        }
        return headers.build();
    }

    private byte[] body(InputStream in, Headers headers) throws IOException {
        if (headers.first("transfer-encoding")
                .filter("chunked"::equalsIgnoreCase)
                .isPresent()) {
            return chunks(in);
        }
        Optional<String> announced = headers.first("content-length");
        if (announced.isEmpty()) {
            return bounded(in.readNBytes(MAX_ANSWER + 1));
        }
        int length = size(announced.get(), 10);
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new IOException("the answer broke off");
        }
        return body;
    }

    private byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            String line = line(in);
            int extension = line.indexOf(';');
            int length = size((extension < 0 ? line : line.substring(0, extension)).strip(), 16);
            if (length == 0) {
                return body.toByteArray();
            }
            if (body.size() + length > MAX_ANSWER) {
                throw new IOException("the answer is too large");
            }
            body.writeBytes(in.readNBytes(length));
            if (!line(in).isEmpty()) {
                throw new IOException("the answer has a malformed chunk");
            }
        }
    }

    private static int size(String text, int radix) throws IOException {
        try {
            int size = Integer.parseInt(text, radix);
            if (size >= 0 && size <= MAX_ANSWER) {
                return size;
            }
        } catch (NumberFormatException malformed) {
            throw new IOException("the answer has a malformed length", malformed);
        }
        throw new IOException("the answer is too large");
    }

    private static byte[] bounded(byte[] body) throws IOException {
        if (body.length > MAX_ANSWER) {
            throw new IOException("the answer is too large");
        }
        return body;
    }

    private String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0 || --headLeft < 0) {
                throw new IOException("the answer broke off or its headers are too large");
            }
            line.append((char) octet);
        }
        int end = line.length() - 1;
        return end >= 0 && line.charAt(end) == '\r' ? line.substring(0, end) : line.toString();
    }

    private int millisLeft() throws SocketTimeoutException {
        long millis = (deadline - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
            throw new SocketTimeoutException("no answer within " + PATIENCE.toSeconds() + " seconds");
        }
        return (int) millis;
    }

    /** Keeps the deadline of the whole, however slowly the bytes come. */
    private final class Timed extends FilterInputStream {
        private final Socket connection;

        private Timed(Socket connection) throws IOException {
            super(connection.getInputStream());
            this.connection = connection;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            connection.setSoTimeout(millisLeft());
            return in.read(bytes, offset, length);
        }
    }
}
