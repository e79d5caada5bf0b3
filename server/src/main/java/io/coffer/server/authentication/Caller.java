package io.coffer.server.authentication;

import io.coffer.model.AccountId;
import java.util.Optional;

/** The verified sender of a request. */
public sealed interface Caller {
    Caller ANONYMOUS = new Anonymous();

    /** The account that the caller belongs to; none for an anonymous one. */
    Optional<AccountId> accountId();

    /** The access key that signed the request. */
    Optional<String> signingKey();

    /** The policies that speak about the caller, read once for this request. */
    PolicySet policies();

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

        @Override
        public PolicySet policies() {
            return PolicySet.NONE;
        }
    }

    /** The account itself, which may do everything with what it owns, within its control policies. */
    record Root(AccountId account, PolicySet policies, String accessKeyId) implements Caller {
        public Root(AccountId account, String accessKeyId) {
            this(account, PolicySet.NONE, accessKeyId);
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

    /**
     * A user of an account, which may do what its policies allow.
     *
     * @param userId stays the same when the user is renamed
     */
    record RamUser(AccountId account, String userName, String userId, PolicySet policies, String accessKeyId)
            implements Caller {
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
     * Whoever assumed a role, for the time of the session.
     *
     * @param account the role's
     * @param roleId a role that is deleted and made again under the same name is another
     */
    record AssumedRole(
            AccountId account,
            String roleName,
            String roleId,
            String sessionName,
            PolicySet policies,
            String accessKeyId)
            implements Caller {
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
