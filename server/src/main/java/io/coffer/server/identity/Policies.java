package io.coffer.server.identity;

import io.coffer.model.AccountId;
import io.coffer.server.authorization.policy.PolicyKind;
import io.coffer.server.identity.Attachments.Holding;
import io.coffer.server.metadata.ControlRecords.Stored;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The policies of accounts, and what they are attached to. A policy that counts for someone is never deleted. */
public final class Policies {
    private static final int MAX_POLICIES = 1500;
    private static final int MAX_DESCRIPTION = 1024;

    private final IdentityRecords records;
    private final Attachments attachments;
    private final PolicyVersions versions;
    private final DocumentText documents;
    private final InstantSource clock;

    Policies(IdentityRecords records, Attachments attachments, DocumentText documents, InstantSource clock) {
        this.records = records;
        this.attachments = attachments;
        this.versions = new PolicyVersions(this, documents, clock);
        this.documents = documents;
        this.clock = clock;
    }

    public PolicyVersions versions() {
        return versions;
    }

    /** @throws RamException when the name is bad or taken, or the document is no policy */
    public RamPolicy create(AccountId account, String name, String description, String document) {
        IdentityRules.requirePolicyName(name);
        IdentityRules.requireText(description, MAX_DESCRIPTION);
        documents.require(PolicyKind.IDENTITY, document);
        if (SystemPolicies.find(name).isPresent()) {
            throw RamError.POLICY_EXISTS.exception();
        }
        if (records.count(IdentityRecords.policies(account)) >= MAX_POLICIES) {
            throw RamError.TOO_MANY_POLICIES.exception();
        }
        RamPolicy policy = new RamPolicy(
                PolicyType.CUSTOM,
                IdentityRules.newPolicyId(),
                name,
                description,
                document,
                clock.instant(),
                List.of(),
                Optional.empty());
        if (!records.create(IdentityRecords.policy(account, name), policy)) {
            throw RamError.POLICY_EXISTS.exception();
        }
        return policy;
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

    /** @throws RamException when there is no such policy, or it is the system's */
    public RamPolicy describe(AccountId account, String name, String description) {
        IdentityRules.requireText(description, MAX_DESCRIPTION);
        return change(account, name, policy -> policy.described(description, clock.instant()));
    }

    /** @throws RamException when there is no such policy, or it is the system's */
    RamPolicy change(AccountId account, String name, UnaryOperator<RamPolicy> change) {
        IdentityRules.requirePolicyName(name);
        return records.update(IdentityRecords.policy(account, name), RamPolicy.class, () -> absence(name), change);
    }

    private static RamException absence(String name) {
        return (SystemPolicies.find(name).isPresent() ? RamError.SYSTEM_POLICY : RamError.NO_SUCH_POLICY).exception();
    }

    /** @throws RamException when there is no such policy, it is the system's, is attached, or has other versions */
    public void delete(AccountId account, String name) {
        IdentityRules.requirePolicyName(name);
        Stored<RamPolicy> policy;
        do {
            policy = records.find(IdentityRecords.policy(account, name), RamPolicy.class)
                    .orElseThrow(() -> absence(name));
            if (!policy.value().attachedTo().isEmpty()) {
                attachments.inUse(account, name).ifPresent(kind -> {
                    throw kind.inUse().exception();
                });
            }
            if (policy.value().versions().size() > 1) {
                throw RamError.POLICY_HAS_VERSIONS.exception();
            }
        } while (!records.delete(policy));
    }

    /** @throws RamException when policy or user do not exist, or they are attached already */
    public void attach(AccountId account, PolicyType type, String policyName, String userName) {
        attach(account, type, policyName, HolderName.user(userName));
    }

    /** @throws RamException when policy or holder do not exist, or they are attached already */
    public void attach(AccountId account, PolicyType type, String policyName, HolderName holder) {
        attachments.attach(account, get(account, type, policyName), holder);
    }

    /** @throws RamException when the user does not exist or has no such policy */
    public void detach(AccountId account, PolicyType type, String policyName, String userName) {
        detach(account, type, policyName, HolderName.user(userName));
    }

    /** @throws RamException when the holder does not exist or has no such policy */
    public void detach(AccountId account, PolicyType type, String policyName, HolderName holder) {
        IdentityRules.requirePolicyName(policyName);
        attachments.detach(account, type, policyName, holder);
    }

    /** The policies attached to a user, group or role, with when. */
    public List<Attachment> attachedTo(AccountId account, HolderName holder) {
        return attachments.of(account, holder);
    }

    /** Users, groups and roles, in this order, that have a policy. */
    public List<Holding> holdings(AccountId account, PolicyType type, String name) {
        get(account, type, name);
        return attachments.holdings(account, type, name);
    }

    /** How often each policy of a type is attached, by name; those attached to nobody are left out. */
    public Map<String, Integer> attachmentCounts(AccountId account, PolicyType type) {
        return attachments.counts(account, type);
    }
}
