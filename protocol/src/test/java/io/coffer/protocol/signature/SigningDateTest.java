package io.coffer.protocol.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigningDateTest {
    @Test
    void readsWhatItWrites() {
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            Instant time = Instant.ofEpochSecond(random.nextLong(SigningDate.LAST.getEpochSecond()));
            assertThat(SigningDate.parseBasic(SigningDate.basic(time))).contains(time);
            assertThat(SigningDate.parseHttp(SigningDate.http(time))).contains(time);
            assertThat(SigningDate.isDay(SigningDate.day(time))).isTrue();
            assertThat(SigningDate.isOn(time, SigningDate.day(time))).isTrue();
            assertThat(SigningDate.isOn(time.plusSeconds(86_400), SigningDate.day(time)))
                    .isFalse();
        }
    }

    /** A character changed anywhere reads as the formatter of the platform reads it. */
    @Test
    void readsNothingElseThanTheFormatterDoes() {
        String date = "Thu, 29 Feb 2024 08:09:10 GMT";
        for (int at = 0; at < date.length(); at++) {
            for (char c : " 0139:,ATYZz".toCharArray()) {
                String changed = date.substring(0, at) + c + date.substring(at + 1);
                assertThat(SigningDate.parseHttp(changed)).as(changed).isEqualTo(byFormatter(changed));
            }
        }
    }

    private static Optional<Instant> byFormatter(String text) {
        try {
            return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
        } catch (DateTimeException malformed) {
            return Optional.empty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'Thu, 5 Mar 2026 08:09:10 GMT', 2026-03-05T08:09:10Z",
        "'5 Mar 2026 08:09:10 GMT', 2026-03-05T08:09:10Z",
        "'Thu, 05 Mar 2026 09:09:10 +0100', 2026-03-05T08:09:10Z",
        "'thu, 05 mar 2026 08:09:10 gmt', 2026-03-05T08:09:10Z",
    })
    void isLenientAsClientsNeedIt(String text, Instant time) {
        assertThat(SigningDate.parseHttp(text)).contains(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "20260305",
                "20260305T080910",
                "20260305t080910Z",
                "20260305T080910z",
                "20260230T080910Z",
                "20261305T080910Z",
                "20260305T240910Z",
                "20260305T086010Z",
                "20260305T080960Z",
                "2026030 T080910Z",
                "-0260305T080910Z",
                "20260305T08091\u0660Z",
            })
    void theBasicFormIsStrict(String text) {
        assertThat(SigningDate.parseBasic(text)).isEmpty();
    }
}
