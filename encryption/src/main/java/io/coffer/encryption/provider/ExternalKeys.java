package io.coffer.encryption.provider;

import io.coffer.encryption.KeyAdministration;
import io.coffer.encryption.KeyManagementException;
import io.coffer.encryption.KeyManagementException.Kind;
import io.coffer.encryption.KeyMetadata;
import io.coffer.encryption.KeyOrigin;
import io.coffer.encryption.KeyPurpose;
import io.coffer.encryption.KeySettings;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The keys of a key service that this store may use: those that its operator listed, and no other. They are made at
 * their service; what else happens in their life is passed on to it, and this server forgets at once what it kept of
 * them.
 */
public final class ExternalKeys implements KeyAdministration {
    /** The owner of keys that every account may use. */
    public static final String SHARED = "shared";

    /** @param owner the account that may name the key; empty when every one may */
    public record Listed(String keyId, Optional<String> owner) {
        private boolean isFor(String account) {
            return owner.isEmpty() || owner.get().equals(account);
        }
    }

    private final String serviceKey;
    private final String defaultKey;
    private final List<Listed> customers;
    private final KeyLifecycle lifecycle;
    private final Consumer<String> forget;

    /**
     * @param serviceKey wraps for SSE-OSS
     * @param defaultKey wraps for SSE-KMS without a key id, of every account
     * @param customers further keys that may be named
     * @param forget called with a key's id when it was changed
     */
    public ExternalKeys(
            String serviceKey,
            String defaultKey,
            List<Listed> customers,
            KeyLifecycle lifecycle,
            Consumer<String> forget) {
        this.serviceKey = serviceKey;
        this.defaultKey = defaultKey;
        this.customers = List.copyOf(customers);
        this.lifecycle = lifecycle;
        this.forget = forget;
    }

    @Override
    public String named(String owner, String keyId) {
        boolean may = keyId.equals(defaultKey)
                || customers.stream().anyMatch(key -> key.keyId().equals(keyId) && key.isFor(owner));
        if (!may) {
            throw new KeyManagementException(Kind.KEY_NOT_FOUND, "account " + owner + " has no key " + keyId);
        }
        return keyId;
    }

    @Override
    public String onDemand(String owner, KeyPurpose purpose) {
        return switch (purpose) {
            case SERVICE -> serviceKey;
            case DEFAULT -> defaultKey;
            case CUSTOMER -> throw new IllegalArgumentException("a customer's key is not made on demand");
        };
    }

    @Override
    public Optional<String> existing(String owner, KeyPurpose purpose) {
        return purpose == KeyPurpose.CUSTOMER ? Optional.empty() : Optional.of(onDemand(owner, purpose));
    }

    @Override
    public Optional<KeyMetadata> find(String owner, KeyPurpose purpose) {
        return existing(owner, purpose).map(this::describe);
    }

    @Override
    public KeyMetadata findOrCreate(String owner, KeyPurpose purpose) {
        return describe(onDemand(owner, purpose));
    }

    @Override
    public KeyMetadata create(String owner, KeyPurpose purpose, KeyOrigin origin, KeySettings settings) {
        throw new KeyManagementException(
                Kind.DENIED, "keys are made at the key service that keeps them, and listed in keys.customer-keys");
    }

    /** Asks the key service. */
    @Override
    public KeyMetadata describe(String keyId) {
        KeyPurpose purpose = purpose(keyId);
        KeyLifecycle.Status status = lifecycle.status(keyId);
        return new KeyMetadata(
                keyId,
                owner(keyId),
                purpose,
                KeyOrigin.COFFER,
                KeySettings.NONE.withDescription(status.description()),
                status.state(),
                status.created(),
                status.versions(),
                status.deletionDate(),
                Optional.empty());
    }

    @Override
    public KeyMetadata configure(String keyId, UnaryOperator<KeySettings> change) {
        throw new KeyManagementException(Kind.DENIED, "a key is described at the key service that keeps it");
    }

    /** {@link #SHARED} for a key that no account has for itself. */
    @Override
    public String owner(String keyId) {
        requireListed(keyId);
        return customers.stream()
                .filter(key -> key.keyId().equals(keyId))
                .findFirst()
                .flatMap(Listed::owner)
                .orElse(SHARED);
    }

    void requireListed(String keyId) {
        KeyPurpose unused = purpose(keyId);
    }

    KeyPurpose purpose(String keyId) {
        if (keyId.equals(serviceKey)) {
            return KeyPurpose.SERVICE;
        }
        if (keyId.equals(defaultKey)) {
            return KeyPurpose.DEFAULT;
        }
        if (customers.stream().anyMatch(key -> key.keyId().equals(keyId))) {
            return KeyPurpose.CUSTOMER;
        }
        throw new KeyManagementException(Kind.KEY_NOT_FOUND, "there is no key " + keyId);
    }

    /** Every key that may be used, in the order of the list. */
    List<String> ids() {
        SequencedSet<String> ids = new LinkedHashSet<>(List.of(serviceKey));
        ids.add(defaultKey);
        customers.forEach(key -> ids.add(key.keyId()));
        return List.copyOf(ids);
    }

    /** In the order of the list, without those that the key service does not have. Asks it for each. */
    @Override
    public List<KeyMetadata> list() {
        return ids().stream().map(this::described).flatMap(Optional::stream).toList();
    }

    private Optional<KeyMetadata> described(String keyId) {
        try {
            return Optional.of(describe(keyId));
        } catch (KeyManagementException refused) {
            if (refused.kind() == Kind.KEY_NOT_FOUND) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    @Override
    public void enable(String keyId) {
        change(keyId, () -> lifecycle.enable(keyId));
    }

    @Override
    public void disable(String keyId) {
        change(keyId, () -> lifecycle.disable(keyId));
    }

    @Override
    public KeyMetadata rotate(String keyId) {
        change(keyId, () -> lifecycle.rotate(keyId));
        return describe(keyId);
    }

    @Override
    public KeyMetadata scheduleDeletion(String keyId, int days) {
        change(keyId, () -> lifecycle.scheduleDeletion(keyId, days));
        return describe(keyId);
    }

    @Override
    public void cancelDeletion(String keyId) {
        change(keyId, () -> lifecycle.cancelDeletion(keyId));
    }

    /** Forgets also when the outcome is unknown: asking the service again does no harm. */
    private void change(String keyId, Runnable change) {
        requireListed(keyId);
        try {
            change.run();
        } finally {
            forget.accept(keyId);
        }
    }
}
