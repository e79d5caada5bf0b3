package io.coffer.server.identity;

import io.coffer.model.AccountId;
import io.coffer.server.metadata.ControlRecords.Stored;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The RAM users of accounts. */
public final class Users {
    private static final int MAX_USERS = 1000;
    private static final int ATTEMPTS = 100;

    private final IdentityRecords records;
    private final InstantSource clock;

    Users(IdentityRecords records, InstantSource clock) {
        this.records = records;
        this.clock = clock;
    }

    /** @throws RamException when the name is bad or taken, or the account has too many users */
    public User create(AccountId account, String name, UserProfile profile) {
        IdentityRules.requireUserName(name);
        if (records.count(IdentityRecords.users(account)) >= MAX_USERS) {
            throw RamError.TOO_MANY_USERS.exception();
        }
        Instant now = clock.instant();
        User user =
                new User(account, IdentityRules.newUserId(), name, profile, now, now, List.of(), List.of(), List.of());
        if (!records.create(IdentityRecords.user(account, name), user)) {
            throw RamError.USER_EXISTS.exception();
        }
        return user;
    }

    /** @throws RamException {@link RamError#NO_SUCH_USER} */
    public User get(AccountId account, String name) {
        return stored(account, name).value();
    }

    /** Every user of the account, in the order of their names. */
    public List<User> list(AccountId account) {
        return records.list(IdentityRecords.users(account), User.class);
    }

    /**
     * Changes a user, and renames it when the names differ.
     *
     * @throws RamException when there is no such user, or the new name is bad or taken
     */
    public User update(AccountId account, String name, String newName, UserProfile profile) {
        IdentityRules.requireUserName(newName);
        return name.equals(newName)
                ? records.update(
                        IdentityRecords.user(account, name),
                        User.class,
                        RamError.NO_SUCH_USER::exception,
                        user -> user.changed(name, profile, clock.instant()))
                : rename(account, name, newName, profile);
    }

    /**
     * The new record comes first and the old one goes only if it did not change meanwhile, so that no change is lost;
     * access keys follow in between, and work all the time.
     */
    private User rename(AccountId account, String name, String newName, UserProfile profile) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Stored<User> old = stored(account, name);
            User renamed = old.value().changed(newName, profile, clock.instant());
            if (!records.create(IdentityRecords.user(account, newName), renamed)) {
                throw RamError.USER_EXISTS.exception();
            }
            pointKeys(renamed.keys(), KeyHolder.user(account, newName));
            if (records.delete(old)) {
                return renamed;
            }
            pointKeys(renamed.keys(), KeyHolder.user(account, name));
            records.delete(IdentityRecords.user(account, newName));
        }
        throw new IllegalStateException("a user is changed all the time");
    }

    private void pointKeys(List<StoredKey> keys, KeyHolder holder) {
        keys.forEach(key -> records.put(IdentityRecords.accessKey(key.id()), holder));
    }

    /** @throws RamException when there is no such user, or it still has access keys or policies, or is in groups */
    public void delete(AccountId account, String name) {
        Stored<User> user;
        do {
            user = stored(account, name);
            if (!user.value().keys().isEmpty()) {
                throw RamError.USER_HAS_ACCESS_KEYS.exception();
            }
            if (!user.value().policies().isEmpty()) {
                throw RamError.USER_HAS_POLICIES.exception();
            }
            if (!user.value().groups().isEmpty()) {
                throw RamError.USER_IN_GROUPS.exception();
            }
        } while (!records.delete(user));
    }

    private Stored<User> stored(AccountId account, String name) {
        IdentityRules.requireUserName(name);
        Optional<Stored<User>> user = records.find(IdentityRecords.user(account, name), User.class);
        return user.orElseThrow(RamError.NO_SUCH_USER::exception);
    }
}
