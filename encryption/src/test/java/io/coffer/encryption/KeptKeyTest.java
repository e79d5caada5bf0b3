package io.coffer.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeptKeyTest {
    private static final byte[] INPUT = {1, 2, 3};
    private static final byte[] OTHER = {1, 2, 4};

    private final DataKey opened =
            new DataKey(KeyDerivation.randomBytes(DataKey.LENGTH), new WrappedKey("key", 1, new byte[] {7}));
    private final KeptKey kept = KeptKey.of(opened);
    private final List<byte[]> made = new ArrayList<>();

    private byte[] compute() {
        byte[] value = {(byte) made.size(), 5};
        made.add(value);
        return value;
    }

    @Test
    void copiesShareWhatWasComputed() {
        assertThat(kept.copy().computed(INPUT, this::compute)).containsExactly(0, 5);
        assertThat(kept.copy().computed(INPUT.clone(), this::compute)).containsExactly(0, 5);
        assertThat(kept.copy().computed(OTHER, this::compute)).containsExactly(1, 5);
        assertThat(made).hasSize(2);
    }

    @Test
    void whatIsGivenOutIsTheCallersOwn() {
        Arrays.fill(kept.copy().computed(INPUT, this::compute), (byte) 0);
        Arrays.fill(kept.copy().computed(INPUT, this::compute), (byte) 0);
        assertThat(kept.copy().computed(INPUT, this::compute)).containsExactly(0, 5);
    }

    @Test
    void aKeyThatIsNotKeptComputesEachTime() {
        assertThat(opened.kept()).isEmpty();
        opened.computed(INPUT, this::compute);
        opened.computed(INPUT, this::compute);
        assertThat(made).hasSize(2);
    }

    @Test
    void closingWipesTheSecretAndLeavesTheCopies() {
        DataKey copy = kept.copy();
        copy.computed(INPUT, this::compute);
        kept.close();
        assertThat(kept.isClosed()).isTrue();
        assertThatThrownBy(kept::copy).isInstanceOf(IllegalStateException.class);
        assertThat(copy.secret()).isEqualTo(opened.secret());
        assertThat(copy.computed(INPUT, this::compute)).containsExactly(1, 5);
        assertThat(copy.computed(INPUT, this::compute)).containsExactly(2, 5);
    }

    @Test
    void onlyTheNewestAreRemembered() {
        for (int at = 0; at < 100; at++) {
            kept.copy().computed(new byte[] {(byte) at}, this::compute);
        }
        kept.copy().computed(new byte[] {99}, this::compute);
        assertThat(made).hasSize(100);
        kept.copy().computed(new byte[] {0}, this::compute);
        assertThat(made).hasSize(101);
    }
}
