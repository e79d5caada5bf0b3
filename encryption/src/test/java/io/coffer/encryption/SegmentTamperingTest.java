package io.coffer.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever is done to an extent: it is refused, and only bytes of whole segments before the damage were delivered. */
class SegmentTamperingTest {
    private static final int SIZE = 3 * 65536;
    private static final int SEGMENT = 65536;

    private final DataKey key = Extents.dataKey(7);
    private final byte[] plaintext = Extents.random(8, SIZE);

    private byte[] sealed(CipherSuite suite) {
        return Extents.encrypt(key, suite, Extents.CONTEXT, plaintext);
    }

    private void assertRefusedFrom(CipherSuite suite, byte[] ciphertext, int segment) throws IOException {
        int untouched = (int) SegmentLayout.plaintextStart(segment);
        InputStream stream;
        try {
            stream = Extents.decryptor(key, suite, Extents.CONTEXT, SIZE, ciphertext)
                    .read();
        } catch (DamagedDataException e) {
            assertThat(segment).isZero();
            return;
        }
        assertThat(Extents.deliveredBeforeDamage(stream)).isEqualTo(Arrays.copyOf(plaintext, untouched));
        assertThatThrownBy(stream::read).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @EnumSource
    void everyHeaderByte(CipherSuite suite) throws IOException {
        byte[] ciphertext = sealed(suite);
        for (int i = 0; i < 40; i++) {
            ciphertext[i] ^= 1;
            assertRefusedFrom(suite, ciphertext, 0);
            ciphertext[i] ^= 1;
        }
    }

    @ParameterizedTest
    @EnumSource
    void bytesAndTagsOfEverySegment(CipherSuite suite) throws IOException {
        byte[] ciphertext = sealed(suite);
        int[] places = {
            40, 5000, SEGMENT - 16, SEGMENT - 1, SEGMENT, 2 * SEGMENT - 1, 3 * SEGMENT, ciphertext.length - 1
        };
        for (int place : places) {
            ciphertext[place] ^= (byte) 0x80;
            assertRefusedFrom(suite, ciphertext, place / SEGMENT);
            ciphertext[place] ^= (byte) 0x80;
        }
    }

    @ParameterizedTest
    @EnumSource
    void swappedSegments(CipherSuite suite) throws IOException {
        byte[] ciphertext = sealed(suite);
        byte[] second = Arrays.copyOfRange(ciphertext, SEGMENT, 2 * SEGMENT);
        System.arraycopy(ciphertext, 2 * SEGMENT, ciphertext, SEGMENT, SEGMENT);
        System.arraycopy(second, 0, ciphertext, 2 * SEGMENT, SEGMENT);

        assertRefusedFrom(suite, ciphertext, 1);
    }

    @ParameterizedTest
    @EnumSource
    void repeatedSegment(CipherSuite suite) throws IOException {
        byte[] ciphertext = sealed(suite);
        System.arraycopy(ciphertext, SEGMENT, ciphertext, 2 * SEGMENT, SEGMENT);

        assertRefusedFrom(suite, ciphertext, 2);
    }

    @ParameterizedTest
    @EnumSource
    void otherLengthThanThePlaintexts(CipherSuite suite) {
        byte[] ciphertext = sealed(suite);
        int[] lengths = {
            0,
            39,
            40,
            56,
            30_000,
            SEGMENT,
            2 * SEGMENT,
            2 * SEGMENT + 5,
            3 * SEGMENT,
            ciphertext.length - 1,
            ciphertext.length + 1,
            ciphertext.length + SEGMENT
        };
        for (int length : lengths) {
            byte[] changed = Arrays.copyOf(ciphertext, length);
            assertThatThrownBy(() -> Extents.decryptor(key, suite, Extents.CONTEXT, SIZE, changed))
                    .isInstanceOf(DamagedDataException.class);
        }
    }

    /** The attacker changes the recorded lengths along with the extent. */
    @ParameterizedTest
    @EnumSource
    void cutAtSegmentBoundariesWithTheRecordedLength(CipherSuite suite) throws IOException {
        byte[] ciphertext = sealed(suite);
        for (int segments = 1; segments <= 3; segments++) {
            byte[] cut = Arrays.copyOf(ciphertext, segments * SEGMENT);
            int claimed = (int) SegmentLayout.plaintextStart(segments);
            InputStream stream =
                    Extents.decryptor(key, suite, Extents.CONTEXT, claimed, cut).read();
            assertThat(Extents.deliveredBeforeDamage(stream))
                    .isEqualTo(Arrays.copyOf(plaintext, (int) SegmentLayout.plaintextStart(segments - 1)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void sourceThatEndsEarly(CipherSuite suite) throws IOException {
        byte[] ciphertext = sealed(suite);
        for (int end : new int[] {0, 20, 40, 60, SEGMENT, SEGMENT + 10, 2 * SEGMENT, ciphertext.length - 1}) {
            CiphertextSource source = (offset, length) -> new ByteArrayInputStream(ciphertext, 0, end);
            SegmentDecryptor decryptor =
                    new SegmentDecryptor(key, suite, Extents.CONTEXT, SIZE, ciphertext.length, source);
            if (end < 40) {
                assertThatThrownBy(decryptor::read).isInstanceOf(DamagedDataException.class);
            } else {
                assertThat(Extents.deliveredBeforeDamage(decryptor.read()))
                        .isEqualTo(Arrays.copyOf(plaintext, (int) SegmentLayout.plaintextStart(end / SEGMENT)));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anotherPlace(CipherSuite suite) throws IOException {
        byte[] ciphertext = sealed(suite);
        byte[] other = Extents.filled(16, 0xee);
        ExtentContext[] places = {
            new ExtentContext(other, Extents.BLOB, 0),
            new ExtentContext(Extents.BUCKET, other, 0),
            new ExtentContext(Extents.BUCKET, Extents.BLOB, 1)
        };
        for (ExtentContext place : places) {
            InputStream stream =
                    Extents.decryptor(key, suite, place, SIZE, ciphertext).read();
            assertThat(Extents.deliveredBeforeDamage(stream)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anotherDataKeyOrSuite(CipherSuite suite) throws IOException {
        byte[] ciphertext = sealed(suite);
        CipherSuite otherSuite = suite == CipherSuite.SM4_GCM ? CipherSuite.AES_256_GCM : CipherSuite.SM4_GCM;

        assertThat(Extents.deliveredBeforeDamage(
                        Extents.decryptor(Extents.dataKey(8), suite, Extents.CONTEXT, SIZE, ciphertext)
                                .read()))
                .isEmpty();
        assertThat(Extents.deliveredBeforeDamage(Extents.decryptor(key, otherSuite, Extents.CONTEXT, SIZE, ciphertext)
                        .read()))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aRangeBesideTheDamageIsReadAndOneOverItIsNot(CipherSuite suite) throws IOException {
        byte[] ciphertext = sealed(suite);
        ciphertext[SEGMENT + 100] ^= 1;
        SegmentDecryptor decryptor = Extents.decryptor(key, suite, Extents.CONTEXT, SIZE, ciphertext);

        assertThat(decryptor.read(140_000, 10).readAllBytes())
                .isEqualTo(Arrays.copyOfRange(plaintext, 140_000, 140_010));
        assertThat(Extents.deliveredBeforeDamage(decryptor.read(130_000, 1))).isEmpty();
        assertThat(Extents.deliveredBeforeDamage(decryptor.read(130_000, 0))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void anEmptyPlaintextIsAuthenticatedToo(CipherSuite suite) throws IOException {
        byte[] ciphertext = Extents.encrypt(key, suite, Extents.CONTEXT, new byte[0]);
        ciphertext[50] ^= 1;

        InputStream stream =
                Extents.decryptor(key, suite, Extents.CONTEXT, 0, ciphertext).read();

        assertThatThrownBy(stream::read).isInstanceOf(DamagedDataException.class);
    }

    @Test
    void theCallersArrayStaysUntouchedByADamagedSegment() throws IOException {
        byte[] ciphertext = sealed(CipherSuite.AES_256_GCM);
        ciphertext[SEGMENT - 1] ^= 1;
        byte[] target = Extents.filled(1000, 0x55);
        InputStream stream = Extents.decryptor(key, CipherSuite.AES_256_GCM, Extents.CONTEXT, SIZE, ciphertext)
                .read();

        assertThatThrownBy(() -> stream.read(target)).isInstanceOf(DamagedDataException.class);
        assertThat(target).isEqualTo(Extents.filled(1000, 0x55));
    }
}
