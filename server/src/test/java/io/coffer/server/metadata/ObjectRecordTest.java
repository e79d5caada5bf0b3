package io.coffer.server.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.encryption.CipherSuite;
import io.coffer.encryption.WrappedKey;
import io.coffer.model.ETag;
import io.coffer.model.EncryptionContext;
import io.coffer.model.ObjectAcl;
import io.coffer.model.Restoration;
import io.coffer.model.Retention;
import io.coffer.model.RetentionMode;
import io.coffer.model.SseAlgorithm;
import io.coffer.model.StorageClass;
import io.coffer.model.Tags;
import io.coffer.model.VersionId;
import io.coffer.protocol.ContentHeaders;
import io.coffer.protocol.ObjectType;
import io.coffer.protocol.UserMetadata;
import io.coffer.storage.BlobId;
import io.coffer.storage.StorageException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ObjectRecordTest {
    private static final ObjectFacts FACTS = new ObjectFacts(
            new ETag("1CB251EC0D568DE6A929B520C4AED8D1"),
            -1,
            new ContentHeaders(
                    "text/plain",
                    Optional.of("no-store"),
                    Optional.empty(),
                    Optional.of(""),
                    Optional.empty(),
                    Optional.of("never")),
            new UserMetadata(Map.of("a", "1", "\u4e2d", "\ud83d\ude00")),
            new Tags(Map.of("team", "storage")),
            Optional.of("where/it/leads"));

    private static final ObjectState STATE = ObjectState.of(StorageClass.ARCHIVE, ObjectAcl.PUBLIC_READ)
            .withRestoration(Optional.of(new Restoration(
                    Instant.EPOCH, Instant.EPOCH.plusSeconds(1), Instant.EPOCH.plusSeconds(2), Optional.of("Bulk"))))
            .withRetention(Optional.of(new Retention(RetentionMode.COMPLIANCE, Instant.EPOCH)))
            .withLegalHold(true)
            .withLastAccess(Instant.EPOCH)
            .withSealed(Instant.EPOCH)
            .withTransitioned(Instant.EPOCH);

    private static ObjectRecord record(SseAlgorithm algorithm, CipherSuite suite) {
        return record(Optional.of(new ObjectEncryption(
                algorithm,
                suite,
                new WrappedKey("key-id", 3, new byte[] {1, 2, 3}),
                new EncryptionContext(new TreeMap<>(Map.of("b", "2", "a", "\u4e2d"))),
                new byte[32],
                new byte[32])));
    }

    private static ObjectRecord record(Optional<ObjectEncryption> encryption) {
        return new ObjectRecord(
                ObjectType.MULTIPART,
                new ObjectRecord.Slot(3, VersionId.numbered(3)),
                BlobId.random(),
                Instant.parse("2026-01-02T03:04:05Z"),
                Long.MAX_VALUE,
                STATE,
                7,
                encryption,
                Optional.of(new Composition(2, new byte[32])),
                FACTS.toBytes());
    }

    @Test
    void factsComeBack() {
        assertThat(ObjectFacts.fromBytes(FACTS.toBytes())).isEqualTo(FACTS);
    }

    @ParameterizedTest
    @EnumSource(SseAlgorithm.class)
    void recordsComeBack(SseAlgorithm algorithm) {
        for (CipherSuite suite : CipherSuite.values()) {
            ObjectRecord record = record(algorithm, suite);
            ObjectRecord read = ObjectRecord.fromBytes(record.toBytes());
            assertThat(read).usingRecursiveComparison().isEqualTo(record);
            assertThat(read.toBytes()).isEqualTo(record.toBytes());
        }
    }

    @Test
    void plainRecordsComeBack() {
        ObjectRecord record = record(Optional.empty());
        assertThat(ObjectRecord.fromBytes(record.toBytes()))
                .usingRecursiveComparison()
                .isEqualTo(record);
    }

    @Test
    void anAclChangesNothingElse() {
        ObjectRecord record = record(SseAlgorithm.KMS, CipherSuite.SM4_GCM);
        ObjectRecord changed = record.withState(record.state().withAcl(ObjectAcl.PRIVATE));
        assertThat(changed.acl()).isEqualTo(ObjectAcl.PRIVATE);
        assertThat(changed.withState(record.state()).toBytes()).isEqualTo(record.toBytes());
    }

    @Test
    void damagedRecordsAreRefusedAndNothingElseHappens() {
        assertReadOrRefused(record(SseAlgorithm.KMS, CipherSuite.AES_256_GCM).toBytes(), ObjectRecord::fromBytes);
        assertReadOrRefused(FACTS.toBytes(), ObjectFacts::fromBytes);
    }

    /** The seal finds every change; what reads the fields must still fail in one way only. */
    private static <T> void assertReadOrRefused(byte[] good, Function<byte[], T> reader) {
        for (int length = 0; length < good.length; length++) {
            assertRefused(Arrays.copyOf(good, length), reader);
        }
        assertRefused(Arrays.copyOf(good, good.length + 1), reader);
        Random random = new Random(11);
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] changed = good.clone();
            changed[random.nextInt(changed.length)] ^= (byte) (1 + random.nextInt(255));
            try {
                reader.apply(changed);
            } catch (StorageException damaged) {
                assertThat(damaged.kind()).isEqualTo(StorageException.Kind.CORRUPT);
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    private static <T> void assertRefused(byte[] bytes, Function<byte[], T> reader) {
        StorageException.Kind kind = null;
        try {
            reader.apply(bytes);
        } catch (StorageException damaged) {
            kind = damaged.kind();
        }
        assertThat(kind).isEqualTo(StorageException.Kind.CORRUPT);
    }
}
