package io.coffer.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentLayoutTest {
    @ParameterizedTest
    @CsvSource({
        "0, 56",
        "1, 57",
        "65479, 65535",
        "65480, 65536",
        "65481, 65553",
        "131000, 131072",
        "131001, 131089",
        "196520, 196608",
        "196521, 196625"
    })
    void countsHeaderAndTags(long plaintext, long ciphertext) {
        assertThat(SegmentLayout.ciphertextLength(plaintext)).isEqualTo(ciphertext);
    }

    @ParameterizedTest
    @CsvSource({
        // plaintext length, offset, length: first segment, last segment, offset, length
        "0, 0, 0, 0, 0, 40, 16",
        "10, 0, 10, 0, 0, 40, 26",
        "65480, 65480, 0, 0, 0, 40, 65496",
        "65481, 65479, 1, 0, 0, 40, 65496",
        "65481, 65480, 1, 1, 1, 65536, 17",
        "65481, 65479, 2, 0, 1, 40, 65513",
        "200000, 65480, 65520, 1, 1, 65536, 65536",
        "200000, 130999, 2, 1, 2, 65536, 131072",
        "200000, 199999, 1, 3, 3, 196608, 3496",
    })
    void mapsRangesToWholeSegments(
            long plaintext, long offset, long length, long first, long last, long sealedOffset, long sealedLength) {
        assertThat(SegmentLayout.ciphertextRange(plaintext, offset, length))
                .isEqualTo(new SegmentLayout.Run(first, last, sealedOffset, sealedLength));
    }

    @Test
    void refusesRangesOutsideOfThePlaintext() {
        assertThatThrownBy(() -> SegmentLayout.ciphertextRange(10, 5, 6)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> SegmentLayout.ciphertextRange(10, -1, 1))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void refusesMoreSegmentsThanTheirNumberCanTell() {
        long most = 65480 + ((1L << 32) - 1) * 65520;
        assertThat(SegmentLayout.ciphertextLength(most)).isEqualTo(1L << 48);
        assertThatThrownBy(() -> SegmentLayout.ciphertextLength(most + 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SegmentLayout.ciphertextLength(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
