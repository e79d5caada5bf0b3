package io.coffer.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretBoxTest {
    private static final byte[] PLACE = {1, 2, 3};

    private final RootKey rootKey = RootKey.random();
    private final SecretBox box = new SecretBox(rootKey, "secrets/v1");

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16, 1000})
    void givesBackWhatItSealed(int length) {
        byte[] secret = Extents.random(length, length);
        byte[] sealed = box.seal(secret, PLACE);

        assertThat(sealed).hasSize(length + 49);
        assertThat(box.open(sealed, PLACE)).isEqualTo(secret);
        assertThat(new SecretBox(rootKey, "secrets/v1").open(sealed, PLACE)).isEqualTo(secret);
        assertThat(box.seal(secret, PLACE)).isNotEqualTo(sealed);
    }

    @Test
    void opensOnlyItsOwn() {
        byte[] sealed = box.seal(new byte[20], PLACE);

        assertRefused(new SecretBox(rootKey, "records/v1"), sealed, PLACE);
        assertRefused(new SecretBox(RootKey.random(), "secrets/v1"), sealed, PLACE);
        assertRefused(box, sealed, new byte[] {1, 2});
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertRefused(box, changed, PLACE);
        }
        for (int length : new int[] {0, 1, 48, 49, sealed.length - 1, sealed.length + 1}) {
            assertRefused(box, Arrays.copyOf(sealed, length), PLACE);
        }
    }

    @Test
    void aClosedBoxSealsNothing() {
        box.close();

        assertThatThrownBy(() -> box.seal(new byte[1], PLACE)).isInstanceOf(IllegalStateException.class);
    }

    private static void assertRefused(SecretBox box, byte[] sealed, byte[] place) {
        assertThatThrownBy(() -> box.open(sealed, place)).isInstanceOf(DamagedDataException.class);
    }
}
