package io.coffer.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.encryption.RootKey;
import io.coffer.server.metadata.LedgerDerivation;
import io.coffer.server.metadata.StoreDigest;
import io.coffer.storage.StorageEngine;
import io.coffer.storage.StorageEngineFactory;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;

/** Opens the store that a killed server left and compares the ledger with what it is derived from. */
public final class LedgerCheck {
    private LedgerCheck() {}

    public static void ofStore(Path data) {
        StorageEngineFactory embedded = ServiceLoader.load(StorageEngineFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(factory -> factory.name().equals("embedded"))
                .findFirst()
                .orElseThrow();
        RootKey rootKey = RootKey.load(data.resolveSibling(data.getFileName() + ".root-key"));
        LedgerDerivation ledger = new LedgerDerivation(new StoreDigest(rootKey.derive("store-digest/v1")));
        try (StorageEngine engine = embedded.open(data.resolve("store"), Map.of(), ledger)) {
            assertThat(engine.derivedRows().orElseThrow().differences())
                    .as("the ledger is what the entries say")
                    .isEmpty();
        }
    }
}
