package io.coffer.server.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.coffer.encryption.SecretBox;
import io.coffer.server.authentication.AccessKey;
import io.coffer.server.authentication.AccessKeyStore;
import io.coffer.server.authentication.Caller;
import io.coffer.server.authorization.policy.Policy;
import io.coffer.server.authorization.policy.PolicyParser;
import io.coffer.server.metadata.ControlRecords;
import io.coffer.server.metadata.ControlRecords.Stored;
import io.coffer.storage.StorageException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Accounts, users, access keys and policies. Finds the caller behind an access key: a change made here counts from the
 * next request on, one made by another gateway after {@link #MAX_AGE}.
 */
public final class IdentityStore implements AccessKeyStore {
    /** how long what was read once is used */
    public static final Duration MAX_AGE = Duration.ofSeconds(5);

    private static final int CACHED_KEYS = 10_000;
    private static final int ATTEMPTS = 10;

    private record Cached(long revision, AccessKey key) {}

    private final IdentityRecords records;
    private final Accounts accounts;
    private final Users users;
    private final AccessKeys accessKeys;
    private final Policies policies;
    private final Cache<String, Cached> cache = Caffeine.newBuilder()
            .maximumSize(CACHED_KEYS)
            .expireAfterWrite(MAX_AGE)
            .build();

    /** @param secrets seals the secrets of access keys */
    public IdentityStore(ControlRecords controlRecords, SecretBox secrets, InstantSource clock) {
        records = new IdentityRecords(controlRecords);
        accounts = new Accounts(records, clock);
        users = new Users(records, clock);
        accessKeys = new AccessKeys(records, secrets, clock);
        policies = new Policies(records, clock);
    }

    public Accounts accounts() {
        return accounts;
    }

    public Users users() {
        return users;
    }

    public AccessKeys accessKeys() {
        return accessKeys;
    }

    public Policies policies() {
        return policies;
    }

    @Override
    public Optional<AccessKey> find(String accessKeyId) {
        // taken before reading: what a later change made stale carries an older revision
        long revision = records.revision();
        Cached cached = cache.getIfPresent(accessKeyId);
        if (cached != null && cached.revision() == revision) {
            return Optional.of(cached.key());
        }
        Optional<AccessKey> key = read(accessKeyId);
        key.ifPresent(found -> cache.put(accessKeyId, new Cached(revision, found)));
        return key;
    }

    private Optional<AccessKey> read(String accessKeyId) {
        if (!IdentityRules.isAccessKeyId(accessKeyId)) {
            return Optional.empty();
        }
        return records.find(IdentityRecords.accessKey(accessKeyId), KeyHolder.class)
                .map(Stored::value)
                .flatMap(holder -> holder.userName()
                        .map(name -> userKey(holder, name, accessKeyId))
                        .orElseGet(() -> rootKey(holder, accessKeyId)));
    }

    private Optional<AccessKey> rootKey(KeyHolder holder, String id) {
        return records.find(IdentityRecords.account(holder.account()), Account.class)
                .flatMap(account -> key(account.value().keys(), id))
                .map(key -> accessKey(key, new Caller.Root(holder.account(), id)));
    }

    private Optional<AccessKey> userKey(KeyHolder holder, String name, String id) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<Stored<User>> stored = records.find(IdentityRecords.user(holder.account(), name), User.class);
            if (stored.isEmpty()) {
                return Optional.empty();
            }
            User user = stored.get().value();
            Optional<StoredKey> key = key(user.keys(), id);
            if (key.isEmpty()) {
                return Optional.empty();
            }
            Optional<List<Policy>> attached = attached(user);
            if (attached.isPresent()) {
                Caller caller = new Caller.RamUser(user.account(), user.name(), user.userId(), attached.get(), id);
                return Optional.of(accessKey(key.get(), caller));
            }
        }
        throw new StorageException(StorageException.Kind.CORRUPT, "a policy attached to a user is missing");
    }

    /** Empty when a policy was detached and deleted since the user was read. */
    private Optional<List<Policy>> attached(User user) {
        List<Policy> attached = new ArrayList<>();
        for (User.Attachment attachment : user.policies()) {
            Optional<RamPolicy> policy = switch (attachment.type()) {
                case SYSTEM -> SystemPolicies.find(attachment.name());
                case CUSTOM ->
                    records.find(IdentityRecords.policy(user.account(), attachment.name()), RamPolicy.class)
                            .map(Stored::value)
                            .filter(found -> found.policyId().equals(attachment.policyId()));
            };
            if (policy.isEmpty()) {
                return Optional.empty();
            }
            attached.add(PolicyParser.identityPolicy(policy.get().document()));
        }
        return Optional.of(attached);
    }

    private static Optional<StoredKey> key(List<StoredKey> keys, String id) {
        return keys.stream().filter(key -> key.id().equals(id)).findFirst();
    }

    private AccessKey accessKey(StoredKey key, Caller caller) {
        return new AccessKey(key.id(), accessKeys.open(key), caller, key.status() == StoredKey.Status.ACTIVE);
    }
}
