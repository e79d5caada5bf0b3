package io.coffer.server.ring;

class RewrapRaceInMemoryTest extends RewrapRaceContract {
    @Override
    Ring open() {
        return Ring.inMemory();
    }
}
