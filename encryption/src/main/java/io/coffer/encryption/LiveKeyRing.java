package io.coffer.encryption;

import io.coffer.encryption.KeyManagementException.Kind;
import io.coffer.encryption.KeyVersion.State;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The key ring as it is now. Reads take no lock; a change is on the disk before it is seen. */
final class LiveKeyRing implements AutoCloseable {
    private static final int ATTEMPTS = 100;

    private final Optional<KeyRingHome> home;
    private final InstantSource clock;
    private final ReentrantLock change = new ReentrantLock();
    private volatile Optional<KeyRing> ring;
    private volatile Consumer<String> changed = keyId -> {};

    LiveKeyRing(Optional<? extends KeyRingHome> home, KeyRing ring, InstantSource clock) {
        this.home = home.map(one -> one);
        this.ring = Optional.of(ring);
        this.clock = clock;
    }

    /** @throws KeyManagementException of kind {@link Kind#UNAVAILABLE} once closed */
    KeyRing now() {
        KeyRing known = known();
        if (home.isPresent() && home.get().current(known) != known) {
            return adopted();
        }
        return known;
    }

    private KeyRing known() {
        return ring.orElseThrow(() -> new KeyManagementException(Kind.UNAVAILABLE, "the keystore is closed"));
    }

    /** What another process made of the keys. */
    private KeyRing adopted() {
        change.lock();
        try {
            KeyRing known = known();
            return adopt(home.map(one -> one.current(known)).orElse(known));
        } finally {
            change.unlock();
        }
    }

    private KeyRing adopt(KeyRing found) {
        KeyRing before = known();
        if (found != before) {
            ring = Optional.of(found);
            tell(before, found);
        }
        return found;
    }

    /** The key as it is at this moment; refused when there is none. */
    MasterKey key(String keyId) {
        KeyRing known = now();
        return (known.get(keyId).isPresent() ? known : refreshed())
                .require(keyId)
                .at(time());
    }

    /** As {@link #key(String)}, with that version when there is one, which another process may have made just now. */
    MasterKey key(String keyId, int version) {
        MasterKey key = key(keyId);
        return key.version(version).isPresent()
                ? key
                : refreshed().require(keyId).at(time());
    }

    private KeyRing refreshed() {
        change.lock();
        try {
            KeyRing known = known();
            return adopt(home.map(one -> one.latest(known)).orElse(known));
        } finally {
            change.unlock();
        }
    }

    /** As precise as the file keeps it. */
    Instant time() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Puts what the edit makes of the current keys in their place; the same ring again changes nothing. */
    void change(UnaryOperator<KeyRing> edit) {
        change.lock();
        try {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                KeyRing known = known();
                KeyRing before = adopt(home.map(one -> one.latest(known)).orElse(known));
                KeyRing after = edit.apply(before);
                if (after == before || home.isEmpty() || home.get().write(after)) {
                    adopt(after);
                    return;
                }
            }
        } finally {
            change.unlock();
        }
        throw new KeyManagementException(Kind.UNAVAILABLE, "other processes change the keys all the time");
    }

    void onChange(Consumer<String> listener) {
        changed = listener;
    }

    private void tell(KeyRing before, KeyRing after) {
        before.all().stream()
                .filter(key ->
                        after.get(key.keyId()).filter(now -> now.equals(key)).isEmpty())
                .map(MasterKey::keyId)
                .forEach(changed);
    }

    /** Puts the key that the edit makes of the current one in its place; an equal key changes nothing. */
    KeyMetadata edit(String keyId, UnaryOperator<MasterKey> edit) {
        change(keys -> {
            MasterKey key = keys.require(keyId);
            MasterKey edited = edit.apply(key.at(time()));
            return edited.equals(key) ? keys : keys.with(edited);
        });
        return key(keyId).metadata();
    }

    /**
     * A change after which what it takes away is nowhere on the disk, and what it destroys nowhere in memory.
     *
     * @return how many versions lost their material by being destroyed
     * @throws KeyManagementException of kind {@link Kind#UNAVAILABLE} when an older copy could not be overwritten
     */
    int changeAndErase(UnaryOperator<KeyRing> edit) {
        change.lock();
        try {
            KeyRing before = now();
            change(edit);
            KeyRing after = now();
            int wiped = wipeDestroyed(before, after);
            home.ifPresent(one -> one.eraseReplaced(after != before));
            return wiped;
        } finally {
            change.unlock();
        }
    }

    /**
     * Takes imported material away, which its owner keeps, so that nothing is proved by it: where the keystore is shared, that
     * it has left the current one has to do.
     *
     * @throws KeyManagementException of kind {@link Kind#UNAVAILABLE} when an older copy could not be overwritten
     */
    void removeMaterial(UnaryOperator<KeyRing> edit) {
        if (home.map(KeyRingHome::erases).orElse(true)) {
            changeAndErase(edit);
        } else {
            change(edit);
        }
    }

    private static int wipeDestroyed(KeyRing before, KeyRing after) {
        int wiped = 0;
        for (MasterKey key : before.all()) {
            for (MasterKeyVersion version : key.versions()) {
                boolean destroyed = after.get(key.keyId())
                        .flatMap(now -> now.version(version.number()))
                        .filter(now -> now.state() == State.DESTROYED)
                        .isPresent();
                if (destroyed && version.material().isPresent()) {
                    version.wipe();
                    wiped++;
                }
            }
        }
        return wiped;
    }

    /** Later calls are refused. */
    @Override
    public void close() {
        change.lock();
        try {
            if (ring.isPresent()) {
                ring = Optional.empty();
                home.ifPresent(KeyRingHome::close);
            }
        } finally {
            change.unlock();
        }
    }
}
