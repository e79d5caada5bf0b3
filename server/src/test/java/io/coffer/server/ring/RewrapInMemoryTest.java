package io.coffer.server.ring;

class RewrapInMemoryTest extends RewrapContract {
    @Override
    Ring open() {
        return Ring.inMemory();
    }

    @Override
    Ring slow() {
        return Ring.inMemory("rewrap:", "  objects-per-second: 2");
    }
}
