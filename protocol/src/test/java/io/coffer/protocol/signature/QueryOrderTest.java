package io.coffer.protocol.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.protocol.QueryParameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QueryOrderTest {
    /** What {@code localeCompare} of Node.js makes of these. */
    @Test
    void aDictionaryPutsMarksBeforeDigitsBeforeLetters() {
        assertThat(sorted(QueryOrder.BY_DICTIONARY, "B", "b", "aB", "AB", "ab", "Ab", "a1", "a-b", "A", "a"))
                .containsExactly("a", "A", "a-b", "a1", "ab", "aB", "Ab", "AB", "b", "B");
        assertThat(String.join("", sorted(QueryOrder.BY_DICTIONARY, "$~|>=<+^`%#&\\/*@}{][)('.?!:;,-_ ".split(""))))
                .isEqualTo(" _-,;:!?.'()[]{}@*/\\&#%`^+<=>|~$");
        assertThat(sorted(QueryOrder.BY_OCTETS, "b", "B", "a", "+", "_")).containsExactly("+", "B", "_", "a", "b");
    }

    @Test
    void itIsTriedOnlyWhereItDiffersAndIsKnown() {
        assertThat(isWorthTrying("acl&uploadId=1&x-oss-date=2")).isFalse();
        assertThat(isWorthTrying("a")).isFalse();
        assertThat(isWorthTrying("a&B")).isTrue();
        assertThat(isWorthTrying("a&B&%C3%BC")).isFalse();
        assertThat(QueryOrder.BY_OCTETS.isWorthTrying(QueryParameters.parse("a").all()))
                .isTrue();
    }

    @Test
    void itIsATotalOrder() {
        List<String> names = new ArrayList<>();
        for (String one : "aAbB_-09~ $.".split("")) {
            for (String other : "aAbB_-09~ $.".split("")) {
                names.add(one + other);
                names.add(one + other + one);
            }
        }
        List<String> first = sorted(QueryOrder.BY_DICTIONARY, names.toArray(String[]::new));
        Collections.shuffle(names, new Random(1));
        assertThat(sorted(QueryOrder.BY_DICTIONARY, names.toArray(String[]::new)))
                .isEqualTo(first);
    }

    private static List<String> sorted(QueryOrder order, String... names) {
        return Arrays.stream(names).sorted(order.names()).toList();
    }

    private static boolean isWorthTrying(String query) {
        return QueryOrder.BY_DICTIONARY.isWorthTrying(
                QueryParameters.parse(query).all());
    }
}
