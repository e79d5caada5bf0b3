package io.coffer.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WrapContextTest {
    private static final byte[] ID = Extents.filled(16, 1);
    private static final String IDS = "01".repeat(48);

    private static String canonical(Map<String, String> pairs) {
        return canonical(new TreeMap<>(pairs));
    }

    private static String canonical(SortedMap<String, String> pairs) {
        return HexFormat.of().formatHex(new WrapContext(ID, ID, ID, pairs).canonicalBytes());
    }

    @Test
    void idsAreFollowedByPairs() {
        assertThat(canonical(Map.of())).isEqualTo(IDS + "00000000");
        assertThat(canonical(Map.of("k", "", "a", "bc")))
                .isEqualTo(IDS + "00000002" + "0000000161" + "000000026263" + "000000016b" + "00000000");
    }

    @Test
    void theOrderOfTheMapDoesNotMatter() {
        SortedMap<String, String> reversed = new TreeMap<>(Comparator.reverseOrder());
        reversed.putAll(Map.of("a", "1", "b", "2"));

        assertThat(canonical(reversed)).isEqualTo(canonical(Map.of("a", "1", "b", "2")));
    }

    /** In UTF-16 order U+1F600 comes before U+FF21, in UTF-8 order behind it. */
    @Test
    void pairsStandInTheOrderOfTheirBytes() {
        assertThat(canonical(Map.of("\uD83D\uDE00", "", "\uFF21", "")))
                .isEqualTo(IDS + "00000002" + "00000003efbca1" + "00000000" + "00000004f09f9880" + "00000000");
    }

    @Test
    void pairsCannotRunIntoEachOther() {
        assertThat(canonical(Map.of("a", "bc"))).isNotEqualTo(canonical(Map.of("ab", "c")));
        assertThat(canonical(Map.of("a", "b", "c", "d"))).isNotEqualTo(canonical(Map.of("a", "b c d")));
    }

    @Test
    void halfASurrogatePairIsRefused() {
        assertThatThrownBy(() -> canonical(Map.of("a", "\uD83D"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void idsHave16Bytes() {
        assertThatThrownBy(() -> new WrapContext(new byte[15], ID, ID)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new WrapContext(ID, new byte[17], ID)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new WrapContext(ID, ID, new byte[0])).isInstanceOf(IllegalArgumentException.class);
    }
}
