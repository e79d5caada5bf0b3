package io.coffer.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Crc64Test {
    @ParameterizedTest
    @CsvSource({"123456789, 11051210869376104954", "hello, 11177612005948864433", "'', 0"})
    void givesTheKnownValues(String text, String checksum) {
        byte[] data = text.getBytes(StandardCharsets.US_ASCII);
        assertThat(Crc64.text(Crc64.of(data))).isEqualTo(checksum);
        Crc64 crc = new Crc64();
        crc.update(data, 0, data.length);
        assertThat(crc.text()).isEqualTo(checksum);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 63, 2047, 2048, 8191, 8192, 8193, 16384, 100_003})
    void agreesWithTheDefinition(int length) {
        byte[] data = random(length);
        assertThat(Crc64.of(data)).isEqualTo(bitByBit(data));
    }

    @Test
    void doesNotDependOnHowTheDataIsCut() {
        byte[] data = random(60_000);
        long whole = Crc64.of(data);
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            Crc64 crc = new Crc64();
            for (int at = 0; at < data.length; ) {
                int length = Math.min(data.length - at, random.nextInt(20_000));
                crc.update(data, at, length);
                at += length;
            }
            assertThat(crc.value()).isEqualTo(whole);
        }
    }

    @Test
    void combinesAndContinues() {
        Random random = new Random(11);
        for (int round = 0; round < 200; round++) {
            byte[] data = random(random.nextInt(5_000));
            int cut = random.nextInt(data.length + 1);
            byte[] tail = Arrays.copyOfRange(data, cut, data.length);
            long first = Crc64.of(Arrays.copyOf(data, cut));
            assertThat(Crc64.combine(first, Crc64.of(tail), tail.length)).isEqualTo(Crc64.of(data));
            Crc64 continued = new Crc64(first);
            continued.update(tail, 0, tail.length);
            assertThat(continued.value()).isEqualTo(Crc64.of(data));
        }
    }

    @Test
    void combinesOverLengthsThatNoArrayHolds() {
        byte[] zeros = new byte[1 << 20];
        long megabyte = Crc64.of(zeros);
        long bySteps = 0;
        for (int i = 0; i < 5 * 1024; i++) {
            bySteps = Crc64.combine(bySteps, megabyte, zeros.length);
        }
        long half = 0;
        for (int i = 0; i < 2560; i++) {
            half = Crc64.combine(half, megabyte, zeros.length);
        }
        assertThat(Crc64.combine(half, half, 2560L << 20)).isEqualTo(bySteps);
    }

    @Test
    void refusesPiecesOutsideTheArray() {
        assertThatThrownBy(() -> new Crc64().update(new byte[10], 5, 6)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static byte[] random(int length) {
        byte[] data = new byte[length];
        new Random(length).nextBytes(data);
        return data;
    }

    private static long bitByBit(byte[] data) {
        long crc = -1;
        for (byte octet : data) {
            for (int bit = 0; bit < 8; bit++) {
                boolean carry = ((crc ^ octet >> bit) & 1) == 1;
                crc = carry ? crc >>> 1 ^ Long.reverse(0x42F0E1EBA9EA3693L) : crc >>> 1;
            }
        }
        return ~crc;
    }
}
