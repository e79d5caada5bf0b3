package io.coffer.storage.ozone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.coffer.storage.Name;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyNamesTest {
    private static List<Name> names() {
        Random random = new Random(11);
        List<Name> names = new ArrayList<>(List.of(
                Name.EMPTY,
                Name.of("/"),
                Name.of("//"),
                Name.of(".."),
                Name.of("a/"),
                Name.of("\uFFEE"),
                Name.of("\uD83D\uDE00")));
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = new byte[random.nextInt(6)];
            random.nextBytes(bytes);
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] = random.nextBoolean() ? (byte) random.nextInt(3) : bytes[at];
            }
            names.add(new Name(bytes));
        }
        return names;
    }

    @Test
    void keysAreReadBackAndHoldNoCharacterThatOzoneRefuses() {
        for (Name name : names()) {
            String key = KeyNames.record(name);
            assertThat(KeyNames.name(key)).isEqualTo(name);
            assertThat(key).doesNotContain("\0").startsWith("r");
        }
    }

    /** The two orders that meet in Ozone's listing: of strings in memory, and of their UTF-8 in its table. */
    @Test
    void keysSortAsTheirNamesInBothOrders() {
        List<Name> names = names();
        for (int i = 1; i < names.size(); i++) {
            Name one = names.get(i - 1);
            Name other = names.get(i);
            String oneKey = KeyNames.record(one);
            String otherKey = KeyNames.record(other);
            int expected = Integer.signum(one.compareTo(other));
            assertThat(Integer.signum(oneKey.compareTo(otherKey))).isEqualTo(expected);
            assertThat(Integer.signum(Arrays.compareUnsigned(
                            oneKey.getBytes(StandardCharsets.UTF_8), otherKey.getBytes(StandardCharsets.UTF_8))))
                    .isEqualTo(expected);
        }
    }

    @Test
    void aPrefixOfNamesIsAPrefixOfKeys() {
        for (Name name : names()) {
            for (int length = 0; length < name.bytes().length; length++) {
                Name prefix = new Name(Arrays.copyOf(name.bytes(), length));
                assertThat(KeyNames.record(name)).startsWith(KeyNames.record(prefix));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "bname", "r\u0001", "r\u0001\u0003", "r\u0001\u0000"})
    void whatNoNameGivesIsRefused(String key) {
        assertThatIllegalArgumentException().isThrownBy(() -> KeyNames.name(key));
    }
}
