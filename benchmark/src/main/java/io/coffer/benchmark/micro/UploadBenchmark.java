package io.coffer.benchmark.micro;

import io.coffer.encryption.CipherSuite;
import io.coffer.encryption.DataKey;
import io.coffer.encryption.ExtentContext;
import io.coffer.encryption.KeyPurpose;
import io.coffer.encryption.LocalKeyStore;
import io.coffer.encryption.SegmentEncryptor;
import io.coffer.encryption.WrapContext;
import io.coffer.protocol.Crc64;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The processor's work on 1 MiB of an upload: digests of the plaintext, and the cipher. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class UploadBenchmark {
    private static final int SIZE = 1 << 20;
    private static final int BUFFER = 64 * 1024;
    private static final byte[] ID = new byte[16];

    private final ExtentContext context = new ExtentContext(ID, ID, 0);
    private final byte[] body = new byte[SIZE];
    private final MessageDigest md5;
    private final DataKey dataKey;

    public UploadBenchmark() {
        try {
            md5 = MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this Java has no MD5", missing);
        }
        LocalKeyStore keys = LocalKeyStore.inMemory();
        String keyId = keys.create("benchmark", KeyPurpose.CUSTOMER, "").keyId();
        dataKey = keys.generateDataKey(keyId, new WrapContext(ID, ID, ID));
        new Random(SIZE).nextBytes(body);
    }

    @Benchmark
    public byte[] md5() {
        return md5.digest(body);
    }

    @Benchmark
    public long crc64() {
        return Crc64.of(body);
    }

    @Benchmark
    public long plain() {
        Crc64 crc64 = new Crc64();
        for (int at = 0; at < SIZE; at += BUFFER) {
            md5.update(body, at, BUFFER);
            crc64.update(body, at, BUFFER);
        }
        return crc64.value() + md5.digest()[0];
    }

    @Benchmark
    public long aes() {
        return encrypted(CipherSuite.AES_256_GCM);
    }

    @Benchmark
    public long sm4() {
        return encrypted(CipherSuite.SM4_GCM);
    }

    private long encrypted(CipherSuite suite) {
        Crc64 crc64 = new Crc64();
        long[] written = new long[1];
        try (SegmentEncryptor encryptor =
                new SegmentEncryptor(dataKey, suite, context, (bytes, offset, length) -> written[0] += length)) {
            for (int at = 0; at < SIZE; at += BUFFER) {
                md5.update(body, at, BUFFER);
                crc64.update(body, at, BUFFER);
                encryptor.update(body, at, BUFFER);
            }
            encryptor.finish();
        }
        return crc64.value() + md5.digest()[0] + written[0];
    }
}
