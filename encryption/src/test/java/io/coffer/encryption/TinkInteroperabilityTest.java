package io.coffer.encryption;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import io.coffer.encryption.KeyDerivation.Purpose;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tink, an independent implementation of the format, reads what we write and the other way round. */
class TinkInteroperabilityTest {
    private static final byte[] INFO =
            KeyDerivation.info(Purpose.EXTENT, CipherSuite.AES_256_GCM.code(), Extents.CONTEXT);

    private final DataKey key = Extents.dataKey(7);
    private final AesGcmHkdfStreaming tink = tink();

    private static AesGcmHkdfStreaming tink() {
        try {
            return new AesGcmHkdfStreaming(Extents.filled(32, 7), "HmacSha256", 32, 64 * 1024, 0);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65479, 65480, 65481, 131000, 131001, 5_000_001})
    void tinkReadsOurs(int size) throws Exception {
        byte[] plaintext = Extents.random(size, size);

        byte[] ciphertext = Extents.encrypt(key, CipherSuite.AES_256_GCM, Extents.CONTEXT, plaintext);

        assertThat(ciphertext.length).isEqualTo((int) SegmentLayout.ciphertextLength(size));
        assertThat(tink.newDecryptingStream(new ByteArrayInputStream(ciphertext), INFO)
                        .readAllBytes())
                .isEqualTo(plaintext);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65479, 65480, 65481, 131000, 131001, 5_000_001})
    void weReadTinks(int size) throws Exception {
        byte[] plaintext = Extents.random(size, size);

        byte[] ciphertext = encryptWithTink(plaintext);

        assertThat(Extents.decryptor(key, CipherSuite.AES_256_GCM, Extents.CONTEXT, size, ciphertext)
                        .read()
                        .readAllBytes())
                .isEqualTo(plaintext);
    }

    @Test
    void weReadRangesOfTinks() throws Exception {
        byte[] plaintext = Extents.random(1, 700_001);
        byte[] ciphertext = encryptWithTink(plaintext);
        Random random = new Random(2);
        SegmentDecryptor decryptor =
                Extents.decryptor(key, CipherSuite.AES_256_GCM, Extents.CONTEXT, plaintext.length, ciphertext);

        for (int i = 0; i < 200; i++) {
            int offset = random.nextInt(plaintext.length + 1);
            int length = random.nextInt(plaintext.length - offset + 1) >> random.nextInt(12);
            assertThat(decryptor.read(offset, length).readAllBytes())
                    .as("%d bytes at %d", length, offset)
                    .isEqualTo(Arrays.copyOfRange(plaintext, offset, offset + length));
        }
    }

    private byte[] encryptWithTink(byte[] plaintext) throws Exception {
        ByteArrayOutputStream ciphertext = new ByteArrayOutputStream();
        try (OutputStream out = tink.newEncryptingStream(ciphertext, INFO)) {
            out.write(plaintext);
        }
        return ciphertext.toByteArray();
    }
}
