package io.coffer.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** ISA-L and our own code give the same. */
class NativeCrc64Test {
    @BeforeEach
    void needsTheLibrary() {
        assumeThat(NativeCrc64.isThere())
                .as("this test needs libisal.so.2, of Debian's package libisal2")
                .isTrue();
    }

    @Test
    void knownAnswer() {
        byte[] check = "123456789".getBytes(StandardCharsets.US_ASCII);

        assertThat(NativeCrc64.update(0, check, 0, check.length)).isEqualTo(0x995DC9BBDF1939FAL);
        assertThat(NativeCrc64.update(5, check, 3, 0)).isEqualTo(5);
    }

    @Test
    void anyPiecesGiveWhatJavaGives() {
        Random random = new Random(64);
        byte[] data = new byte[200_000];
        random.nextBytes(data);
        for (int round = 0; round < 300; round++) {
            int offset = random.nextInt(1000);
            int length = random.nextInt(random.nextBoolean() ? 300 : data.length - offset);
            int cut = length == 0 ? 0 : random.nextInt(length);
            long first = NativeCrc64.update(0, data, offset, cut);

            assertThat(NativeCrc64.update(first, data, offset + cut, length - cut))
                    .as("round %d: %d bytes", round, length)
                    .isEqualTo(~Crc64.inJava(~0L, data, offset, length));
        }
    }

    @Test
    void largePiecesTakeTheNativeWay() {
        byte[] data = new byte[3 * 1024 * 1024 + 17];
        new Random(65).nextBytes(data);
        Crc64 crc = new Crc64(77);
        crc.update(data, 1, data.length - 1);

        assertThat(crc.value()).isEqualTo(~Crc64.inJava(~77L, data, 1, data.length - 1));
    }
}
