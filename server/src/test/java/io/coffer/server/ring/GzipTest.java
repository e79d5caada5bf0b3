package io.coffer.server.ring;

import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.HEAD;
import static io.coffer.protocol.Method.PUT;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts go out compressed to those who ask for it. */
@Covers({"GetObject"})
class GzipTest {
    private static final byte[] TEXT = "0123456789abcdef".repeat(10_000).getBytes(UTF_8);

    private static Ring ring;
    private static Client owner;

    @BeforeAll
    static void start() {
        ring = Ring.inMemory();
        owner = ring.owner().create("plain").create("sealed");
        owner.putRule("sealed", "AES256");
        for (String bucket : new String[] {"plain", "sealed"}) {
            put(bucket, "text", "text/plain; charset=utf-8", TEXT);
        }
        put("plain", "short", "text/plain", "x".repeat(1023).getBytes(UTF_8));
        put("plain", "least", "text/plain", "x".repeat(1024).getBytes(UTF_8));
        put("plain", "bytes", "application/octet-stream", TEXT);
        assertThat(owner.object(PUT, "plain", "encoded")
                        .header("content-type", "text/plain")
                        .header("content-encoding", "br")
                        .body(TEXT)
                        .send()
                        .status())
                .isEqualTo(200);
    }

    private static void put(String bucket, String key, String type, byte[] content) {
        assertThat(owner.object(PUT, bucket, key)
                        .header("content-type", type)
                        .body(content)
                        .send()
                        .status())
                .isEqualTo(200);
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    @ParameterizedTest
    @CsvSource({"plain, text", "sealed, text", "plain, least"})
    void aTextIsCompressedOnItsWay(String bucket, String key) throws IOException {
        byte[] content = owner.get(bucket, key).body();
        Answer answer = owner.object(GET, bucket, key)
                .header("accept-encoding", "deflate, gzip")
                .send();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-encoding")).contains("gzip");
        assertThat(answer.header("transfer-encoding")).contains("chunked");
        assertThat(answer.header("vary")).contains("Accept-Encoding");
        for (String absent : new String[] {"content-length", "content-md5", "etag", "x-oss-hash-crc64ecma"}) {
            assertThat(answer.header(absent)).as(absent).isEmpty();
        }
        assertThat(answer.header("last-modified")).isPresent();
        assertThat(answer.body().length).isLessThan(content.length);
        try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
            assertThat(plain.readAllBytes()).isEqualTo(content);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text    | identity   | accept | x",
                "text    | gzip;q=0   | accept | x",
                "text    | *          | accept | x",
                "text    | gzip       | range  | bytes=0-",
                "short   | gzip       | accept | x",
                "bytes   | gzip       | accept | x",
                "encoded | gzip       | accept | x"
            })
    void allElseGoesOutAsItIs(String key, String coding, String header, String value) {
        Answer whole = owner.get("plain", key);
        Answer answer = owner.object(GET, "plain", key)
                .header("accept-encoding", coding)
                .header(header, value)
                .send();
        assertThat(answer.body()).isEqualTo(whole.body());
        assertThat(answer.header("content-length")).contains(Integer.toString(whole.body().length));
        assertThat(answer.header("etag")).isEqualTo(whole.header("etag"));
        assertThat(answer.header("content-encoding")).isEqualTo(whole.header("content-encoding"));
    }

    @Test
    void anOldClientGetsItToTheEndOfTheConnection() throws IOException {
        String head = new String(
                owner.object(GET, "plain", "text")
                        .header("accept-encoding", "gzip")
                        .head(),
                UTF_8);
        try (Socket socket = new Socket("127.0.0.1", ring.port())) {
            socket.getOutputStream().write(head.replace("HTTP/1.1", "HTTP/1.0").getBytes(UTF_8));
            byte[] answer = socket.getInputStream().readAllBytes();
            String text = new String(answer, ISO_8859_1);
            assertThat(text).doesNotContainIgnoringCase("transfer-encoding");
            int body = text.indexOf("\r\n\r\n") + 4;
            try (GZIPInputStream plain =
                    new GZIPInputStream(new ByteArrayInputStream(answer, body, answer.length - body))) {
                assertThat(plain.readAllBytes()).isEqualTo(TEXT);
            }
        }
    }

    @Test
    void aHeadTellsOfTheObjectItself() {
        Answer answer = owner.object(HEAD, "plain", "text")
                .header("accept-encoding", "gzip")
                .send();
        assertThat(answer.contentLength()).isEqualTo(TEXT.length);
        assertThat(answer.header("content-encoding")).isEmpty();
    }
}
