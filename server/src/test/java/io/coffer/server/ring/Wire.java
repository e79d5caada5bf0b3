package io.coffer.server.ring;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One connection, spoken to in bytes, so that a test can send what no HTTP library would. */
public final class Wire implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 120_000;

    private final Socket socket;
    private final InputStream in;

    public Wire(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    public Wire send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return this;
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    public Wire send(String latin1) {
        return send(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends what {@link Call#askingHead} gives, and gives what is answered before a body comes: 100 when it may. */
    Answer ask(byte[] head) {
        return send(head).receive(false);
    }

    /** Ends what this side sends and leaves the other direction open. */
    public Wire finish() {
        try {
            socket.shutdownOutput();
            return this;
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** The next answer. */
    public Answer receive(boolean bodiless) {
        try {
            String[] status = line().split(" ", 3);
            if (status.length < 2) {
                throw new IOException("the connection ended without an answer");
            }
            List<String> fields = new ArrayList<>();
            for (String field = line(); !field.isEmpty(); field = line()) {
                fields.add(field);
            }
            Answer head = new Answer(Integer.parseInt(status[1]), fields, new byte[0]);
            boolean empty = bodiless || head.status() == 204 || head.status() == 304 || head.status() == 100;
            if (empty) {
                return head;
            }
            boolean chunked =
                    head.header("transfer-encoding").filter("chunked"::equals).isPresent();
            return new Answer(head.status(), fields, chunked ? chunks() : body(head.contentLength()));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** What the chunks carry, all that arrived when the connection broke before the last one. */
    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (String size = line(); !size.isEmpty(); size = line()) {
            int length = Integer.parseInt(size, 16);
            body.writeBytes(body(length));
            line();
            if (length == 0) {
                break;
            }
        }
        return body.toByteArray();
    }

    private byte[] body(long length) throws IOException {
        byte[] body = new byte[Math.toIntExact(length)];
        int read = 0;
        try {
            while (read < body.length) {
                int count = in.read(body, read, body.length - read);
                if (count < 0) {
                    break;
                }
                read += count;
            }
        } catch (java.net.SocketException reset) {
            // what came before the reset is what was delivered
        }
        return java.util.Arrays.copyOf(body, read);
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
            line.write(octet);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    /** Whether the other side has nothing more to say: everything was read, and it closed. */
    public boolean isClosedByPeer() {
        try {
            return in.read() < 0;
        } catch (IOException reset) {
            return !(reset instanceof java.net.SocketTimeoutException);
        }
    }

    /** Whether the other side closes, saying nothing or this status before. */
    public boolean endsWithoutAnswerOtherThan(int status) {
        try {
            String first = line();
            return first.isEmpty() || first.contains(" " + status + " ");
        } catch (IOException reset) {
            return !(reset instanceof java.net.SocketTimeoutException);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
