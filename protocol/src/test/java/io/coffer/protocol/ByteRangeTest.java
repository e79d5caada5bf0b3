package io.coffer.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.protocol.ByteRange.Part;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteRangeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                // range                  | length | default | standard
                "none                     | 10     | whole   | whole",
                "bytes=0-0                | 10     | 0+1     | 0+1",
                "bytes=2-5                | 10     | 2+4     | 2+4",
                "bytes=0-9                | 10     | 0+10    | 0+10",
                "bytes=4-                 | 10     | 4+6     | 4+6",
                "bytes=9-                 | 10     | 9+1     | 9+1",
                "bytes=-3                 | 10     | 7+3     | 7+3",
                "bytes=-10                | 10     | 0+10    | 0+10",
                "BYTES = 2 - 5            | 10     | 2+4     | 2+4",
                "bytes=2-10               | 10     | whole   | 2+8",
                "bytes=0-99999999999999999999 | 10 | whole   | 0+10",
                "bytes=-11                | 10     | whole   | 0+10",
                "bytes=5-4                | 10     | whole   | whole",
                "bytes=20-15              | 10     | whole   | whole",
                "bytes=10-                | 10     | whole   | 416",
                "bytes=10-12              | 10     | whole   | 416",
                "bytes=99999999999999999999- | 10  | whole   | 416",
                "bytes=-0                 | 10     | 416     | 416",
                "bytes=-1--1              | 10     | whole   | whole",
                "bytes=--1                | 10     | whole   | whole",
                "bytes=-                  | 10     | whole   | whole",
                "bytes=                   | 10     | whole   | whole",
                "bytes=a-b                | 10     | whole   | whole",
                "bytes=0-1,4-5            | 10     | whole   | whole",
                "2-5                      | 10     | whole   | whole",
                "lines=2-5                | 10     | whole   | whole",
                "none                     | 0      | whole   | whole",
                "bytes=0-                 | 0      | whole   | 416",
                "bytes=0-0                | 0      | whole   | 416",
                "bytes=-1                 | 0      | whole   | 416",
                "bytes=-0                 | 0      | 416     | 416",
            })
    void readsBothWays(String range, long length, String byDefault, String standard) {
        assertThat(outcome(range, false, length)).isEqualTo(byDefault);
        assertThat(outcome(range, true, length)).isEqualTo(standard);
    }

    private static String outcome(String range, boolean standard, long length) {
        try {
            return switch (ByteRange.of(Optional.ofNullable(range), standard, length)) {
                case ByteRange.Whole whole -> "whole";
                case Part part -> part.offset() + "+" + part.length();
            };
        } catch (OssException refusal) {
            assertThat(refusal.error()).isEqualTo(OssError.INVALID_RANGE);
            return "416";
        }
    }

    @Test
    void readsTheHeaders() {
        Headers byDefault = Headers.builder().add("Range", "bytes=2-10").build();
        Headers standard = Headers.builder()
                .addAll(byDefault)
                .add("x-oss-range-behavior", "standard")
                .build();
        assertThat(ByteRange.of(byDefault, 10)).isEqualTo(ByteRange.WHOLE);
        assertThat(ByteRange.of(standard, 10)).isEqualTo(new Part(2, 8));
    }

    @Test
    void tellsTheRangeAndTheLength() {
        assertThat(new Part(2, 8).contentRange(10)).isEqualTo("bytes 2-9/10");
        OssException refusal =
                catchThrowableOfType(OssException.class, () -> ByteRange.of(Optional.of("bytes=-0"), false, 10));
        assertThat(refusal.headers()).containsExactly(new OssException.Header("Content-Range", "bytes */10"));
    }
}
