package io.coffer.server.identity;

import io.coffer.encryption.SecretBox;
import io.coffer.server.authentication.AccessKeySecret;
import io.coffer.server.identity.StoredKey.Status;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The access keys of roots and users. A key counts when its holder's record has it; a record of its own says who the
 * holder is, made before the key counts and deleted after it no longer does.
 */
public final class AccessKeys {
    private static final int MAX_KEYS = 2;

    private final IdentityRecords records;
    private final SecretBox secrets;
    private final InstantSource clock;

    AccessKeys(IdentityRecords records, SecretBox secrets, InstantSource clock) {
        this.records = records;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** @throws RamException when the holder does not exist or has as many as it may */
    public NewAccessKey create(KeyHolder holder) {
        return add(holder, IdentityRules.newAccessKeyId(), IdentityRules.newSecret());
    }

    /**
     * Gives a holder a key that was chosen elsewhere, or gives the key it has another secret.
     *
     * @throws RamException when the key belongs to someone else
     */
    public void ensure(KeyHolder holder, String id, AccessKeySecret secret) {
        boolean held = list(holder).stream().anyMatch(key -> key.id().equals(id));
        if (!held) {
            secret.use(bytes -> add(holder, id, bytes.clone()));
        } else if (!reveal(holder, id).equals(secret)) {
            String sealed = secret.use(bytes -> seal(id, bytes));
            changeKeys(
                    holder, keys -> replaced(keys, id, key -> new StoredKey(id, sealed, Status.ACTIVE, key.created())));
        }
    }

    private NewAccessKey add(KeyHolder holder, String id, byte[] secret) {
        if (!IdentityRules.isAccessKeyId(id)) {
            throw RamError.INVALID_ACCESS_KEY_ID.exception();
        }
        StoredKey key = new StoredKey(id, seal(id, secret), Status.ACTIVE, clock.instant());
        if (!records.create(IdentityRecords.accessKey(id), holder)) {
            throw RamError.ACCESS_KEY_EXISTS.exception();
        }
        try {
            changeKeys(holder, keys -> added(keys, key));
        } catch (RamException refused) {
            records.delete(IdentityRecords.accessKey(id));
            throw refused;
        }
        return new NewAccessKey(id, AccessKeySecret.of(secret), key.created());
    }

    private static List<StoredKey> added(List<StoredKey> keys, StoredKey key) {
        if (keys.size() >= MAX_KEYS) {
            throw RamError.TOO_MANY_ACCESS_KEYS.exception();
        }
        List<StoredKey> more = new ArrayList<>(keys);
        more.add(key);
        return more;
    }

    /** @throws RamException when the holder does not exist */
    public List<StoredKey> list(KeyHolder holder) {
        if (holder.userName().isEmpty()) {
            return records.find(IdentityRecords.account(holder.account()), Account.class)
                    .orElseThrow(RamError.NO_SUCH_ACCOUNT::exception)
                    .value()
                    .keys();
        }
        String name = holder.userName().get();
        IdentityRules.requireUserName(name);
        return records.find(IdentityRecords.user(holder.account(), name), User.class)
                .orElseThrow(RamError.NO_SUCH_USER::exception)
                .value()
                .keys();
    }

    /** @throws RamException when there is no such key, or a root would lose its last active one */
    public void setStatus(KeyHolder holder, String id, Status status) {
        changeKeys(holder, keys -> stillUsable(holder, replaced(keys, id, key -> key.with(status))));
    }

    /** @throws RamException when there is no such key, or a root would lose its last active one */
    public void delete(KeyHolder holder, String id) {
        changeKeys(holder, keys -> {
            List<StoredKey> left =
                    keys.stream().filter(key -> !key.id().equals(id)).toList();
            if (left.size() == keys.size()) {
                throw RamError.NO_SUCH_ACCESS_KEY.exception();
            }
            return stillUsable(holder, left);
        });
        records.delete(IdentityRecords.accessKey(id));
    }

    /**
     * The secret of a key, for the comparison with a configured one; no request ever gets it.
     *
     * @throws RamException {@link RamError#NO_SUCH_ACCESS_KEY}
     */
    AccessKeySecret reveal(KeyHolder holder, String id) {
        return list(holder).stream()
                .filter(key -> key.id().equals(id))
                .findFirst()
                .map(this::open)
                .orElseThrow(RamError.NO_SUCH_ACCESS_KEY::exception);
    }

    AccessKeySecret open(StoredKey key) {
        return AccessKeySecret.of(
                secrets.open(Base64.getDecoder().decode(key.sealedSecret()), associatedData(key.id())));
    }

    private String seal(String id, byte[] secret) {
        return Base64.getEncoder().encodeToString(secrets.seal(secret, associatedData(id)));
    }

    private static byte[] associatedData(String id) {
        return ("access-key/" + id).getBytes(StandardCharsets.UTF_8);
    }

    private static List<StoredKey> replaced(List<StoredKey> keys, String id, UnaryOperator<StoredKey> change) {
        if (keys.stream().noneMatch(key -> key.id().equals(id))) {
            throw RamError.NO_SUCH_ACCESS_KEY.exception();
        }
        return keys.stream()
                .map(key -> key.id().equals(id) ? change.apply(key) : key)
                .toList();
    }

    /** A root without an active key could never be used again. */
    private static List<StoredKey> stillUsable(KeyHolder holder, List<StoredKey> keys) {
        if (holder.userName().isEmpty() && keys.stream().noneMatch(key -> key.status() == Status.ACTIVE)) {
            throw RamError.LAST_ROOT_KEY.exception();
        }
        return keys;
    }

    private void changeKeys(KeyHolder holder, UnaryOperator<List<StoredKey>> change) {
        if (holder.userName().isEmpty()) {
            records.update(
                    IdentityRecords.account(holder.account()),
                    Account.class,
                    RamError.NO_SUCH_ACCOUNT::exception,
                    account -> account.withKeys(change.apply(account.keys())));
            return;
        }
        String name = holder.userName().get();
        IdentityRules.requireUserName(name);
        records.update(
                IdentityRecords.user(holder.account(), name),
                User.class,
                RamError.NO_SUCH_USER::exception,
                user -> user.withKeys(change.apply(user.keys())));
    }
}
