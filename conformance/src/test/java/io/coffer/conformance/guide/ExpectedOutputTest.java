package io.coffer.conformance.guide;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ExpectedOutputTest {
    @Test
    void dotsStandForAnythingInALineOrForLines() {
        assertThat(fits("a ... d", "a b c d")).isTrue();
        assertThat(fits("a ... d", "a b c")).isFalse();
        assertThat(fits("a\n...\nd", "a\nb\nc\nd")).isTrue();
        assertThat(fits("a\n...\nd", "a\nd")).isTrue();
        assertThat(fits("...\nb", "a\nb\nc")).isFalse();
    }

    @Test
    void everythingElseIsMeantAsItStands() {
        assertThat(fits("size (1+1)", "size (1+1)")).isTrue();
        assertThat(fits("a.c", "abc")).isFalse();
        assertThat(fits("a", "a\nb")).isFalse();
    }

    @Test
    void blanksAndNoiseDoNotMatter() {
        assertThat(fits("a    b", "WARNING: something\n\na b\n")).isTrue();
    }

    private static boolean fits(String shown, String actual) {
        return new ExpectedOutput(shown).fits(actual);
    }
}
