package io.coffer.server.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.model.ObjectKey;
import io.coffer.storage.Name;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ObjectNamesTest {
    private static final String[] LETTERS = {
        "\u0000", "\u0001", "\u0002", "a", "b", "/", "\u007f", "\u00e9", "\u4e2d", "\ud83d\ude00"
    };

    private static String randomKey(Random random) {
        StringBuilder key = new StringBuilder("k");
        int length = random.nextInt(6);
        for (int i = 0; i < length; i++) {
            key.append(LETTERS[random.nextInt(LETTERS.length)]);
        }
        return key.toString();
    }

    @Test
    void namesSortAsTheirKeysAndComeBack() {
        Random random = new Random(5);
        for (int round = 0; round < 50_000; round++) {
            ObjectKey one = new ObjectKey(randomKey(random));
            ObjectKey other = new ObjectKey(randomKey(random));
            Name name = ObjectNames.of(one);
            assertThat(ObjectNames.key(name)).isEqualTo(one);
            assertThat(Integer.signum(name.compareTo(ObjectNames.of(other))))
                    .isEqualTo(Integer.signum(Arrays.compareUnsigned(one.utf8(), other.utf8())));
        }
    }

    @Test
    void prefixesHoldTheirKeysAndNoOther() {
        Random random = new Random(6);
        for (int round = 0; round < 50_000; round++) {
            String prefix = randomKey(random);
            String key = randomKey(random);
            Name name = ObjectNames.of(new ObjectKey(key));
            boolean below = key.startsWith(prefix);
            assertThat(name.startsWith(ObjectNames.prefix(prefix))).isEqualTo(below);
            if (below) {
                assertThat(name).isLessThan(ObjectNames.afterPrefix(prefix));
            }
            ObjectKey other = new ObjectKey(prefix);
            int order = Arrays.compareUnsigned(new ObjectKey(key).utf8(), other.utf8());
            assertThat(name.compareTo(ObjectNames.afterKey(prefix)) > 0).isEqualTo(order > 0);
            if (!below && order > 0) {
                assertThat(name).isGreaterThan(ObjectNames.afterPrefix(prefix));
            }
        }
    }

    @Test
    void theLongestKeyOfZerosFits() {
        ObjectKey key = new ObjectKey("\u0000".repeat(ObjectKey.MAX_LENGTH));
        assertThat(ObjectNames.key(ObjectNames.of(key))).isEqualTo(key);
    }
}
