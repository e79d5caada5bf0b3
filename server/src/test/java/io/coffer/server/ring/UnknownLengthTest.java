package io.coffer.server.ring;

import static io.coffer.protocol.Method.POST;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies in chunks, whose length nobody knows before their end, are stored whole under every cipher. */
class UnknownLengthTest {
    private static final int CHUNK = 9_999;

    private static Ring ring;
    private static Client owner;

    @BeforeAll
    static void start() {
        ring = Ring.inMemory();
        owner = ring.owner();
        owner.create("bucket");
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AES256", "SM4", "KMS"})
    void allOfThemIsStored(String method) {
        // the ends of the first and the second segment, and well beyond
        for (int length : new int[] {0, 1, 65_479, 65_480, 65_481, 131_000, 131_001, 300_000}) {
            byte[] content = content(length);
            Call put = owner.object(PUT, "bucket", "object");
            Call append = owner.object(POST, "bucket", "log" + length + method)
                    .with("append")
                    .with("position", "0");
            if (!method.isEmpty()) {
                put.header("x-oss-server-side-encryption", method);
                append.header("x-oss-server-side-encryption", method);
            }
            assertThat(send(put, content)).isEqualTo("200");
            assertThat(owner.get("bucket", "object").body()).isEqualTo(content);
            assertThat(send(append, content)).isEqualTo("200");
            assertThat(owner.get("bucket", "log" + length + method).body()).isEqualTo(content);
        }
    }

    private static String send(Call call, byte[] content) {
        String head = new String(call.withoutLength().head(), StandardCharsets.ISO_8859_1);
        try (Wire wire = new Wire(ring.port())) {
            wire.send(head.substring(0, head.length() - 2) + "Transfer-Encoding: chunked\r\n\r\n");
            for (int at = 0; at < content.length; at += CHUNK) {
                byte[] chunk = Arrays.copyOfRange(content, at, Math.min(content.length, at + CHUNK));
                wire.send(Integer.toHexString(chunk.length) + "\r\n")
                        .send(chunk)
                        .send("\r\n");
            }
            return wire.send("0\r\n\r\n").receive(false).outcome();
        }
    }

    private static byte[] content(int length) {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        return content;
    }
}
