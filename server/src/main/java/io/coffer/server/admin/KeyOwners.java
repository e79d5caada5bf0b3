package io.coffer.server.admin;

import io.coffer.encryption.KeyAdministration;
import io.coffer.encryption.provider.ExternalKeys;
import io.coffer.model.AccountId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Who may ask about a key and end it: its account, and the first account where no account has the key for itself. */
public final class KeyOwners {
    /** Owners of keys that no account has for itself. */
    private static final Set<String> NO_ACCOUNT = Set.of("service", ExternalKeys.SHARED);

    private final KeyAdministration keys;
    private final Supplier<Optional<AccountId>> firstAccount;

    public KeyOwners(KeyAdministration keys, Supplier<Optional<AccountId>> firstAccount) {
        this.keys = keys;
        this.firstAccount = firstAccount;
    }

    /**
     * The id of the caller's key that a parameter names. Another account's is as unknown as one that is not there. Asks no
     * key service, which may have the key no more.
     */
    String own(AdminCall call, String parameter) {
        String keyId = call.required(parameter);
        if (!of(call).contains(keys.owner(keyId))) {
            throw KeyError.KEY_NOT_FOUND.exception();
        }
        return keyId;
    }

    /** The owners whose keys are the caller's to see. */
    Set<String> of(AdminCall call) {
        Set<String> owners = new HashSet<>(Set.of(call.account().value()));
        if (firstAccount.get().filter(call.account()::equals).isPresent()) {
            owners.addAll(NO_ACCOUNT);
        }
        return owners;
    }
}
