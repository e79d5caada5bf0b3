package io.coffer.server.evidence;

import io.coffer.encryption.DestroyedVersion;
import io.coffer.encryption.KeyAdministration;
import io.coffer.encryption.KeyDestruction;
import io.coffer.encryption.KeyManagement;
import io.coffer.encryption.KeyManagementException;
import io.coffer.encryption.KeyManagementException.Kind;
import io.coffer.encryption.KeyMetadata;
import io.coffer.encryption.KeyMetadata.KeyState;
import io.coffer.encryption.KeyPurpose;
import io.coffer.encryption.KeyVersion;
import io.coffer.encryption.KeyVersion.State;
import io.coffer.server.keyuse.KeyUse;
import io.coffer.server.keyuse.KeyUseRecorder;
import io.coffer.server.keyuse.KeyUser;
import io.coffer.server.metadata.ControlRecords;
import io.coffer.server.object.WrapsInFlight;
import io.coffer.server.posture.Ledger;
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
 * destroyed when that is exactly what was confirmed. Each destruction leaves a signed certificate.
 */
public final class KeyShredding {
    private static final Logger LOG = LoggerFactory.getLogger(KeyShredding.class);

    private final KeyAdministration keys;
    private final KeyDestruction destruction;
    private final KeyManagement keyManagement;
    private final WrapsInFlight flights;
    private final Ledger ledger;
    private final KeyUseRecorder keyUses;
    private final DestructionRecords records;
    private final CheckpointKey signer;
    private final String storeId;
    private final Duration lease;
    private final InstantSource clock;
    /** One change of version states at a time: what one has checked stays so until it has acted. */
    private final ReentrantLock changes = new ReentrantLock();

    /** Where keys live and what tells of their use. */
    public record Keys(
            KeyAdministration administration,
            KeyDestruction destruction,
            KeyManagement management,
            WrapsInFlight flights,
            KeyUseRecorder uses) {}

    /** @param lease how long a write under way may hold a fence up before it is refused */
    public KeyShredding(
            Keys keys,
            Ledger ledger,
            ControlRecords records,
            CheckpointKey signer,
            String storeId,
            Duration lease,
            InstantSource clock) {
        this.keys = keys.administration();
        this.destruction = keys.destruction();
        this.keyManagement = keys.management();
        this.flights = keys.flights();
        this.keyUses = keys.uses();
        this.ledger = ledger;
        this.records = new DestructionRecords(records);
        this.signer = signer;
        this.storeId = storeId;
        this.lease = lease;
        this.clock = clock;
    }

    /** What a fenced version still protects. */
    public record Fenced(KeyVersion version, Protected use) {}

    /**
     * From the return on nothing new comes under the version; what is under it can still be read.
     *
     * @throws KeyManagementException of kind {@link Kind#VERSION_STATE} for the version that wraps: the key must be
     *     rotated first, or disabled, or be pending deletion
     */
    public Fenced fence(String keyId, int number) {
        ledger.requireExact();
        changes.lock();
        try {
            KeyMetadata key = keys.describe(keyId);
            KeyVersion version = version(key, number);
            if (version.state() != State.FENCED && version.state() != State.DESTROYED) {
                requireSpare(key, number);
                destruction.setVersionState(keyId, number, State.NO_NEW_WRAPS);
                keyManagement.forget(keyId);
                flights.drain(keyId, number, lease);
                destruction.setVersionState(keyId, number, State.FENCED);
            }
            return new Fenced(version(keys.describe(keyId), number), Protected.by(ledger, keyId, number));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new KeyManagementException(Kind.UNAVAILABLE, "fencing was interrupted", interrupted);
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
     * Destroys a fenced version; destroying a destroyed one again gives its certificate.
     *
     * @param takes the number of entries that the caller knows to become unreadable
     * @throws UnconfirmedException when it is another number
     */
    public Destruction destroy(String keyId, int number, long takes, KeyUser user) {
        ledger.requireExact();
        changes.lock();
        try {
            KeyMetadata key = keys.describe(keyId);
            KeyVersion version = version(key, number);
            Optional<Destruction> earlier = records.find(keyId, number);
            if (earlier.isPresent()) {
                return finished(earlier.get(), user);
            }
            if (version.state() != State.FENCED) {
                throw new KeyManagementException(
                        Kind.VERSION_STATE, "version " + number + " of the key " + keyId + " is not fenced");
            }
            Protected use = Protected.by(ledger, keyId, number);
            if (use.entries() != takes) {
                throw new UnconfirmedException(use.entries());
            }
            Destruction decided = decided(key, version, use, false);
            records.put(decided);
            return finished(decided, user);
        } finally {
            changes.unlock();
        }
    }

    /** Destroys a key whose deletion date has passed, with all that it still protects. */
    public void destroyKey(String keyId, KeyUser user) {
        ledger.requireExact();
        changes.lock();
        try {
            KeyMetadata key = keys.describe(keyId);
            List<Destruction> decided = new ArrayList<>();
            for (KeyVersion version : key.versions()) {
                if (records.find(keyId, version.number()).isEmpty()) {
                    Destruction one = decided(key, version, Protected.by(ledger, keyId, version.number()), true);
                    recordUse(one, user);
                    decided.add(one);
                }
            }
            destruction.destroy(keyId);
            keyManagement.forget(keyId);
            decided.forEach(this::certified);
        } finally {
            changes.unlock();
        }
    }

    private Destruction decided(KeyMetadata key, KeyVersion version, Protected use, boolean wholeKey) {
        return new Destruction(
                key.keyId(),
                key.owner(),
                key.purpose(),
                version.number(),
                version.id(),
                version.created(),
                wholeKey,
                use.taken(),
                Optional.of(use.sequence()),
                clock.instant(),
                Optional.empty(),
                Optional.empty());
    }

    /** Ends what was decided, be it now or before a crash. */
    private Destruction finished(Destruction decided, KeyUser user) {
        if (decided.certificate().isPresent()) {
            return decided;
        }
        recordUse(decided, user);
        destruction.destroyVersion(decided.keyId(), decided.number());
        keyManagement.forget(decided.keyId());
        return certified(decided);
    }

    /** Durable before anything is destroyed. */
    private void recordUse(Destruction decided, KeyUser user) {
        keyUses.record(KeyUse.destroying(decided.keyId(), decided.number(), user))
                .await();
    }

    private Destruction certified(Destruction decided) {
        Instant destroyed = version(keys.describe(decided.keyId()), decided.number())
                .destroyed()
                .orElseThrow();
        Destruction done = decided.done(destroyed);
        Destruction certified = done.with(SignedCertificate.of(storeId, done, signer));
        records.put(certified);
        return certified;
    }

    /** Those of an account's keys; of service keys those that the owner {@code service} has. */
    public List<Destruction> destructions(Set<String> owners) {
        return records.all().stream()
                .filter(one -> owners.contains(one.owner()))
                .toList();
    }

    /**
     * To be called at the start: ends what a crash interrupted, and destroys again what an older copy of the keystore
     * brought back. A store that was brought back learns from the keystore what was destroyed meanwhile.
     */
    public void settle() {
        changes.lock();
        try {
            records.all().stream()
                    .filter(one -> one.destroyed().isEmpty())
                    .forEach(one -> finished(one, KeyUser.SERVER));
            List<Destruction> known = records.all();
            int back = destruction.replay(known.stream().map(Destruction::trace).toList());
            if (back > 0) {
                LOG.warn(
                        "{} destroyed key versions had come back with an older keystore and were destroyed again",
                        back);
            }
            Set<String> versions = known.stream().map(Destruction::versionId).collect(Collectors.toSet());
            destruction.destroyed().stream()
                    .filter(trace -> !versions.contains(trace.versionId()))
                    .forEach(this::learn);
        } finally {
            changes.unlock();
        }
    }

    private void learn(DestroyedVersion trace) {
        Destruction unasked = new Destruction(
                trace.keyId(),
                trace.owner(),
                trace.purpose(),
                trace.number(),
                trace.versionId(),
                trace.created(),
                trace.wholeKey(),
                List.of(),
                Optional.empty(),
                trace.destroyed(),
                Optional.of(trace.destroyed()),
                Optional.empty());
        records.put(unasked.with(SignedCertificate.of(storeId, unasked, signer)));
    }

    /**
     * Destroys again by certificates that were kept elsewhere, when store and keystore were both brought back from before.
     *
     * @return how many versions had come back with their material; absent when it is no certificate of this store
     */
    public Optional<Integer> replay(String certificate) {
        return SignedCertificate.verified(certificate, signer.publicKey()).map(this::replay);
    }

    private int replay(JsonNode text) {
        String keyId = text.path("keyId").asString();
        DestroyedVersion trace = new DestroyedVersion(
                keyId,
                text.path("owner").asString(),
                KeyPurpose.valueOf(text.path("purpose").asString()),
                text.path("keyVersion").asInt(),
                text.path("keyVersionId").asString(),
                Instant.parse(text.path("keyVersionCreated").asString()),
                Instant.parse(text.path("destroyed").asString()),
                text.path("wholeKey").asBoolean());
        changes.lock();
        try {
            int back = destruction.replay(List.of(trace));
            keyManagement.forget(keyId);
            if (records.find(keyId, trace.number()).isEmpty()) {
                learn(trace);
            }
            return back;
        } finally {
            changes.unlock();
        }
    }
}
