package io.coffer.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SegmentCipherTest {
    private final DataKey key = Extents.dataKey(7);

    @ParameterizedTest
    @CsvSource({
        "SM4_GCM, 0",
        "SM4_GCM, 1",
        "SM4_GCM, 65479",
        "SM4_GCM, 65480",
        "SM4_GCM, 65481",
        "SM4_GCM, 131000",
        "SM4_GCM, 131001",
        "SM4_GCM, 700001",
        "AES_256_GCM, 0",
        "AES_256_GCM, 700001"
    })
    void givesBackWhatItTook(CipherSuite suite, int size) throws IOException {
        byte[] plaintext = Extents.random(size, size);

        byte[] ciphertext = Extents.encrypt(key, suite, Extents.CONTEXT, plaintext);

        assertThat(ciphertext.length).isEqualTo((int) SegmentLayout.ciphertextLength(size));
        assertThat(Extents.decryptor(key, suite, Extents.CONTEXT, size, ciphertext)
                        .read()
                        .readAllBytes())
                .isEqualTo(plaintext);
    }

    @ParameterizedTest
    @EnumSource
    void takesPiecesOfAnySize(CipherSuite suite) throws IOException {
        byte[] plaintext = Extents.random(3, 400_000);
        Random random = new Random(4);
        ByteArrayOutputStream ciphertext = new ByteArrayOutputStream();
        SegmentEncryptor encryptor = new SegmentEncryptor(key, suite, Extents.CONTEXT, ciphertext::write);
        int at = 0;
        while (at < plaintext.length) {
            int count = Math.min(plaintext.length - at, random.nextInt(1 << random.nextInt(1, 18)));
            encryptor.update(plaintext, at, count);
            at += count;
        }
        encryptor.finish();

        assertThat(Extents.decryptor(key, suite, Extents.CONTEXT, plaintext.length, ciphertext.toByteArray())
                        .read()
                        .readAllBytes())
                .isEqualTo(plaintext);
    }

    @ParameterizedTest
    @EnumSource
    void readsRangesThroughEveryReadMethod(CipherSuite suite) throws IOException {
        byte[] plaintext = Extents.random(5, 300_000);
        byte[] ciphertext = Extents.encrypt(key, suite, Extents.CONTEXT, plaintext);
        SegmentDecryptor decryptor = Extents.decryptor(key, suite, Extents.CONTEXT, plaintext.length, ciphertext);
        for (int[] range : new int[][] {{0, 1}, {65479, 2}, {65480, 65520}, {130_990, 100_000}, {299_999, 1}}) {
            byte[] expected = Arrays.copyOfRange(plaintext, range[0], range[0] + range[1]);
            ByteArrayOutputStream transferred = new ByteArrayOutputStream();
            assertThat(decryptor.read(range[0], range[1]).transferTo(transferred))
                    .isEqualTo(range[1]);
            assertThat(transferred.toByteArray()).isEqualTo(expected);
            ByteArrayOutputStream single = new ByteArrayOutputStream();
            try (InputStream in = decryptor.read(range[0], range[1])) {
                for (int value = in.read(); value >= 0; value = in.read()) {
                    single.write(value);
                }
            }
            assertThat(single.toByteArray()).isEqualTo(expected);
        }
    }

    @Test
    void readsOnlyTheSegmentsOfARange() throws IOException {
        byte[] plaintext = Extents.random(6, 1_000_000);
        byte[] ciphertext = Extents.encrypt(key, CipherSuite.AES_256_GCM, Extents.CONTEXT, plaintext);
        List<String> ranges = new ArrayList<>();
        CiphertextSource source = (offset, length) -> {
            ranges.add(offset + "+" + length);
            return Extents.source(ciphertext).range(offset, length);
        };
        SegmentDecryptor decryptor = new SegmentDecryptor(
                key, CipherSuite.AES_256_GCM, Extents.CONTEXT, plaintext.length, ciphertext.length, source);

        decryptor.read(500_000, 10).readAllBytes();
        decryptor.read(10, 10).readAllBytes();

        assertThat(ranges).containsExactly("0+40", "458752+65536", "0+65536");
    }

    @Test
    void drawsANewSaltForEveryExtent() {
        byte[] plaintext = new byte[100];

        byte[] one = Extents.encrypt(key, CipherSuite.AES_256_GCM, Extents.CONTEXT, plaintext);
        byte[] other = Extents.encrypt(key, CipherSuite.AES_256_GCM, Extents.CONTEXT, plaintext);

        assertThat(Arrays.copyOfRange(one, 1, 33)).isNotEqualTo(Arrays.copyOfRange(other, 1, 33));
        assertThat(Arrays.copyOfRange(one, 40, 156)).isNotEqualTo(Arrays.copyOfRange(other, 40, 156));
    }

    @Test
    void thereIsAlwaysRoom() {
        byte[] plaintext = Extents.random(5, 300_000);
        ByteArrayOutputStream ciphertext = new ByteArrayOutputStream();
        try (SegmentEncryptor encryptor =
                new SegmentEncryptor(key, CipherSuite.AES_256_GCM, Extents.CONTEXT, ciphertext::write)) {
            int at = 0;
            while (at < plaintext.length) {
                assertThat(encryptor.room()).isPositive();
                int count = Math.min(encryptor.room(), plaintext.length - at);
                encryptor.update(plaintext, at, count);
                at += count;
            }
            encryptor.finish();
        }
        assertThat(ciphertext.size()).isEqualTo((int) SegmentLayout.ciphertextLength(plaintext.length));
    }

    @Test
    void servesOneExtentOnly() {
        SegmentEncryptor encryptor =
                new SegmentEncryptor(key, CipherSuite.AES_256_GCM, Extents.CONTEXT, (bytes, offset, length) -> {});
        encryptor.finish();

        assertThatThrownBy(() -> encryptor.update(new byte[1], 0, 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(encryptor::finish).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void sealsNothingAfterAFailedWrite() {
        SegmentEncryptor encryptor =
                new SegmentEncryptor(key, CipherSuite.AES_256_GCM, Extents.CONTEXT, (bytes, offset, length) -> {
                    throw new UnsupportedOperationException("full");
                });

        assertThatThrownBy(() -> encryptor.update(new byte[100_000], 0, 100_000))
                .hasMessage("full");
        assertThatThrownBy(encryptor::finish).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aClosedDataKeyCiphersNothing() {
        DataKey closed = Extents.dataKey(9);
        closed.close();

        assertThatThrownBy(() -> Extents.encrypt(closed, CipherSuite.AES_256_GCM, Extents.CONTEXT, new byte[1]))
                .isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @EnumSource
    void needsTheDataKeyOnlyAtTheStart(CipherSuite suite) throws IOException {
        DataKey writing = Extents.dataKey(7);
        ByteArrayOutputStream ciphertext = new ByteArrayOutputStream();
        SegmentEncryptor encryptor = new SegmentEncryptor(writing, suite, Extents.CONTEXT, ciphertext::write);
        writing.close();
        encryptor.update(new byte[100_000], 0, 100_000);
        encryptor.finish();
        DataKey reading = Extents.dataKey(7);
        InputStream plaintext = Extents.decryptor(reading, suite, Extents.CONTEXT, 100_000, ciphertext.toByteArray())
                .read();
        reading.close();

        assertThat(plaintext.readAllBytes()).isEqualTo(new byte[100_000]);
    }

    @Test
    void closesTheCiphertext() throws IOException {
        byte[] ciphertext = Extents.encrypt(key, CipherSuite.AES_256_GCM, Extents.CONTEXT, new byte[10]);
        List<String> events = new ArrayList<>();
        CiphertextSource source = (offset, length) -> new ByteArrayInputStream(ciphertext) {
            @Override
            public void close() {
                events.add("closed");
            }
        };
        SegmentDecryptor decryptor =
                new SegmentDecryptor(key, CipherSuite.AES_256_GCM, Extents.CONTEXT, 10, ciphertext.length, source);

        InputStream plaintext = decryptor.read();
        plaintext.close();
        assertThat(events).containsExactly("closed");
        assertThatThrownBy(plaintext::read).isInstanceOf(IOException.class);

        ciphertext[0] = 39;
        assertThatThrownBy(decryptor::read).isInstanceOf(DamagedDataException.class);
        assertThat(events).containsExactly("closed", "closed");
    }
}
