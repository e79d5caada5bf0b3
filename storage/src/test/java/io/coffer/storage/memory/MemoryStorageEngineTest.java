package io.coffer.storage.memory;

import io.coffer.storage.StorageEngineContract;

class MemoryStorageEngineTest extends StorageEngineContract {
    MemoryStorageEngineTest() {
        super("memory");
    }
}
