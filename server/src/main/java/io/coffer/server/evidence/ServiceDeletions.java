package io.coffer.server.evidence;

import io.coffer.encryption.DestroyedVersion;
import io.coffer.encryption.KeyManagement;
import io.coffer.encryption.KeyManagementException;
import io.coffer.encryption.KeyManagementException.Kind;
import io.coffer.encryption.KeyMetadata.KeyState;
import io.coffer.encryption.KeyPurpose;
import io.coffer.encryption.KeyStanding;
import io.coffer.encryption.ServiceDeletion;
import io.coffer.encryption.ServiceDeletion.ServiceKey;
import io.coffer.encryption.ServiceStatement;
import io.coffer.server.keyuse.KeyUser;
import io.coffer.server.metadata.ControlRecords;
import io.coffer.storage.Condition;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that a key service has deleted a key as a whole, and certifies what went with it. An answer "there is no such
 * key" is also what a wrong account or endpoint gets, so it counts only when three things hold: the service itself had
 * announced the deletion to this store, its date has passed, and the service knows another key of this store at the same
 * time. No answer, or a refusal, never counts.
 */
public final class ServiceDeletions {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceDeletions.class);
    private static final String PREFIX = "key-deletion/";

    private final ServiceDeletion service;
    private final KeyManagement keyManagement;
    private final DestructionBook book;
    private final ControlRecords records;
    private final InstantSource clock;
    private final ReentrantLock looking = new ReentrantLock();

    /**
     * A deletion that the service has announced and not carried out as far as is known.
     *
     * @param date when it takes effect, by the service
     */
    record Announced(String owner, KeyPurpose purpose, Instant created, Instant date, ServiceStatement statement) {}

    /** @param keyManagement what is kept of a deleted key in it is dropped */
    public ServiceDeletions(
            ServiceDeletion service,
            KeyManagement keyManagement,
            DestructionBook book,
            ControlRecords records,
            InstantSource clock) {
        this.service = service;
        this.keyManagement = keyManagement;
        this.book = book;
        this.records = records;
        this.clock = clock;
    }

    /**
     * Looks after every key that may be used, and those whose deletion was announced.
     *
     * @throws KeyManagementException the last failure, when all had their turn
     */
    public void attend(KeyUser user) {
        book.requireExact();
        Failures failures = new Failures();
        for (ServiceKey key : keys()) {
            failures.of(() -> attend(key, user));
        }
        failures.throwLast();
    }

    private void attend(ServiceKey key, KeyUser user) {
        try {
            looked(key, user)
                    .filter(Hindrance::unexpected)
                    .ifPresent(hindrance -> LOG.warn("the key {}: {}", key.keyId(), hindrance.text()));
        } catch (KeyManagementException denied) {
            if (denied.kind() != Kind.DENIED) {
                throw denied;
            }
            LOG.warn("whether the KMS has deleted the key {} is not known: {}", key.keyId(), denied.getMessage());
        }
    }

    private List<ServiceKey> keys() {
        List<ServiceKey> keys = new ArrayList<>(service.keys());
        records.forEach(PREFIX, Announced.class, stored -> {
            String keyId = stored.name().substring(PREFIX.length());
            if (keys.stream().noneMatch(key -> key.keyId().equals(keyId))) {
                keys.add(new ServiceKey(
                        keyId, stored.value().owner(), stored.value().purpose()));
            }
        });
        return keys;
    }

    /**
     * Looks at one key now.
     *
     * @return the destruction of that version
     * @throws KeyManagementException of kind {@link Kind#UNSUPPORTED} with what is to be done, when the key is not gone; as
     *     the service's refusal otherwise
     */
    public Destruction destroyed(String keyId, int number, KeyUser user) {
        book.requireExact();
        ServiceKey key = service.keys().stream()
                .filter(listed -> listed.keyId().equals(keyId))
                .findFirst()
                .orElseThrow(() -> new KeyManagementException(Kind.KEY_NOT_FOUND, "there is no key " + keyId));
        Optional<Hindrance> hindrance = looked(key, user);
        if (hindrance.isPresent()) {
            throw new KeyManagementException(Kind.UNSUPPORTED, hindrance.get().text());
        }
        return book.find(keyId, number)
                .orElseThrow(() -> new KeyManagementException(
                        Kind.KEY_NOT_FOUND, "the key " + keyId + " has no version " + number + " that was used here"));
    }

    /** @param unexpected whether somebody has to see to it */
    private record Hindrance(String text, boolean unexpected) {}

    /** @return why the key has no certificates; empty when it has them */
    private Optional<Hindrance> looked(ServiceKey key, KeyUser user) {
        looking.lock();
        try {
            List<String> versions = service.versions(key.keyId());
            if (!versions.isEmpty() && areCertified(key.keyId(), versions.size())) {
                return Optional.empty();
            }
            KeyStanding standing = service.standing(key.keyId());
            Optional<Announced> announced = announced(key.keyId());
            if (standing.state().isPresent()) {
                return Optional.of(alive(key, standing, announced));
            }
            Optional<Hindrance> doubt = doubt(key.keyId(), announced);
            if (doubt.isEmpty()) {
                certify(key, versions, standing, announced.orElseThrow(), user);
            }
            return doubt;
        } finally {
            looking.unlock();
        }
    }

    private boolean areCertified(String keyId, int versions) {
        for (int number = 1; number <= versions; number++) {
            if (book.find(keyId, number).flatMap(Destruction::certificate).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private Optional<Announced> announced(String keyId) {
        return records.get(PREFIX + keyId, Announced.class).map(ControlRecords.Stored::value);
    }

    /** Keeps what the service announces, and no longer than it does. */
    private Hindrance alive(ServiceKey key, KeyStanding standing, Optional<Announced> announced) {
        if (standing.state().filter(KeyState.PENDING_DELETION::equals).isEmpty()
                || standing.deletionDate().isEmpty()) {
            announced.ifPresent(withdrawn -> records.delete(PREFIX + key.keyId(), Condition.ANY));
            return new Hindrance(
                    "The KMS has the key, and deletes only whole keys. Move what this one protects to another key by"
                            + " StartRewrap with that KeyId, and have the KMS delete it by ScheduleKeyDeletion.",
                    false);
        }
        Instant date = standing.deletionDate().get();
        if (announced.filter(known -> known.date().equals(date)).isEmpty()) {
            Announced now = new Announced(
                    key.owner(), key.purpose(), standing.created().orElse(Instant.EPOCH), date, standing.statement());
            records.put(PREFIX + key.keyId(), now, Condition.ANY);
        }
        return clock.instant().isBefore(date)
                ? new Hindrance(
                        "The KMS deletes the key at " + date
                                + "; once it says that the key is gone, its certificates are" + " issued here.",
                        false)
                : new Hindrance(
                        "The KMS was to delete the key at " + date + " and still has it; it is asked again each hour.",
                        false);
    }

    /** Why the word of the service that there is no such key proves nothing. */
    private Optional<Hindrance> doubt(String keyId, Optional<Announced> announced) {
        if (announced.isEmpty()) {
            return Optional.of(new Hindrance(
                    "The KMS says that it has no such key, and never announced its deletion to this store. Another account"
                            + " or endpoint would say the same, so nothing is certified.",
                    true));
        }
        if (clock.instant().isBefore(announced.get().date())) {
            return Optional.of(new Hindrance(
                    "The KMS says that it has no such key, before the date of its deletion, "
                            + announced.get().date() + ". Another account or endpoint would say the same, so nothing is"
                            + " certified.",
                    true));
        }
        boolean knowsAnother = service.keys().stream()
                .map(ServiceKey::keyId)
                .filter(other -> !other.equals(keyId))
                .anyMatch(other -> service.standing(other).state().isPresent());
        return knowsAnother
                ? Optional.empty()
                : Optional.of(new Hindrance(
                        "The KMS says that it has none of this store's keys. Another account or endpoint would say the same,"
                                + " so nothing is certified; configure a key that it has beside this one.",
                        true));
    }

    private void certify(
            ServiceKey key, List<String> versions, KeyStanding standing, Announced announced, KeyUser user) {
        ServiceStatement statement = standing.statement().after(announced.statement());
        Instant seen = standing.statement().newest().asked();
        for (int number = 1; number <= versions.size(); number++) {
            if (book.find(key.keyId(), number).flatMap(Destruction::certificate).isEmpty()) {
                DestroyedVersion trace = new DestroyedVersion(
                        key.keyId(),
                        key.owner(),
                        key.purpose(),
                        number,
                        versions.get(number - 1),
                        announced.created(),
                        seen,
                        true);
                book.recordUse(key.keyId(), number, user);
                Protected use = book.protectedBy(key.keyId(), number);
                Destruction unused = book.certify(
                        Destruction.decided(trace, use.taken(), Optional.of(use.sequence())),
                        seen,
                        Optional.of(statement));
            }
        }
        keyManagement.forget(key.keyId());
        records.delete(PREFIX + key.keyId(), Condition.ANY);
        LOG.info("the KMS has deleted the key {}, as it had announced", key.keyId());
    }
}
