package io.coffer.benchmark.micro;

import io.coffer.encryption.CipherSuite;
import io.coffer.encryption.WrappedKey;
import io.coffer.model.EncryptionContext;
import io.coffer.model.ObjectAcl;
import io.coffer.model.ObjectKey;
import io.coffer.model.SseAlgorithm;
import io.coffer.model.StorageClass;
import io.coffer.protocol.ObjectType;
import io.coffer.server.metadata.ObjectEncryption;
import io.coffer.server.metadata.ObjectNames;
import io.coffer.server.metadata.ObjectRecord;
import io.coffer.server.metadata.ObjectState;
import io.coffer.server.metadata.RecordSeal;
import io.coffer.storage.Attributes;
import io.coffer.storage.BlobId;
import io.coffer.storage.Name;
import io.coffer.storage.SpaceId;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The record of an encrypted object, written and sealed, opened and read. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RecordBenchmark {
    private final BlobId blob = BlobId.random();
    private final SpaceId space = new SpaceId(BlobId.random().hex());
    private final Name name = ObjectNames.of(new ObjectKey("shared/report.pdf"));
    private final RecordSeal seal = new RecordSeal(new byte[32]);
    private final ObjectRecord record = new ObjectRecord(
            ObjectType.NORMAL,
            ObjectRecord.Slot.ONLY,
            blob,
            Instant.parse("2026-11-22T10:00:00Z"),
            4096,
            ObjectState.of(StorageClass.STANDARD, ObjectAcl.DEFAULT),
            1,
            Optional.of(new ObjectEncryption(
                    SseAlgorithm.KMS,
                    CipherSuite.AES_256_GCM,
                    new WrappedKey("00000000-0000-0000-0000-000000000000", 1, new byte[81]),
                    EncryptionContext.NONE,
                    new byte[32],
                    new byte[32])),
            Optional.empty(),
            new byte[160]);
    private final Attributes sealed = seal.seal(space, name, record.toBytes());

    @Benchmark
    public Attributes write() {
        return seal.seal(space, name, record.toBytes());
    }

    @Benchmark
    public ObjectRecord read() {
        return ObjectRecord.fromBytes(seal.open(space, name, sealed));
    }
}
