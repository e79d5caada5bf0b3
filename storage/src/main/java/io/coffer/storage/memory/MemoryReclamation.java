package io.coffer.storage.memory;

import io.coffer.storage.Reclamation;

/** Nothing is ever on a disk. */
final class MemoryReclamation implements Reclamation {
    private final MemoryStorageEngine engine;

    MemoryReclamation(MemoryStorageEngine engine) {
        this.engine = engine;
    }

    @Override
    public long residue() {
        engine.requireOpen();
        return 0;
    }

    @Override
    public void reclaim() {
        engine.requireOpen();
    }
}
