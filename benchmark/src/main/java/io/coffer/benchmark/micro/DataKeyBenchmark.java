package io.coffer.benchmark.micro;

import io.coffer.encryption.DataKey;
import io.coffer.encryption.KeyPurpose;
import io.coffer.encryption.LocalKeyStore;
import io.coffer.encryption.WrapContext;
import io.coffer.encryption.WrappedKey;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What a write and a read of an encrypted object ask of the local key store. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DataKeyBenchmark {
    private static final byte[] ID = new byte[16];

    private final WrapContext context = new WrapContext(ID, ID, ID);
    private final LocalKeyStore keys = LocalKeyStore.inMemory();
    private final String keyId =
            keys.create("benchmark", KeyPurpose.CUSTOMER, "").keyId();
    private final WrappedKey wrapped;

    public DataKeyBenchmark() {
        try (DataKey made = keys.generateDataKey(keyId, context)) {
            wrapped = made.wrapped();
        }
    }

    @Benchmark
    public WrappedKey generate() {
        try (DataKey made = keys.generateDataKey(keyId, context)) {
            return made.wrapped();
        }
    }

    @Benchmark
    public WrappedKey unwrap() {
        try (DataKey opened = keys.unwrap(wrapped, context)) {
            return opened.wrapped();
        }
    }
}
