package io.coffer.server.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coffer.storage.Attributes;
import io.coffer.storage.Name;
import io.coffer.storage.SpaceId;
import io.coffer.storage.StorageException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RecordSealTest {
    private static final SpaceId SPACE = new SpaceId("control");
    private static final Name NAME = Name.of("bucket/one");
    private static final byte[] VALUE = "value".getBytes(StandardCharsets.UTF_8);

    private final RecordSeal seal = new RecordSeal(new byte[32]);

    private void assertRefused(RecordSeal by, SpaceId space, Name name, byte[] sealed) {
        assertThatThrownBy(() -> by.open(space, name, new Attributes(sealed)))
                .isInstanceOfSatisfying(
                        StorageException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(StorageException.Kind.CORRUPT));
    }

    @Test
    void whatWasSealedIsOpened() {
        for (byte[] value : new byte[][] {VALUE, {}, new byte[100_000]}) {
            assertThat(seal.open(SPACE, NAME, seal.seal(SPACE, NAME, value))).isEqualTo(value);
        }
    }

    @Test
    void everyBitCounts() {
        byte[] sealed = seal.seal(SPACE, NAME, VALUE).bytes();
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] changed = sealed.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            assertRefused(seal, SPACE, NAME, changed);
        }
    }

    @Test
    void everyLengthButItsOwnIsRefused() {
        byte[] sealed = seal.seal(SPACE, NAME, VALUE).bytes();
        for (int length = 0; length < sealed.length; length++) {
            assertRefused(seal, SPACE, NAME, Arrays.copyOf(sealed, length));
        }
        assertRefused(seal, SPACE, NAME, Arrays.copyOf(sealed, sealed.length + 1));
    }

    @Test
    void aRecordIsGoodInItsPlaceOnly() {
        byte[] sealed = seal.seal(SPACE, NAME, VALUE).bytes();
        assertRefused(seal, new SpaceId("other"), NAME, sealed);
        assertRefused(seal, SPACE, Name.of("bucket/two"), sealed);
        assertRefused(seal, SPACE, Name.EMPTY, sealed);
        assertRefused(
                new RecordSeal("another key, 32 bytes in length.".getBytes(StandardCharsets.UTF_8)),
                SPACE,
                NAME,
                sealed);
    }

    @Test
    void nameAndSpaceDoNotRunTogether() {
        byte[] sealed = seal.seal(new SpaceId("ab"), Name.of("c"), VALUE).bytes();
        assertRefused(seal, new SpaceId("a"), Name.of("bc"), sealed);
    }

    @Test
    void writesAreToldApart() {
        Attributes first = seal.seal(SPACE, NAME, VALUE);
        Attributes second = seal.seal(SPACE, NAME, VALUE);
        assertThat(RecordSeal.sameWrite(first, second)).isFalse();
        assertThat(RecordSeal.sameWrite(first, new Attributes(first.bytes().clone())))
                .isTrue();
    }
}
