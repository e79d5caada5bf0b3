package io.coffer.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The commitment, the record tag and the sealed attribute: each holds for its own place only. */
class RecordProtectionTest {
    private static final byte[] BUCKET = Extents.BUCKET;
    private static final byte[] BLOB = Extents.BLOB;
    private static final byte[] OTHER = Extents.filled(16, 0xee);
    private static final byte[] COMMITMENT = Extents.filled(32, 0xc0);
    private static final CipherSuite AES = CipherSuite.AES_256_GCM;

    private final DataKey key = Extents.dataKey(7);

    private static byte[] name(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static RecordFacts facts(byte[] bucket, String name, String version, byte[] blob) {
        return new RecordFacts(bucket, name(name), version, blob, AES, 100, 1, Optional.empty(), COMMITMENT);
    }

    private static RecordFacts facts(CipherSuite suite, long length, long extents, Optional<byte[]> root) {
        return new RecordFacts(BUCKET, name("key"), "v1", BLOB, suite, length, extents, root, COMMITMENT);
    }

    @Test
    void theCommitmentIsToOneKeyAndPlace() {
        byte[] commitment = KeyCommitment.of(key, AES, BUCKET, BLOB);

        assertThat(commitment).hasSize(32);
        assertThatCode(() -> KeyCommitment.verify(key, AES, BUCKET, BLOB, commitment))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> KeyCommitment.verify(Extents.dataKey(8), AES, BUCKET, BLOB, commitment))
                .isInstanceOf(DamagedDataException.class);
        assertThatThrownBy(() -> KeyCommitment.verify(key, CipherSuite.SM4_GCM, BUCKET, BLOB, commitment))
                .isInstanceOf(DamagedDataException.class);
        assertThatThrownBy(() -> KeyCommitment.verify(key, AES, OTHER, BLOB, commitment))
                .isInstanceOf(DamagedDataException.class);
        assertThatThrownBy(() -> KeyCommitment.verify(key, AES, BUCKET, OTHER, commitment))
                .isInstanceOf(DamagedDataException.class);
        assertThatThrownBy(() -> KeyCommitment.verify(key, AES, BUCKET, BLOB, Arrays.copyOf(commitment, 31)))
                .isInstanceOf(DamagedDataException.class);
    }

    @Test
    void theTagHoldsForItsFacts() {
        RecordFacts facts = facts(BUCKET, "key", "v1", BLOB);
        byte[] tag = RecordTag.of(key, facts);

        assertThat(tag).hasSize(32);
        assertThatCode(() -> RecordTag.verify(key, facts(BUCKET, "key", "v1", BLOB), tag))
                .doesNotThrowAnyException();
        for (int i = 0; i < tag.length; i++) {
            byte[] changed = tag.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> RecordTag.verify(key, facts, changed)).isInstanceOf(DamagedDataException.class);
        }
        assertThatThrownBy(() -> RecordTag.verify(Extents.dataKey(8), facts, tag))
                .isInstanceOf(DamagedDataException.class);
        assertThatThrownBy(() -> RecordTag.verify(key, facts, new byte[0])).isInstanceOf(DamagedDataException.class);
    }

    @Test
    void everyFactIsInTheTag() {
        byte[] tag = RecordTag.of(key, facts(BUCKET, "key", "v1", BLOB));
        byte[] otherCommitment = Extents.filled(32, 0xc1);
        List<RecordFacts> others = List.of(
                facts(OTHER, "key", "v1", BLOB),
                facts(BUCKET, "kez", "v1", BLOB),
                facts(BUCKET, "keyv", "1", BLOB),
                facts(BUCKET, "key", "v2", BLOB),
                facts(BUCKET, "key", "", BLOB),
                facts(BUCKET, "key", "v1", OTHER),
                facts(CipherSuite.SM4_GCM, 100, 1, Optional.empty()),
                facts(AES, 101, 1, Optional.empty()),
                facts(AES, 100, 2, Optional.empty()),
                facts(AES, 100, 1, Optional.of(new byte[32])),
                new RecordFacts(BUCKET, name("key"), "v1", BLOB, AES, 100, 1, Optional.empty(), otherCommitment));

        assertThatCode(() -> RecordTag.verify(key, facts(AES, 100, 1, Optional.empty()), tag))
                .doesNotThrowAnyException();
        for (RecordFacts other : others) {
            assertThatThrownBy(() -> RecordTag.verify(key, other, tag)).isInstanceOf(DamagedDataException.class);
        }
    }

    @Test
    void factsOfWrongLengthsAreRefused() {
        assertThatThrownBy(() -> facts(new byte[15], "key", "", BLOB)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> facts(AES, -1, 1, Optional.empty())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> facts(AES, 1, 1, Optional.of(new byte[31])))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theAttributeOpensInItsPlaceOnly() {
        SealedAttribute.Context place = new SealedAttribute.Context(BUCKET, name("key"), 1, BLOB);
        byte[] fact = name("etag 0123");

        byte[] sealed = SealedAttribute.seal(key, place, fact);

        assertThat(sealed).hasSize(fact.length + 49);
        assertThat(SealedAttribute.open(key, place, sealed)).isEqualTo(fact);
        assertThat(SealedAttribute.open(key, place, SealedAttribute.seal(key, place, new byte[0])))
                .isEmpty();
        for (SealedAttribute.Context other : List.of(
                new SealedAttribute.Context(OTHER, name("key"), 1, BLOB),
                new SealedAttribute.Context(BUCKET, name("kex"), 1, BLOB),
                new SealedAttribute.Context(BUCKET, name("key"), 2, BLOB),
                new SealedAttribute.Context(BUCKET, name("key"), 1, OTHER))) {
            assertThatThrownBy(() -> SealedAttribute.open(key, other, sealed)).isInstanceOf(DamagedDataException.class);
        }
        assertThatThrownBy(() -> SealedAttribute.open(Extents.dataKey(8), place, sealed))
                .isInstanceOf(DamagedDataException.class);
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> SealedAttribute.open(key, place, changed))
                    .isInstanceOf(DamagedDataException.class);
        }
    }
}
