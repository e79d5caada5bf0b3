package io.coffer.server.ring;

import java.util.UUID;

/** The target is in memory, where a test reaches it. */
abstract class MigrationIntoMemory extends MigrationScene {
    final SharedMemoryEngineFactory.Store target;

    MigrationIntoMemory() {
        this(UUID.randomUUID().toString());
    }

    private MigrationIntoMemory(String name) {
        super(SharedMemoryEngineFactory.settings(name));
        this.target = SharedMemoryEngineFactory.store(name);
    }
}
