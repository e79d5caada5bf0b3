package io.coffer.encryption;

import io.coffer.encryption.KeyManagementException.Kind;
import java.util.Optional;
import java.util.OptionalLong;

/** Compare-and-set in memory, which can be out of reach. */
final class ContentInMemory implements SharedContent {
    private Optional<Versioned> kept = Optional.empty();
    private boolean reachable = true;

    @Override
    public synchronized Optional<Versioned> read() {
        requireReachable();
        return kept;
    }

    @Override
    public synchronized OptionalLong replace(byte[] content, OptionalLong generation) {
        requireReachable();
        OptionalLong now = kept.map(one -> OptionalLong.of(one.generation())).orElse(OptionalLong.empty());
        if (!now.equals(generation)) {
            return OptionalLong.empty();
        }
        kept = Optional.of(new Versioned(content, now.orElse(0) + 1));
        return OptionalLong.of(now.orElse(0) + 1);
    }

    private void requireReachable() {
        if (!reachable) {
            throw new KeyManagementException(Kind.UNAVAILABLE, "out of reach");
        }
    }

    synchronized void reachable(boolean now) {
        reachable = now;
    }
}
