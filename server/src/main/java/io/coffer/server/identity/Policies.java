package io.coffer.server.identity;

import io.coffer.model.AccountId;
import io.coffer.server.authorization.policy.MalformedPolicyException;
import io.coffer.server.authorization.policy.PolicyParser;
import io.coffer.server.identity.User.Attachment;
import io.coffer.server.metadata.ControlRecords.Stored;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The policies of accounts and their attachment to users. An attachment is noted with the policy before it counts for
 * the user, and leaves the user before it leaves the policy; so a policy that counts for someone is never deleted.
 */
public final class Policies {
    private static final int MAX_POLICIES = 1500;
    private static final int MAX_ATTACHMENTS = 20;
    private static final int MAX_DESCRIPTION = 1024;

    private final IdentityRecords records;
    private final InstantSource clock;

    Policies(IdentityRecords records, InstantSource clock) {
        this.records = records;
        this.clock = clock;
    }

    /** @throws RamException when the name is bad or taken, or the document is no policy */
    public RamPolicy create(AccountId account, String name, String description, String document) {
        IdentityRules.requirePolicyName(name);
        IdentityRules.requireText(description, MAX_DESCRIPTION);
        requirePolicy(document);
        if (SystemPolicies.find(name).isPresent()) {
            throw RamError.POLICY_EXISTS.exception();
        }
        if (custom(account).size() >= MAX_POLICIES) {
            throw RamError.TOO_MANY_POLICIES.exception();
        }
        RamPolicy policy = new RamPolicy(
                PolicyType.CUSTOM,
                IdentityRules.newPolicyId(),
                name,
                description,
                document,
                clock.instant(),
                List.of());
        if (!records.create(IdentityRecords.policy(account, name), policy)) {
            throw RamError.POLICY_EXISTS.exception();
        }
        return policy;
    }

    private static void requirePolicy(String document) {
        try {
            PolicyParser.identityPolicy(document);
        } catch (MalformedPolicyException malformed) {
            throw RamError.MALFORMED_POLICY_DOCUMENT.saying("At " + malformed.place() + ": " + malformed.reason());
        }
    }

    /** @throws RamException {@link RamError#NO_SUCH_POLICY} */
    public RamPolicy get(AccountId account, PolicyType type, String name) {
        IdentityRules.requirePolicyName(name);
        Optional<RamPolicy> policy = switch (type) {
            case SYSTEM -> SystemPolicies.find(name);
            case CUSTOM ->
                records.find(IdentityRecords.policy(account, name), RamPolicy.class)
                        .map(Stored::value);
        };
        return policy.orElseThrow(RamError.NO_SUCH_POLICY::exception);
    }

    /**
     * Policies in the order of their names, those of the system first.
     *
     * @param type absent for both
     */
    public List<RamPolicy> list(AccountId account, Optional<PolicyType> type) {
        return Stream.concat(
                        type.filter(PolicyType.CUSTOM::equals).isPresent()
                                ? Stream.empty()
                                : SystemPolicies.ALL.stream(),
                        type.filter(PolicyType.SYSTEM::equals).isPresent() ? Stream.empty() : custom(account).stream())
                .toList();
    }

    private List<RamPolicy> custom(AccountId account) {
        return records.list(IdentityRecords.policies(account), RamPolicy.class);
    }

    /** @throws RamException when there is no such policy, it is the system's, or is attached to a user */
    public void delete(AccountId account, String name) {
        IdentityRules.requirePolicyName(name);
        Stored<RamPolicy> policy;
        do {
            policy = records.find(IdentityRecords.policy(account, name), RamPolicy.class)
                    .orElseThrow(() -> (SystemPolicies.find(name).isPresent()
                                    ? RamError.SYSTEM_POLICY
                                    : RamError.NO_SUCH_POLICY)
                            .exception());
            if (!policy.value().attachedTo().isEmpty()) {
                throw RamError.POLICY_IN_USE.exception();
            }
        } while (!records.delete(policy));
    }

    /** @throws RamException when policy or user do not exist, or they are attached already */
    public void attach(AccountId account, PolicyType type, String policyName, String userName) {
        IdentityRules.requireUserName(userName);
        RamPolicy policy = get(account, type, policyName);
        String user = IdentityRecords.user(account, userName);
        String userId = records.find(user, User.class)
                .orElseThrow(RamError.NO_SUCH_USER::exception)
                .value()
                .userId();
        if (type == PolicyType.CUSTOM) {
            policy = note(account, policyName, userId);
        }
        Attachment attachment = new Attachment(type, policyName, policy.policyId(), clock.instant());
        try {
            records.update(
                    user, User.class, RamError.NO_SUCH_USER::exception, current -> attached(current, attachment));
        } catch (RamException refused) {
            if (type == PolicyType.CUSTOM && refused.error() != RamError.POLICY_ATTACHED_ALREADY) {
                unnote(account, policyName, userId);
            }
            throw refused;
        }
    }

    private static User attached(User user, Attachment attachment) {
        if (user.policies().stream().anyMatch(other -> other.isOf(attachment.type(), attachment.name()))) {
            throw RamError.POLICY_ATTACHED_ALREADY.exception();
        }
        if (user.policies().size() >= MAX_ATTACHMENTS) {
            throw RamError.TOO_MANY_ATTACHMENTS.exception();
        }
        List<Attachment> policies = new ArrayList<>(user.policies());
        policies.add(attachment);
        return user.withPolicies(policies);
    }

    /** @throws RamException when the user does not exist or has no such policy */
    public void detach(AccountId account, PolicyType type, String policyName, String userName) {
        IdentityRules.requireUserName(userName);
        IdentityRules.requirePolicyName(policyName);
        User after = records.update(
                IdentityRecords.user(account, userName),
                User.class,
                RamError.NO_SUCH_USER::exception,
                user -> detached(user, type, policyName));
        if (type == PolicyType.CUSTOM) {
            unnote(account, policyName, after.userId());
        }
    }

    private static User detached(User user, PolicyType type, String policyName) {
        List<Attachment> left = user.policies().stream()
                .filter(attachment -> !attachment.isOf(type, policyName))
                .toList();
        if (left.size() == user.policies().size()) {
            throw RamError.POLICY_NOT_ATTACHED.exception();
        }
        return user.withPolicies(left);
    }

    private RamPolicy note(AccountId account, String policyName, String userId) {
        return records.update(
                IdentityRecords.policy(account, policyName),
                RamPolicy.class,
                RamError.NO_SUCH_POLICY::exception,
                policy -> {
                    List<String> users = new ArrayList<>(policy.attachedTo());
                    if (!users.contains(userId)) {
                        users.add(userId);
                    }
                    return policy.withAttachedTo(users);
                });
    }

    private void unnote(AccountId account, String policyName, String userId) {
        records.update(
                IdentityRecords.policy(account, policyName),
                RamPolicy.class,
                RamError.NO_SUCH_POLICY::exception,
                policy -> policy.withAttachedTo(policy.attachedTo().stream()
                        .filter(id -> !id.equals(userId))
                        .toList()));
    }

    /** The policies attached to a user, with when. */
    public List<Attachment> attachedTo(AccountId account, String userName) {
        IdentityRules.requireUserName(userName);
        return records.find(IdentityRecords.user(account, userName), User.class)
                .orElseThrow(RamError.NO_SUCH_USER::exception)
                .value()
                .policies();
    }
}
