package io.coffer.server.authorization.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardPatternTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "\"\", \"\", true",
                "\"\", a, false",
                "abc, abc, true",
                "abc, ab, false",
                "abc, abcd, false",
                "*, \"\", true",
                "*, anything, true",
                "**, x, true",
                "?, x, true",
                "?, \"\", false",
                "?, xy, false",
                "a*, a, true",
                "a*, ba, false",
                "*a, ba, true",
                "*a, ab, false",
                "a*b*c, a1b2c, true",
                "a*b*c, abc, true",
                "a*b*c, acb, false",
                "a?*c, ac, false",
                "a?*c, abc, true",
                "*?*?*, a, false",
                "*?*?*, ab, true",
                "a.c, abc, false",
                "[a-z]*, b, false",
                "?, 😀, true",
                "a?b, a😀b, true",
                "*中?, x中文, true",
                "ABC, abc, false",
            })
    void matches(String pattern, String subject, boolean expected) {
        assertThat(WildcardPattern.of(pattern).matches(subject)).isEqualTo(expected);
    }

    @Test
    void ignoresCaseWhereAskedTo() {
        assertThat(WildcardPattern.ignoringCase("oss:Get*").matches("OSS:getobject"))
                .isTrue();
        assertThat(WildcardPattern.ignoringCase("oss:GetObject").matches("oss:getobject"))
                .isTrue();
    }

    @Test
    void agreesWithARegularExpressionOnRandomPatterns() {
        Random random = new Random(7);
        int matched = 0;
        for (int round = 0; round < 20_000; round++) {
            String pattern = text(random, "aab*?", random.nextInt(12));
            String subject = text(random, "aab", random.nextInt(14));
            boolean expected = Pattern.matches(pattern.replace("*", ".*").replace("?", "."), subject);
            assertThat(WildcardPattern.of(pattern).matches(subject))
                    .as("%s on %s", pattern, subject)
                    .isEqualTo(expected);
            matched += expected ? 1 : 0;
        }
        assertThat(matched).isBetween(500, 19_500);
    }

    @Test
    void statesBeyondOneWordCarryOver() {
        String long1 = "?".repeat(63) + "b" + "?".repeat(64) + "c";
        String subject = "a".repeat(63) + "b" + "a".repeat(64) + "c";
        assertThat(WildcardPattern.of(long1).matches(subject)).isTrue();
        assertThat(WildcardPattern.of(long1).matches(subject + "a")).isFalse();
        assertThat(WildcardPattern.of("*" + long1).matches("zz" + subject)).isTrue();
        assertThat(WildcardPattern.of("*" + long1).matches(subject.replace('c', 'd')))
                .isFalse();
    }

    @Test
    void patternsMadeToBeSlowAreNot() {
        String subject = "a".repeat(20_000);
        WildcardPattern stars = WildcardPattern.of("*a".repeat(1000) + "*b");
        WildcardPattern questions = WildcardPattern.of("*" + "?".repeat(1500) + "*?a*".repeat(100) + "b");
        // exponential or quadratic backtracking would take hours; the limit only keeps the build from hanging
        assertTimeoutPreemptively(Duration.ofMinutes(1), () -> {
            assertThat(stars.matches(subject)).isFalse();
            assertThat(questions.matches(subject)).isFalse();
        });
    }

    @Test
    void longPatternsAreRefused() {
        assertThat(WildcardPattern.of("a".repeat(WildcardPattern.MAX_LENGTH)).toString())
                .hasSize(WildcardPattern.MAX_LENGTH);
        assertThatThrownBy(() -> WildcardPattern.of("a".repeat(WildcardPattern.MAX_LENGTH + 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String text(Random random, String alphabet, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
