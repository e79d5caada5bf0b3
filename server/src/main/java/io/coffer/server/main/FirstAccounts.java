package io.coffer.server.main;

import io.coffer.model.AccountId;
import io.coffer.server.authentication.AccessKey;
import io.coffer.server.authentication.AccessKeySecret;
import io.coffer.server.authentication.AccessKeyStore;
import io.coffer.server.authentication.Caller;
import io.coffer.server.config.AccountConfig;
import io.coffer.server.config.ServerConfig;
import io.coffer.server.identity.Accounts;
import io.coffer.server.identity.IdentityStore;
import io.coffer.server.identity.KeyHolder;
import java.util.Map;
import java.util.Optional;

/** The accounts that are there from the start, and the key of the first one's root. */
record FirstAccounts(AccessKeyStore accessKeys, Optional<RootCredentialsFile.Credentials> newCredentials) {

    private record RootCredentials(RootCredentialsFile.Credentials credentials, boolean made) {}

    static FirstAccounts in(
            IdentityStore identities, ServerConfig config, Secrets secrets, Map<String, String> environment) {
        AccountId first = identities.accounts().ensureFirst(Optional.empty());
        config.accounts().forEach(account -> ensure(identities, account, environment));
        RootCredentials root = rootCredentials(config, secrets);
        return new FirstAccounts(
                identities.with(rootKey(first, root.credentials())),
                root.made() ? Optional.of(root.credentials()) : Optional.empty());
    }

    private static void ensure(IdentityStore identities, AccountConfig account, Map<String, String> environment) {
        AccountId id = account.id().orElseGet(() -> named(identities.accounts(), account.name()));
        identities.accounts().ensure(id, account.name());
        identities
                .accessKeys()
                .ensure(
                        KeyHolder.root(id),
                        account.rootAccessKey().id(),
                        AccessKeySecret.of(account.rootAccessKey()
                                .secret()
                                .resolve(environment)
                                .reveal()));
    }

    private static AccountId named(Accounts accounts, String name) {
        return accounts.list().stream()
                .filter(existing -> existing.name().equals(name))
                .findFirst()
                .orElseGet(() -> accounts.create(Optional.empty(), name))
                .id();
    }

    private static AccessKey rootKey(AccountId account, RootCredentialsFile.Credentials credentials) {
        String id = credentials.accessKeyId();
        return new AccessKey(id, credentials.secret(), new Caller.Root(account, id), true);
    }

    private static RootCredentials rootCredentials(ServerConfig config, Secrets secrets) {
        Optional<RootCredentialsFile.Credentials> given = config.rootCredentials()
                .map(credentials -> new RootCredentialsFile.Credentials(
                        credentials.accessKeyId(),
                        AccessKeySecret.of(credentials.accessKeySecret().reveal())));
        if (given.isPresent()) {
            return new RootCredentials(given.get(), false);
        }
        RootCredentialsFile file = new RootCredentialsFile(config.data(), RootCredentialsFile.box(secrets.rootKey()));
        Optional<RootCredentialsFile.Credentials> kept =
                config.storage().isPersistent() ? file.read() : Optional.empty();
        if (kept.isPresent()) {
            return new RootCredentials(kept.get(), false);
        }
        RootCredentialsFile.Credentials made = RootCredentialsFile.Credentials.random();
        if (config.storage().isPersistent()) {
            file.write(made);
        }
        return new RootCredentials(made, true);
    }
}
