package io.coffer.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** libgcrypt and BouncyCastle give the same bytes and open each other's. */
class GcryptSm4SegmentCipherTest {
    @BeforeEach
    void needsTheLibrary() {
        assumeThat(Gcrypt.library())
                .as("this test needs libgcrypt.so.20 with SM4, of Debian's package libgcrypt20")
                .isPresent();
    }

    private static SegmentCipher gcrypt(byte[] key) {
        return new GcryptSm4SegmentCipher(Gcrypt.library().orElseThrow(), key.clone());
    }

    private static SegmentCipher bouncyCastle(byte[] key) {
        return new Sm4SegmentCipher(key.clone());
    }

    private static byte[] random(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    @Test
    void bothGiveTheSameBytes() {
        Random random = new Random(4);
        for (int round = 0; round < 60; round++) {
            byte[] key = random(random, 16);
            try (SegmentCipher ours = gcrypt(key);
                    SegmentCipher theirs = bouncyCastle(key)) {
                for (int segment = 0; segment < 3; segment++) {
                    byte[] nonce = random(random, 12);
                    int length = random.nextInt(5) == 0 ? 65_520 : random.nextInt(700);
                    byte[] plaintext = random(random, length + 5);
                    byte[] one = new byte[length + 16 + 9];
                    byte[] other = one.clone();
                    ours.seal(nonce, plaintext, 5, length, one, 9);
                    theirs.seal(nonce, plaintext, 5, length, other, 9);
                    assertThat(one).isEqualTo(other);

                    byte[] sealed = Arrays.copyOfRange(one, 9, one.length);
                    byte[] opened = new byte[length];
                    assertThat(ours.open(nonce, sealed, sealed.length, opened)).isTrue();
                    assertThat(opened).isEqualTo(Arrays.copyOfRange(plaintext, 5, 5 + length));
                }
            }
        }
    }

    @Test
    void aChangedBitDoesNotOpen() {
        Random random = new Random(5);
        byte[] nonce = random(random, 12);
        try (SegmentCipher cipher = gcrypt(random(random, 16))) {
            byte[] sealed = new byte[100 + 16];
            cipher.seal(nonce, random(random, 100), 0, 100, sealed, 0);
            for (int at = 0; at < sealed.length; at++) {
                byte[] changed = sealed.clone();
                changed[at] ^= 1;
                assertThat(cipher.open(nonce, changed, changed.length, new byte[100]))
                        .isFalse();
            }
            assertThat(cipher.open(nonce, sealed, sealed.length, new byte[100])).isTrue();
        }
    }

    @Test
    void theKeyIsWipedInTheArrayAndUnusableOnceClosed() {
        byte[] key = random(new Random(6), 16);
        SegmentCipher cipher = new GcryptSm4SegmentCipher(Gcrypt.library().orElseThrow(), key);
        assertThat(key).containsOnly(0);

        cipher.close();
        cipher.close();

        assertThatThrownBy(() -> cipher.seal(new byte[12], new byte[1], 0, 1, new byte[17], 0))
                .isInstanceOf(IllegalStateException.class);
    }
}
