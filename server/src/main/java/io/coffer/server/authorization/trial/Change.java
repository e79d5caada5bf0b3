package io.coffer.server.authorization.trial;

import io.coffer.model.AccountId;
import io.coffer.server.authentication.Caller;
import io.coffer.server.authentication.PolicySet;
import io.coffer.server.authorization.Asked;
import io.coffer.server.authorization.BucketFacts;
import io.coffer.server.authorization.RecentRequest;
import io.coffer.server.authorization.policy.Policy;
import io.coffer.server.authorization.policy.PolicyOrigin;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A policy that is not set, and what it would take the place of. */
public sealed interface Change {
    /** Whether it can make a difference to a request. */
    boolean concerns(RecentRequest request);

    /** The caller as it would have been. */
    default Caller caller(Caller then) {
        return then;
    }

    /** What would have been asked. */
    default Asked asked(Asked then) {
        return then;
    }

    /**
     * The policy of a bucket.
     *
     * @param policy empty for none
     * @param blocked whether public access to the bucket is blocked now: while a bucket had nothing public, it was not
     *     looked at
     */
    record OfBucket(String bucket, Optional<Policy> policy, BooleanSupplier blocked) implements Change {
        @Override
        public boolean concerns(RecentRequest request) {
            return request.asked().stream().anyMatch(this::isInBucket);
        }

        private boolean isInBucket(Asked asked) {
            return asked.bucket().isPresent()
                    && asked.permission().isInBucket()
                    && asked.permission().bucket().equals(bucket);
        }

        @Override
        public Asked asked(Asked then) {
            if (!isInBucket(then)) {
                return then;
            }
            BucketFacts facts = then.bucket().orElseThrow();
            boolean withoutPublic = facts.publicAccessBlocked()
                    || (policy.filter(Policy::isPublic).isPresent() && blocked.getAsBoolean());
            return new Asked(
                    then.permission(),
                    Optional.of(new BucketFacts(
                            facts.owner(), facts.acl(), facts.objectAcl(), facts.kind(), policy, withoutPublic)),
                    then.context());
        }
    }

    /**
     * A policy that is attached to a user, group or role.
     *
     * @param users the names of those whom it concerns; none for a role
     * @param role in lower case; empty for users
     * @param replaced the name of the policy in whose place it comes; empty when it is added
     */
    record Attached(
            AccountId account, Set<String> users, String role, String holder, String replaced, Optional<Policy> policy)
            implements Change {
        public Attached {
            users = Set.copyOf(users);
        }

        @Override
        public boolean concerns(RecentRequest request) {
            return switch (request.caller()) {
                case Caller.RamUser user -> user.account().equals(account) && users.contains(user.userName());
                case Caller.AssumedRole session ->
                    session.account().equals(account) && session.roleName().equalsIgnoreCase(role);
                case Caller.Root root -> false;
                case Caller.Anonymous anonymous -> false;
            };
        }

        @Override
        public Caller caller(Caller then) {
            PolicySet set = then.policies();
            return with(
                    then, new PolicySet(set.control(), set.session(), with(set.attached(), policy, replaced, holder)));
        }
    }

    /** A control policy of an account. */
    record Control(AccountId account, String replaced, Optional<Policy> policy) implements Change {
        @Override
        public boolean concerns(RecentRequest request) {
            return request.caller().accountId().filter(account::equals).isPresent();
        }

        @Override
        public Caller caller(Caller then) {
            PolicySet set = then.policies();
            return with(
                    then,
                    new PolicySet(
                            with(set.control(), policy, replaced, "account/" + account),
                            set.session(),
                            set.attached()));
        }
    }

    private static List<Policy> with(List<Policy> then, Optional<Policy> added, String replaced, String holder) {
        return Stream.concat(then.stream().filter(policy -> !isOf(policy.origin(), replaced, holder)), added.stream())
                .toList();
    }

    private static boolean isOf(PolicyOrigin origin, String name, String holder) {
        return origin.name().equals(name) && origin.holder().equalsIgnoreCase(holder);
    }

    private static Caller with(Caller then, PolicySet policies) {
        return switch (then) {
            case Caller.Anonymous anonymous -> anonymous;
            case Caller.Root root -> new Caller.Root(root.account(), policies, root.accessKeyId());
            case Caller.RamUser user ->
                new Caller.RamUser(user.account(), user.userName(), user.userId(), policies, user.accessKeyId());
            case Caller.AssumedRole role ->
                new Caller.AssumedRole(
                        role.account(),
                        role.roleName(),
                        role.roleId(),
                        role.sessionName(),
                        policies,
                        role.accessKeyId());
        };
    }
}
