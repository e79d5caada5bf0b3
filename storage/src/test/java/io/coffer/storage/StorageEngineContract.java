package io.coffer.storage;

import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole contract of the SPI. An engine's test is a subclass that names its factory; a durable engine extends
 * {@link DurableStorageEngineContract} instead.
 */
public abstract class StorageEngineContract
        implements CommitContract,
                CarryContract,
                ReadContract,
                ScanContract,
                SpaceContract,
                ConcurrencyContract,
                DerivedRowsContract,
                ReclamationContract,
                SideLogContract {
    @TempDir
    protected Path directory;

    private final StorageEngineFactory factory;
    private StorageEngine engine;
    private Space space;

    protected StorageEngineContract(String engineName) {
        factory = ServiceLoader.load(StorageEngineFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(candidate -> candidate.name().equals(engineName))
                .findFirst()
                .orElseThrow();
    }

    /** The options the engine is opened with. */
    protected Map<String, String> options() {
        return Map.of();
    }

    @BeforeEach
    void openEngine() {
        engine = openAnother();
        engine.createSpace(SPACE);
        space = engine.space(SPACE);
    }

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    protected final StorageEngine openAnother() {
        return openWith(DerivedRowsContract.BY_COLOUR);
    }

    protected final StorageEngine openWith(Derivation derivation) {
        return factory.open(directory, options(), derivation);
    }

    protected final void reopen() {
        engine.close();
        engine = openAnother();
        space = engine.space(SPACE);
    }

    @Override
    public final StorageEngine engine() {
        return engine;
    }

    @Override
    public final Space space() {
        return space;
    }
}
