package io.coffer.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PercentEncodingTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "AZaz09-._~|AZaz09-._~|AZaz09-._~",
                "a b|a%20b|a%20b",
                "a+b*c|a%2Bb%2Ac|a%2Bb%2Ac",
                "1234+-/123/1.txt|1234%2B-%2F123%2F1.txt|1234%2B-/123/1.txt",
                "é中|%C3%A9%E4%B8%AD|%C3%A9%E4%B8%AD",
                "😀|%F0%9F%98%80|%F0%9F%98%80",
            })
    void encodesAndDecodesBack(String text, String whole, String path) {
        assertThat(PercentEncoding.encode(text)).isEqualTo(whole);
        assertThat(PercentEncoding.encodePath(text)).isEqualTo(path);
        assertThat(PercentEncoding.decodePath(whole)).isEqualTo(text);
        assertThat(PercentEncoding.decodePath(path)).isEqualTo(text);
        assertThat(PercentEncoding.decodeQuery(whole)).isEqualTo(text);
    }

    @Test
    void carriesControlCharacters() {
        assertThat(PercentEncoding.encode("\r\u0000\u001f")).isEqualTo("%0D%00%1F");
        assertThat(PercentEncoding.decodePath("%0D%00%1F")).isEqualTo("\r\u0000\u001f");
    }

    @Test
    void readsPlusAsBlankInTheQueryOnly() {
        assertThat(PercentEncoding.decodePath("a+b%2b")).isEqualTo("a+b+");
        assertThat(PercentEncoding.decodeQuery("a+b%2b")).isEqualTo("a b+");
    }

    @Test
    void decodesOnlyOnce() {
        assertThat(PercentEncoding.decodePath("%2541%252F")).isEqualTo("%41%2F");
    }

    @Test
    void leavesTextThatWasNotEncoded() {
        assertThat(PercentEncoding.decodePath("中/😀")).isEqualTo("中/😀");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%4", "a%zz", "%+1", "%ff", "%C3", "%C0%AF", "%ED%A0%80", "%F8%88%80%80%80"})
    void refusesWhatIsNoEncodedUtf8(String text) {
        for (ThrowingCallable decoding : List.<ThrowingCallable>of(
                () -> PercentEncoding.decodePath(text),
                () -> PercentEncoding.decodeQuery(text),
                () -> PercentEncoding.decodePath("ok/" + text + "/ok"))) {
            assertThat(catchThrowableOfType(OssException.class, decoding).error())
                    .isEqualTo(OssError.BAD_REQUEST);
        }
    }
}
