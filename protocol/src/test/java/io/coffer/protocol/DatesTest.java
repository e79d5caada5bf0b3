package io.coffer.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2022-12-28T10:27:41Z     | Wed, 28 Dec 2022 10:27:41 GMT | 2022-12-28T10:27:41.000Z",
                "2022-12-28T10:27:41.999Z | Wed, 28 Dec 2022 10:27:41 GMT | 2022-12-28T10:27:41.000Z",
                "2026-02-01T00:00:00Z     | Sun, 01 Feb 2026 00:00:00 GMT | 2026-02-01T00:00:00.000Z",
            })
    void formats(Instant instant, String http, String iso) {
        assertThat(HttpDates.format(instant)).isEqualTo(http);
        assertThat(IsoDates.format(instant)).isEqualTo(iso);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Wed, 28 Dec 2022 10:27:41 GMT | 2022-12-28T10:27:41Z",
                "Sun, 1 Feb 2026 00:00:00 GMT  | 2026-02-01T00:00:00Z",
                "Sun, 01 Feb 2026 00:00:00 GMT | 2026-02-01T00:00:00Z",
                "wed, 28 dec 2022 10:27:41 gmt | 2022-12-28T10:27:41Z",
            })
    void parses(String text, Instant instant) {
        assertThat(HttpDates.parse(text)).contains(instant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2022-12-28T10:27:41Z", "Wed, 32 Dec 2022 10:27:41 GMT", "1672223261"})
    void findsNoDate(String text) {
        assertThat(HttpDates.parse(text)).isEmpty();
    }

    @Test
    void blanksAroundDoNotMatter() {
        assertThat(HttpDates.parse(" Wed, 28 Dec 2022 10:27:41 GMT ")).isPresent();
    }
}
