package io.coffer.server.authentication;

import io.coffer.model.AccountId;
import io.coffer.server.authorization.policy.Policy;
import java.util.List;
import java.util.Optional;

/** The verified sender of a request. */
public sealed interface Caller {
    Caller ANONYMOUS = new Anonymous();

    /** The account that the caller belongs to; none for an anonymous one. */
    Optional<AccountId> accountId();

    /** The access key that signed the request. */
    Optional<String> signingKey();

    /** A request without a signature. */
    record Anonymous() implements Caller {
        @Override
        public Optional<AccountId> accountId() {
            return Optional.empty();
        }

        @Override
        public Optional<String> signingKey() {
            return Optional.empty();
        }
    }

    /** The account itself, which may do everything with what it owns. */
    record Root(AccountId account, String accessKeyId) implements Caller {
        @Override
        public Optional<AccountId> accountId() {
            return Optional.of(account);
        }

        @Override
        public Optional<String> signingKey() {
            return Optional.of(accessKeyId);
        }
    }

    /**
     * A user of an account, which may do what its policies allow.
     *
     * @param userId stays the same when the user is renamed
     * @param policies those attached to the user, read once for this request
     */
    record RamUser(AccountId account, String userName, String userId, List<Policy> policies, String accessKeyId)
            implements Caller {
        public RamUser {
            policies = List.copyOf(policies);
        }

        @Override
        public Optional<AccountId> accountId() {
            return Optional.of(account);
        }

        @Override
        public Optional<String> signingKey() {
            return Optional.of(accessKeyId);
        }
    }
}
