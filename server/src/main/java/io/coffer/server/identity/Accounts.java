package io.coffer.server.identity;

import io.coffer.model.AccountId;
import io.coffer.server.metadata.ControlRecords.Stored;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The accounts of the store. The first one, made when the store is, may make others. */
public final class Accounts {
    private static final int MAX_NAME = 128;

    /** The record that names the first account. */
    record First(AccountId account) {}

    private final IdentityRecords records;
    private final InstantSource clock;

    Accounts(IdentityRecords records, InstantSource clock) {
        this.records = records;
        this.clock = clock;
    }

    /** The first account, if the store has one yet. */
    public Optional<AccountId> first() {
        return records.find(IdentityRecords.FIRST_ACCOUNT, First.class)
                .map(stored -> stored.value().account());
    }

    /**
     * The first account, made when there is none. Of several that are made at once, one becomes the first.
     *
     * @param wanted its id; a random one when absent
     */
    public AccountId ensureFirst(Optional<AccountId> wanted) {
        Optional<AccountId> present = first();
        if (present.isPresent()) {
            return present.get();
        }
        AccountId id = wanted.orElseGet(IdentityRules::newAccountId);
        ensure(id, "first");
        records.create(IdentityRecords.FIRST_ACCOUNT, new First(id));
        return first().orElseThrow();
    }

    /** Makes the account when it does not exist. */
    public void ensure(AccountId id, String name) {
        IdentityRules.requireText(name, MAX_NAME);
        records.create(IdentityRecords.account(id), new Account(id, name, clock.instant(), List.of(), List.of()));
    }

    /**
     * @param wanted the new account's id; a random one when absent
     * @throws RamException {@link RamError#ACCOUNT_EXISTS}
     */
    public Account create(Optional<AccountId> wanted, String name) {
        IdentityRules.requireText(name, MAX_NAME);
        AccountId id = wanted.orElseGet(IdentityRules::newAccountId);
        Account account = new Account(id, name, clock.instant(), List.of(), List.of());
        if (!records.create(IdentityRecords.account(id), account)) {
            throw RamError.ACCOUNT_EXISTS.exception();
        }
        return account;
    }

    /** @throws RamException {@link RamError#NO_SUCH_ACCOUNT} */
    public Account get(AccountId id) {
        return records.find(IdentityRecords.account(id), Account.class)
                .map(Stored::value)
                .orElseThrow(RamError.NO_SUCH_ACCOUNT::exception);
    }

    /** Every account, in the order of their ids. */
    public List<Account> list() {
        return records.list(IdentityRecords.accounts(), Account.class);
    }
}
