package io.coffer.encryption;

import io.coffer.encryption.KeyManagementException.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * A key ring that several processes share. What one changes, the others know after {@link #MOST_AGE} at the latest: a key whose
 * state cannot be confirmed within that time is not used.
 */
final class SharedKeyRing implements KeyRingHome {
    static final Duration MOST_AGE = Duration.ofSeconds(2);

    private final SharedContent content;
    private final KeyStoreEnvelope envelope;
    private final LongSupplier nanoTime;
    private OptionalLong generation = OptionalLong.empty();
    private volatile Optional<KeyRing> opened = Optional.empty();
    private volatile long confirmedAt;

    SharedKeyRing(SharedContent content, RootKey rootKey, LongSupplier nanoTime) {
        this.content = content;
        this.envelope = new KeyStoreEnvelope(rootKey);
        this.nanoTime = nanoTime;
    }

    /** @throws KeyFileException when it is damaged or sealed under another root key */
    KeyRing readOrCreate() {
        KeyRing found = read();
        while (generation.isEmpty()) {
            write(KeyRing.EMPTY);
            found = read();
        }
        return found;
    }

    @Override
    public KeyRing current(KeyRing known) {
        if (!isConfirmed()) {
            synchronized (this) {
                if (!isConfirmed()) {
                    return read();
                }
            }
        }
        return opened.orElse(known);
    }

    private boolean isConfirmed() {
        return nanoTime.getAsLong() - confirmedAt < MOST_AGE.toNanos();
    }

    @Override
    public KeyRing latest(KeyRing known) {
        return read();
    }

    private synchronized KeyRing read() {
        long asked = nanoTime.getAsLong();
        Optional<SharedContent.Versioned> found = content.read();
        if (found.isEmpty() && generation.isPresent()) {
            throw new KeyManagementException(Kind.UNAVAILABLE, "the shared keystore is gone");
        }
        if (found.isPresent()) {
            long now = found.get().generation();
            if (opened.isEmpty() || generation.getAsLong() != now) {
                opened = Optional.of(open(found.get().content()));
                generation = OptionalLong.of(now);
            }
        }
        confirmedAt = asked;
        return opened.orElse(KeyRing.EMPTY);
    }

    private KeyRing open(byte[] sealed) {
        try {
            return envelope.open(sealed);
        } catch (KeyFileException unreadable) {
            throw new KeyFileException("the shared keystore does not open: " + unreadable.getMessage(), unreadable);
        }
    }

    @Override
    public synchronized boolean write(KeyRing ring) {
        OptionalLong written = content.replace(envelope.seal(ring), generation);
        if (written.isEmpty()) {
            return false;
        }
        generation = written;
        opened = Optional.of(ring);
        confirmedAt = nanoTime.getAsLong();
        return true;
    }

    @Override
    public boolean erases() {
        return false;
    }

    @Override
    public void eraseReplaced(boolean changed) {
        if (changed) {
            throw new KeyManagementException(
                    Kind.UNAVAILABLE, "what a shared keystore held before cannot be overwritten by those who share it");
        }
    }

    @Override
    public void close() {
        envelope.close();
    }
}
