package io.coffer.storage.embedded;

import io.coffer.storage.DurableStorageEngineContract;

class EmbeddedStorageEngineTest extends DurableStorageEngineContract {
    EmbeddedStorageEngineTest() {
        super("embedded");
    }
}
