package io.coffer.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MultisetDigestTest {
    private static final BigInteger MODULUS = BigInteger.TWO.pow(8 * MultisetDigest.LENGTH);

    private final Random random = new Random(7);

    /** Words of zeros and ones are where carries go wrong. */
    private byte[] number() {
        byte[] bytes = new byte[MultisetDigest.LENGTH];
        random.nextBytes(bytes);
        for (int word = 0; word < bytes.length; word += Long.BYTES) {
            int kind = random.nextInt(3);
            if (kind > 0) {
                Arrays.fill(bytes, word, word + Long.BYTES, (byte) (kind == 1 ? 0 : -1));
            }
        }
        return bytes;
    }

    private static BigInteger value(MultisetDigest digest) {
        return new BigInteger(1, digest.bytes());
    }

    @Test
    void sumsAndDifferencesAreModuloTwoToThe256() {
        for (int round = 0; round < 10_000; round++) {
            MultisetDigest one = MultisetDigest.of(number());
            MultisetDigest other = MultisetDigest.of(number());
            assertThat(value(one.plus(other)))
                    .isEqualTo(value(one).add(value(other)).mod(MODULUS));
            assertThat(value(one.minus(other)))
                    .isEqualTo(value(one).subtract(value(other)).mod(MODULUS));
        }
    }
}
