package io.coffer.server.evidence;

import io.coffer.encryption.DestroyedVersion;
import io.coffer.encryption.KeyAdministration;
import io.coffer.encryption.KeyDestruction;
import io.coffer.encryption.KeyManagement;
import io.coffer.encryption.KeyManagementException;
import io.coffer.encryption.KeyManagementException.Kind;
import io.coffer.encryption.KeyMetadata;
import io.coffer.encryption.KeyMetadata.KeyState;
import io.coffer.encryption.KeyVersion;
import io.coffer.encryption.KeyVersion.State;
import io.coffer.encryption.ServiceStatement;
import io.coffer.server.keyuse.KeyUser;
import io.coffer.server.object.WrapsInFlight;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Crypto-shredding: what a key version protects is made unreadable for good by destroying the version. In three steps:
 * the version is fenced, so that what it protects only becomes less; the ledger shows what it would take with it; it is
 * destroyed when that is exactly what was confirmed. Each destruction leaves a signed certificate. Keys may be in this
 * process or at a service that destroys versions when it is asked to.
 */
public final class KeyShredding {
    private static final Logger LOG = LoggerFactory.getLogger(KeyShredding.class);

    private final KeyAdministration keys;
    private final KeyDestruction destruction;
    private final KeyManagement keyManagement;
    private final WrapsInFlight flights;
    private final DestructionBook book;
    private final Duration lease;
    private final InstantSource clock;
    /** One change of version states at a time: what one has checked stays so until it has acted. */
    private final ReentrantLock changes = new ReentrantLock();

    /** Where keys live, and what is on its way under them. */
    public record Keys(
            KeyAdministration administration,
            KeyDestruction destruction,
            KeyManagement management,
            WrapsInFlight flights) {}

    /** @param lease how long a write under way may hold a fence up before it is refused */
    public KeyShredding(Keys keys, DestructionBook book, Duration lease, InstantSource clock) {
        this.keys = keys.administration();
        this.destruction = keys.destruction();
        this.keyManagement = keys.management();
        this.flights = keys.flights();
        this.book = book;
        this.lease = lease;
        this.clock = clock;
    }

    /** What a fenced version still protects. */
    public record Fenced(KeyVersion version, Protected use) {}

    /**
     * From the return on nothing new comes under the version; what is under it can still be read.
     *
     * @throws KeyManagementException of kind {@link Kind#VERSION_STATE} for the version that wraps: the key must be
     *     rotated first, or disabled, or be pending deletion; of kind {@link Kind#UNSUPPORTED} where versions do not end
     *     apart from each other
     */
    public Fenced fence(String keyId, int number) {
        book.requireExact();
        destruction.requireVersionsApart();
        changes.lock();
        try {
            KeyMetadata key = keys.describe(keyId);
            State state = version(key, number).state();
            if (state == State.ACTIVE || state == State.NO_NEW_WRAPS) {
                requireSpare(key, number);
                destruction.setVersionState(keyId, number, State.NO_NEW_WRAPS);
                drain(keyId, number);
                destruction.setVersionState(keyId, number, State.FENCED);
            } else if (state == State.FENCED) {
                // a service may have fenced it for others: what was on its way here did not know
                drain(keyId, number);
            }
            return new Fenced(version(keys.describe(keyId), number), book.protectedBy(keyId, number));
        } finally {
            changes.unlock();
        }
    }

    private static void requireSpare(KeyMetadata key, int number) {
        boolean wraps = key.state() == KeyState.ENABLED
                && key.wrappingVersion()
                        .filter(version -> version.number() == number)
                        .isPresent();
        if (wraps) {
            throw new KeyManagementException(
                    Kind.VERSION_STATE,
                    "version " + number + " of the key " + key.keyId()
                            + " is the one that encrypts; rotate the key first, or disable it");
        }
    }

    private static KeyVersion version(KeyMetadata key, int number) {
        return key.versions().stream()
                .filter(version -> version.number() == number)
                .findFirst()
                .orElseThrow(() -> new KeyManagementException(
                        Kind.KEY_NOT_FOUND, "the key " + key.keyId() + " has no version " + number));
    }

    /** Ends what is on its way under a version that wraps no more, and what is kept to wrap further. */
    private void drain(String keyId, int number) {
        keyManagement.forget(keyId);
        try {
            flights.drain(keyId, number, lease);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new KeyManagementException(Kind.UNAVAILABLE, "fencing was interrupted", interrupted);
        }
    }

    /** The version protects something else than was confirmed. */
    public static final class UnconfirmedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final long entries;

        private UnconfirmedException(long entries) {
            super("the version protects " + entries + " entries");
            this.entries = entries;
        }

        /** What it protects now. */
        public long entries() {
            return entries;
        }
    }

    /**
     * Destroys a fenced version; destroying a destroyed one again gives its certificate, and of one that its service
     * destroyed unasked, makes it.
     *
     * @param takes the number of entries that the caller knows to become unreadable
     * @throws UnconfirmedException when it is another number
     * @throws KeyManagementException of kind {@link Kind#VERSION_STATE} when the version cannot be destroyed now; of kind
     *     {@link Kind#UNSUPPORTED} where versions do not end apart from each other
     */
    public Destruction destroy(String keyId, int number, long takes, KeyUser user) {
        book.requireExact();
        destruction.requireVersionsApart();
        changes.lock();
        try {
            Optional<Destruction> earlier = book.find(keyId, number);
            if (earlier.isPresent()) {
                return finished(earlier.get(), user);
            }
            KeyMetadata key = keys.describe(keyId);
            KeyVersion version = version(key, number);
            if (version.state() == State.DESTROYED) {
                return noticed(trace(key, version, false), book.protectedBy(keyId, number), user);
            }
            if (version.state() != State.FENCED) {
                throw new KeyManagementException(
                        Kind.VERSION_STATE, "version " + number + " of the key " + keyId + " is not fenced");
            }
            destruction.requireDestructible(keyId, number);
            // a service keeps a fence over a restart of this server, which does not remember that nothing was on its
            // way
            drain(keyId, number);
            Protected use = book.protectedBy(keyId, number);
            if (use.entries() != takes) {
                throw new UnconfirmedException(use.entries());
            }
            Destruction decided = book.decide(trace(key, version, false), use);
            book.recordUse(keyId, number, user);
            KeyMetadata after = destruction.destroyVersion(keyId, number);
            keyManagement.forget(keyId);
            return certified(decided, after);
        } finally {
            changes.unlock();
        }
    }

    private DestroyedVersion trace(KeyMetadata key, KeyVersion version, boolean wholeKey) {
        return new DestroyedVersion(
                key.keyId(),
                key.owner(),
                key.purpose(),
                version.number(),
                version.id(),
                version.created(),
                clock.instant(),
                wholeKey);
    }

    /** Destroys a key of this server's own whose deletion date has passed, with all that it still protects. */
    public void destroyKey(String keyId, KeyUser user) {
        book.requireExact();
        changes.lock();
        try {
            // before anything is decided, which is kept
            destruction.requireDestructible(keyId);
            KeyMetadata key = keys.describe(keyId);
            List<Destruction> undone = new ArrayList<>();
            for (KeyVersion version : key.versions()) {
                Destruction decided = book.find(keyId, version.number())
                        .orElseGet(() ->
                                book.decide(trace(key, version, true), book.protectedBy(keyId, version.number())));
                if (decided.certificate().isEmpty()) {
                    book.recordUse(keyId, version.number(), user);
                    undone.add(decided);
                }
            }
            KeyMetadata after = destruction.destroy(keyId);
            keyManagement.forget(keyId);
            for (Destruction decided : undone) {
                Destruction unused = certified(decided, after);
            }
        } finally {
            changes.unlock();
        }
    }

    /** Ends what was decided before, be it before a crash. */
    private Destruction finished(Destruction decided, KeyUser user) {
        if (decided.certificate().isPresent()) {
            return decided;
        }
        String keyId = decided.keyId();
        book.recordUse(keyId, decided.number(), user);
        if (state(decided) != State.DESTROYED) {
            // whatever became of the key meanwhile, an older copy of it for instance: it was decided
            DestroyedVersion now =
                    decided.done(clock.instant(), Optional.empty()).trace();
            int unused = destruction.replay(List.of(now));
        } else if (decided.wholeKey()) {
            KeyMetadata unused = destruction.destroy(keyId);
        } else {
            KeyMetadata unused = destruction.destroyVersion(keyId, decided.number());
        }
        keyManagement.forget(keyId);
        return certified(decided, keys.describe(keyId));
    }

    /** An older copy may know neither the version nor the key: then they are not destroyed there. */
    private State state(Destruction decided) {
        try {
            return version(keys.describe(decided.keyId()), decided.number()).state();
        } catch (KeyManagementException refused) {
            if (refused.kind() == Kind.KEY_NOT_FOUND) {
                return State.ACTIVE;
            }
            throw refused;
        }
    }

    private Destruction certified(Destruction decided, KeyMetadata after) {
        KeyVersion version = version(after, decided.number());
        if (version.state() != State.DESTROYED) {
            throw new KeyManagementException(
                    Kind.UNAVAILABLE,
                    "version " + decided.number() + " of the key " + decided.keyId() + " is not destroyed yet");
        }
        Optional<ServiceStatement> statement = destruction.statement(decided.keyId());
        return book.certify(decided, time(version.destroyed(), statement), statement);
    }

    /** Where nobody says when it was, the time at which it was said to be. */
    private Instant time(Optional<Instant> destroyed, Optional<ServiceStatement> statement) {
        return destroyed.or(() -> statement.map(said -> said.newest().asked())).orElseGet(clock::instant);
    }

    /** Certifies what is destroyed already and was not by this store. */
    private Destruction noticed(DestroyedVersion trace, Protected use, KeyUser user) {
        Optional<ServiceStatement> statement = destruction.statement(trace.keyId());
        book.recordUse(trace.keyId(), trace.number(), user);
        return book.certify(book.decide(trace, use), trace.destroyed(), statement);
    }

    /** Those of an account's keys; of service keys those that the owner {@code service} has. */
    public List<Destruction> destructions(Set<String> owners) {
        return book.all().stream().filter(one -> owners.contains(one.owner())).toList();
    }

    /**
     * To be called at the start, and from time to time where a service keeps the keys: ends what a crash or a failure
     * interrupted, and destroys again what an older copy of the keystore, or an older state of the service, brought back.
     *
     * @throws KeyManagementException the last failure, when all had their turn
     */
    public void settle() {
        changes.lock();
        try {
            Failures failures = new Failures();
            for (Destruction undone : book.all()) {
                failures.of(() -> finished(undone, KeyUser.SERVER));
            }
            failures.of(this::destroyAgain);
            failures.throwLast();
        } finally {
            changes.unlock();
        }
    }

    private void destroyAgain() {
        List<DestroyedVersion> known = book.all().stream()
                .filter(one -> one.destroyed().isPresent())
                .map(Destruction::trace)
                .toList();
        int back = destruction.replay(known);
        if (back > 0) {
            LOG.warn("{} destroyed key versions had come back with older keys and were destroyed again", back);
            known.forEach(trace -> keyManagement.forget(trace.keyId()));
        }
    }

    /** To be called after {@link #settle}: a store that was brought back learns from its keystore what was destroyed. */
    public void learn() {
        changes.lock();
        try {
            Set<String> known = book.all().stream().map(Destruction::versionId).collect(Collectors.toSet());
            for (DestroyedVersion trace : destruction.destroyed()) {
                if (!known.contains(trace.versionId())) {
                    Destruction unused = book.certifyUnasked(trace, Optional.empty());
                }
            }
        } finally {
            changes.unlock();
        }
    }

    /**
     * To be called from time to time where a service keeps the keys: certifies what it destroyed without this store and with
     * something of this store's under it.
     */
    public void notice(KeyUser user) {
        book.requireExact();
        changes.lock();
        try {
            for (DestroyedVersion trace : destruction.destroyed()) {
                Protected use = book.protectedBy(trace.keyId(), trace.number());
                if (use.entries() > 0
                        && book.find(trace.keyId(), trace.number()).isEmpty()) {
                    Destruction unused = noticed(trace, use, user);
                }
            }
        } finally {
            changes.unlock();
        }
    }

    /**
     * Destroys again by certificates that were kept elsewhere, when store and keystore were both brought back from before.
     *
     * @return how many versions had come back with their material; absent when it is no certificate of this store
     */
    public Optional<Integer> replay(String certificate) {
        return SignedCertificate.verified(certificate, book.publicKey()).map(this::replay);
    }

    private int replay(JsonNode text) {
        DestroyedVersion trace = SignedCertificate.trace(text);
        changes.lock();
        try {
            int back = destruction.replay(List.of(trace));
            keyManagement.forget(trace.keyId());
            if (book.find(trace.keyId(), trace.number()).isEmpty()) {
                Destruction unused = book.certifyUnasked(trace, SignedCertificate.statement(text));
            }
            return back;
        } finally {
            changes.unlock();
        }
    }
}
