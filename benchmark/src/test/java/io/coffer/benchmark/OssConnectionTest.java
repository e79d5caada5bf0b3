package io.coffer.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class OssConnectionTest {
    private static final SignedRequest GET =
            new SignedRequest("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII), 0);
    private static final int LONG_BODY = 1_000_000;

    /** Answers one request, whose length is known, with these bytes, and closes. */
    private static CompletableFuture<Void> answer(ServerSocket server, int requestLength, byte[] bytes) {
        return CompletableFuture.runAsync(() -> {
            try (Socket socket = server.accept()) {
                socket.getInputStream().readNBytes(requestLength);
                socket.getOutputStream().write(bytes);
            } catch (IOException failure) {
                throw new IllegalStateException(failure);
            }
        });
    }

    private static long exchange(SignedRequest request, String head, int bodyLength) throws IOException {
        byte[] start = head.getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = Arrays.copyOf(start, start.length + bodyLength);
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                OssConnection connection = new OssConnection(server.getLocalPort())) {
            CompletableFuture<Void> answered =
                    answer(server, request.head().length + (int) request.bodyLength(), bytes);
            long length = connection.exchange(request);
            answered.join();
            return length;
        }
    }

    @Test
    void aBodyIsReadToItsEnd() throws IOException {
        String head = "HTTP/1.1 200 OK\r\nContent-Length: " + LONG_BODY + "\r\n\r\n";
        assertThat(exchange(GET, head, LONG_BODY)).isEqualTo(LONG_BODY);
    }

    @Test
    void aBodyIsSentWhole() throws IOException {
        SignedRequest put = new SignedRequest("PUT / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII), LONG_BODY);
        assertThat(exchange(put, "HTTP/1.1 200 OK\r\n\r\n", 0)).isZero();
    }

    @Test
    void anythingButOkStopsARun() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> exchange(GET, "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n", 0))
                .withMessageContaining("403 Forbidden");
    }

    @Test
    void aRefusalThatIsExpectedMustCome() throws IOException {
        expectRefusal("403 Forbidden");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> expectRefusal("200 OK"))
                .withMessageContaining("200 OK");
    }

    private static void expectRefusal(String status) throws IOException {
        byte[] bytes = ("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                OssConnection connection = new OssConnection(server.getLocalPort())) {
            CompletableFuture<Void> answered = answer(server, GET.head().length, bytes);
            connection.expectRefusal(GET);
            answered.join();
        }
    }

    @Test
    void aShortBodyStopsARun() {
        assertThatExceptionOfType(EOFException.class)
                .isThrownBy(() -> exchange(GET, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n", 99));
    }
}
