package io.coffer.benchmark.micro;

import io.coffer.encryption.CipherSuite;
import io.coffer.encryption.DataKey;
import io.coffer.encryption.ExtentContext;
import io.coffer.encryption.KeyCommitment;
import io.coffer.encryption.KeyManagement;
import io.coffer.encryption.KeyPurpose;
import io.coffer.encryption.LocalKeyStore;
import io.coffer.encryption.RecordFacts;
import io.coffer.encryption.RecordTag;
import io.coffer.encryption.SealedAttribute;
import io.coffer.encryption.SegmentDecryptor;
import io.coffer.encryption.SegmentEncryptor;
import io.coffer.encryption.WrapContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** All that encryption adds to an object of 4 KiB, and its parts. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SmallObjectBenchmark {
    private static final int SIZE = 4096;
    private static final int FACTS = 150;
    private static final byte[] ID = new byte[16];
    private static final CipherSuite SUITE = CipherSuite.AES_256_GCM;

    private final ExtentContext extent = new ExtentContext(ID, ID, 0);
    private final WrapContext wrapContext = new WrapContext(ID, ID, ID);
    private final SealedAttribute.Context place = new SealedAttribute.Context(ID, new byte[40], 1, ID);
    private final byte[] body = new byte[SIZE];
    private final byte[] facts = new byte[FACTS];
    private final KeyManagement keys;
    private final String keyId;
    private final DataKey dataKey;
    private final byte[] sealedBody;
    private final byte[] sealedFacts;
    private final byte[] commitment;
    private final byte[] tag;

    public SmallObjectBenchmark() {
        LocalKeyStore store = LocalKeyStore.inMemory();
        keys = store;
        keyId = store.create("benchmark", KeyPurpose.CUSTOMER, "").keyId();
        dataKey = keys.generateDataKey(keyId, wrapContext);
        sealedBody = seal(dataKey);
        sealedFacts = SealedAttribute.seal(dataKey, place, facts);
        commitment = KeyCommitment.of(dataKey, SUITE, ID, ID);
        tag = RecordTag.of(dataKey, recordFacts());
    }

    private RecordFacts recordFacts() {
        return new RecordFacts(ID, new byte[20], "", ID, SUITE, SIZE, 1, Optional.empty(), commitment);
    }

    private byte[] seal(DataKey key) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(SIZE + 56);
        try (SegmentEncryptor encryptor = new SegmentEncryptor(key, SUITE, extent, out::write)) {
            encryptor.update(body, 0, SIZE);
            encryptor.finish();
        }
        return out.toByteArray();
    }

    private byte[] open(DataKey key) throws IOException {
        try (InputStream plaintext = new SegmentDecryptor(
                        key,
                        SUITE,
                        extent,
                        SIZE,
                        sealedBody.length,
                        (offset, length) -> new ByteArrayInputStream(sealedBody, (int) offset, (int) length))
                .read()) {
            return plaintext.readNBytes(SIZE);
        }
    }

    /** What a PUT adds: two keys opened or made, body, commitment, tag, facts. */
    @Benchmark
    public int write() {
        try (DataKey attributeKey = keys.unwrap(dataKey.wrapped(), wrapContext)) {
            return writeWith(attributeKey);
        }
    }

    /** The same with the attribute key at hand. */
    @Benchmark
    public int writeWithCachedAttributeKey() {
        return writeWith(dataKey);
    }

    private int writeWith(DataKey attributeKey) {
        try (DataKey key = keys.generateDataKey(keyId, wrapContext)) {
            return seal(key).length
                    + KeyCommitment.of(key, SUITE, ID, ID)[0]
                    + RecordTag.of(key, recordFacts())[0]
                    + SealedAttribute.seal(attributeKey, place, facts).length;
        }
    }

    /** What a GET adds. */
    @Benchmark
    public int read() throws IOException {
        try (DataKey attributeKey = keys.unwrap(dataKey.wrapped(), wrapContext);
                DataKey key = keys.unwrap(dataKey.wrapped(), wrapContext)) {
            return readWith(key, attributeKey);
        }
    }

    /** The same with both keys at hand. */
    @Benchmark
    public int readWithCachedKeys() throws IOException {
        return readWith(dataKey, dataKey);
    }

    private int readWith(DataKey key, DataKey attributeKey) throws IOException {
        KeyCommitment.verify(key, SUITE, ID, ID, commitment);
        RecordTag.verify(key, recordFacts(), tag);
        return SealedAttribute.open(attributeKey, place, sealedFacts).length + open(key).length;
    }

    @Benchmark
    public byte[] sealBody() {
        return seal(dataKey);
    }

    @Benchmark
    public byte[] openBody() throws IOException {
        return open(dataKey);
    }

    @Benchmark
    public byte[] commitment() {
        return KeyCommitment.of(dataKey, SUITE, ID, ID);
    }

    @Benchmark
    public byte[] recordTag() {
        return RecordTag.of(dataKey, recordFacts());
    }

    @Benchmark
    public byte[] sealFacts() {
        return SealedAttribute.seal(dataKey, place, facts);
    }
}
