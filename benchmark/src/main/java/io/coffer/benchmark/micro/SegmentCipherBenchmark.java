package io.coffer.benchmark.micro;

import io.coffer.encryption.CipherSuite;
import io.coffer.encryption.DataKey;
import io.coffer.encryption.ExtentContext;
import io.coffer.encryption.KeyManagement;
import io.coffer.encryption.KeyPurpose;
import io.coffer.encryption.LocalKeyStore;
import io.coffer.encryption.SegmentDecryptor;
import io.coffer.encryption.SegmentEncryptor;
import io.coffer.encryption.WrapContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A whole body through the segment cipher and back, key derivation included. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SegmentCipherBenchmark {
    private static final int BUFFER = 64 * 1024;
    private static final byte[] ID = new byte[16];

    @Param({"AES_256_GCM", "SM4_GCM"})
    private CipherSuite suite = CipherSuite.AES_256_GCM;

    @Param({"4096", "65536", "1048576"})
    private int size;

    private final ExtentContext context = new ExtentContext(ID, ID, 0);
    private final WrapContext wrapContext = new WrapContext(ID, ID, ID);
    private final KeyManagement keys;
    private final String keyId;
    private final DataKey dataKey;
    private byte[] plaintext = new byte[0];
    private byte[] ciphertext = new byte[0];
    private byte[] target = new byte[0];

    public SegmentCipherBenchmark() {
        LocalKeyStore store = LocalKeyStore.inMemory();
        keys = store;
        keyId = store.create("benchmark", KeyPurpose.CUSTOMER, "").keyId();
        dataKey = keys.generateDataKey(keyId, wrapContext);
    }

    @Setup
    public void encryptOnce() {
        plaintext = new byte[size];
        new Random(size).nextBytes(plaintext);
        target = new byte[size];
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (SegmentEncryptor encryptor = new SegmentEncryptor(dataKey, suite, context, out::write)) {
            encryptor.update(plaintext, 0, size);
            encryptor.finish();
        }
        ciphertext = out.toByteArray();
    }

    @Benchmark
    public long encrypt() {
        long[] written = new long[1];
        try (SegmentEncryptor encryptor =
                new SegmentEncryptor(dataKey, suite, context, (bytes, offset, length) -> written[0] += length)) {
            for (int at = 0; at < size; at += BUFFER) {
                encryptor.update(plaintext, at, Math.min(BUFFER, size - at));
            }
            encryptor.finish();
        }
        return written[0];
    }

    @Benchmark
    public int decrypt() throws IOException {
        SegmentDecryptor decryptor = new SegmentDecryptor(
                dataKey,
                suite,
                context,
                size,
                ciphertext.length,
                (offset, length) -> new ByteArrayInputStream(ciphertext, (int) offset, (int) length));
        try (InputStream stream = decryptor.read()) {
            return stream.readNBytes(target, 0, size);
        }
    }
}
