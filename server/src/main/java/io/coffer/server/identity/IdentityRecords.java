package io.coffer.server.identity;

import io.coffer.model.AccountId;
import io.coffer.server.metadata.ControlRecords;
import io.coffer.server.metadata.ControlRecords.Stored;
import io.coffer.server.metadata.RecordTooLargeException;
import io.coffer.storage.Condition;
import io.coffer.storage.StorageException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Identities in the control records. Changes are compare-and-set; each one made here moves {@link #revision}, so that
 * nothing read before it is taken for current.
 */
final class IdentityRecords {
    static final String FIRST_ACCOUNT = "identity/first-account";
    private static final String ACCOUNTS = "identity/account/";
    private static final String USERS = "identity/user/";
    private static final String POLICIES = "identity/policy/";
    private static final String KEYS = "identity/access-key/";
    private static final String GROUPS = "identity/group/";
    private static final String GROUP_NAMES = "identity/group-names/";
    private static final String ROLES = "identity/role/";
    private static final int ATTEMPTS = 100;

    /** A record before and after a change. */
    record Changed<T>(T before, T after) {}

    private final ControlRecords records;
    private final AtomicLong revision = new AtomicLong();

    IdentityRecords(ControlRecords records) {
        this.records = records;
    }

    static String account(AccountId id) {
        return ACCOUNTS + id;
    }

    static String accounts() {
        return ACCOUNTS;
    }

    static String user(AccountId account, String name) {
        return users(account) + name;
    }

    static String users(AccountId account) {
        return USERS + account + "/";
    }

    static String policy(AccountId account, String name) {
        return policies(account) + name;
    }

    static String policies(AccountId account) {
        return POLICIES + account + "/";
    }

    static String group(AccountId account, String groupId) {
        return groups(account) + groupId;
    }

    static String groups(AccountId account) {
        return GROUPS + account + "/";
    }

    static String groupNames(AccountId account) {
        return GROUP_NAMES + account;
    }

    /** Names of roles compare without case. */
    static String role(AccountId account, String name) {
        return roles(account) + name.toLowerCase(Locale.ROOT);
    }

    static String roles(AccountId account) {
        return ROLES + account + "/";
    }

    static String accessKey(String id) {
        return KEYS + id;
    }

    /** Moves with every change that this process made. */
    long revision() {
        return revision.get();
    }

    <T> Optional<Stored<T>> find(String name, Class<T> type) {
        return records.get(name, type);
    }

    OptionalLong generation(String name) {
        return records.generation(name);
    }

    int count(String prefix) {
        return records.count(prefix);
    }

    <T> List<T> list(String prefix, Class<T> type) {
        return records.list(prefix, type).stream().map(Stored::value).toList();
    }

    /** False when there is a record of that name already. */
    boolean create(String name, Object value) {
        return succeeds(() -> records.put(name, value, Condition.ABSENT));
    }

    void put(String name, Object value) {
        records.put(name, value, Condition.ANY);
        revision.incrementAndGet();
    }

    /** False when the record has changed since it was read. */
    boolean delete(Stored<?> stored) {
        return succeeds(() -> {
            if (!records.delete(stored.name(), Condition.generation(stored.generation()))) {
                throw new StorageException(StorageException.Kind.CONFLICT, "the record is gone");
            }
        });
    }

    void delete(String name) {
        records.delete(name, Condition.ANY);
        revision.incrementAndGet();
    }

    /**
     * Changes a record as it is at the moment of the change.
     *
     * @param change may be called several times, and may refuse by an exception
     */
    <T> T update(String name, Class<T> type, Supplier<RamException> absence, UnaryOperator<T> change) {
        return change(name, type, absence, change).after();
    }

    /** As {@link #update}, telling also what the record was. */
    <T> Changed<T> change(String name, Class<T> type, Supplier<RamException> absence, UnaryOperator<T> change) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Stored<T> current = records.get(name, type).orElseThrow(absence);
            T changed = change.apply(current.value());
            if (succeeds(() -> records.put(name, changed, Condition.generation(current.generation())))) {
                return new Changed<>(current.value(), changed);
            }
        }
        throw new StorageException(StorageException.Kind.CONFLICT, "the record " + name + " is changed all the time");
    }

    private boolean succeeds(Runnable change) {
        try {
            change.run();
            return true;
        } catch (RecordTooLargeException tooMuch) {
            throw RamError.TOO_LARGE.exception();
        } catch (StorageException failure) {
            if (failure.kind() == StorageException.Kind.CONFLICT) {
                return false;
            }
            throw failure;
        } finally {
            revision.incrementAndGet();
        }
    }
}
