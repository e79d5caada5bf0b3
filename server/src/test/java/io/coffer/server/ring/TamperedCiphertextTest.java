package io.coffer.server.ring;

import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Ciphertext changed where no engine's checksum sees it: the encryption alone must find it. */
@Tag("own-engine")
class TamperedCiphertextTest {
    private static final int SEGMENT = 64 * 1024;
    private static final byte[] LARGE = new byte[300_000];
    private static final byte[] SMALL = new byte[500];

    @TempDir
    private static Path directory;

    private static Ring ring;
    private static Client owner;

    @BeforeAll
    static void start() {
        new Random(1).nextBytes(LARGE);
        new Random(2).nextBytes(SMALL);
        ring = Ring.onEngine("lying", directory.resolve("data"));
        owner = ring.owner().create("bucket");
        for (String method : new String[] {"AES256", "SM4", "KMS"}) {
            put(method + "-small", method, SMALL);
            put(method + "-large", method, LARGE);
        }
    }

    private static void put(String key, String method, byte[] body) {
        assertThat(owner.object(PUT, "bucket", key)
                        .header("x-oss-server-side-encryption", method)
                        .body(body)
                        .send()
                        .outcome())
                .isEqualTo("200");
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    @AfterEach
    void tellTheTruthAgain() {
        LyingEngineFactory.LIE.set(UnaryOperator.identity());
    }

    private static UnaryOperator<byte[]> flip(double where) {
        return body -> {
            byte[] changed = body.clone();
            changed[(int) (where * (body.length - 1))] ^= 1;
            return changed;
        };
    }

    private static byte[] swapped(byte[] body) {
        byte[] changed = body.clone();
        System.arraycopy(body, SEGMENT, changed, 2 * SEGMENT, SEGMENT);
        System.arraycopy(body, 2 * SEGMENT, changed, SEGMENT, SEGMENT);
        return changed;
    }

    static Stream<Arguments> lies() {
        return Stream.of("AES256", "SM4", "KMS")
                .flatMap(method -> Stream.of("small", "large")
                        .flatMap(size -> Stream.of(
                                        lie("first byte", flip(0)),
                                        lie("header", flip(20.0 / 300_000)),
                                        lie("middle", flip(0.5)),
                                        lie("last byte", flip(1)),
                                        lie("shorter by one", body -> Arrays.copyOf(body, body.length - 1)),
                                        lie("longer by one", body -> Arrays.copyOf(body, body.length + 1)),
                                        lie(
                                                "one segment",
                                                body -> Arrays.copyOf(body, Math.min(SEGMENT, body.length - 1))),
                                        lie("zeros", body -> new byte[body.length]),
                                        lie(
                                                "swapped",
                                                body -> body.length > 3 * SEGMENT
                                                        ? swapped(body)
                                                        : flip(0.3).apply(body)),
                                        lie("nothing", body -> new byte[0]))
                                .map(lie -> Arguments.of(method + "-" + size, lie.name(), lie.change()))));
    }

    private record Lie(String name, UnaryOperator<byte[]> change) {}

    private static Lie lie(String name, UnaryOperator<byte[]> change) {
        return new Lie(name, change);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("lies")
    void noWrongByteIsDelivered(String key, String name, UnaryOperator<byte[]> lie) {
        LyingEngineFactory.LIE.set(lie);
        byte[] plaintext = key.endsWith("small") ? SMALL : LARGE;
        Answer answer = owner.get("bucket", key);
        if (answer.status() == 200) {
            assertThat(answer.isWhole()).isFalse();
            assertThat(answer.body()).isEqualTo(Arrays.copyOf(plaintext, answer.body().length));
        } else {
            assertThat(answer.outcome()).isEqualTo("500 InternalError");
        }
        assertThat(owner.object(PUT, "bucket", "copy")
                        .header("x-oss-copy-source", "/bucket/" + key)
                        .send()
                        .outcome())
                .isEqualTo("500 InternalError");
        assertThat(owner.head("bucket", "copy").status()).isEqualTo(404);
    }

    @Test
    void theTruthIsDelivered() {
        for (String method : new String[] {"AES256", "SM4", "KMS"}) {
            assertThat(owner.get("bucket", method + "-small").body()).isEqualTo(SMALL);
            assertThat(owner.get("bucket", method + "-large").body()).isEqualTo(LARGE);
        }
    }

    @Test
    void aRangeBesideTheDamageIsDeliveredAndOneOverItIsNot() {
        LyingEngineFactory.LIE.set(flip(1));
        Answer good = owner.object(GET, "bucket", "AES256-large")
                .header("range", "bytes=10-99")
                .send();
        assertThat(good.body()).isEqualTo(Arrays.copyOfRange(LARGE, 10, 100));
        Answer bad = owner.object(GET, "bucket", "AES256-large")
                .header("range", "bytes=299990-299999")
                .send();
        assertThat(bad.outcome()).isEqualTo("500 InternalError");
    }
}
