package io.coffer.server.main;

import io.coffer.model.AccountId;
import io.coffer.server.authentication.AccessKey;
import io.coffer.server.authentication.AccessKeySecret;
import io.coffer.server.authentication.AccessKeyStore;
import io.coffer.server.authentication.Caller;
import java.util.Optional;

/** Access keys with the first account's root key, which is not among the stored ones, before them. */
record RootAccessKeys(AccountId account, String accessKeyId, AccessKeySecret secret, AccessKeyStore others)
        implements AccessKeyStore {
    @Override
    public Optional<AccessKey> find(String id) {
        return id.equals(accessKeyId)
                ? Optional.of(new AccessKey(id, secret, new Caller.Root(account, id), true))
                : others.find(id);
    }
}
