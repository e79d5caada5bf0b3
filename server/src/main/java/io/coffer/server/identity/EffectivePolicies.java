package io.coffer.server.identity;

import io.coffer.model.AccountId;
import io.coffer.server.authentication.PolicySet;
import io.coffer.server.authorization.policy.Policy;
import io.coffer.server.authorization.policy.PolicyKind;
import io.coffer.server.authorization.policy.PolicyOrigin;
import io.coffer.server.authorization.policy.PolicyTexts;
import io.coffer.storage.StorageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The policies that speak about a user or role: its own and those of its groups, within those of its account. Whatever
 * should be there and is not is an error: what is missing might have denied something.
 */
final class EffectivePolicies {
    private static final int ATTEMPTS = 200;

    private final IdentityRecords records;
    private final PolicyTexts texts;

    EffectivePolicies(IdentityRecords records, PolicyTexts texts) {
        this.records = records;
        this.texts = texts;
    }

    /**
     * Reads several records as they were at one moment.
     *
     * @throws StorageException of kind {@link StorageException.Kind#CORRUPT} when what must be there is not
     */
    <T> T atOneMoment(Function<RecordView, T> reading) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            RecordView view = new RecordView(records);
            try {
                T value = reading.apply(view);
                if (view.holds()) {
                    return value;
                }
            } catch (StorageException missing) {
                if (missing.kind() != StorageException.Kind.CORRUPT || view.holds()) {
                    throw missing;
                }
            }
        }
        throw new StorageException(StorageException.Kind.CONFLICT, "identities are changed all the time");
    }

    PolicySet ofUser(RecordView view, User user) {
        List<Policy> attached = new ArrayList<>(attached(view, user.account(), user));
        for (Membership membership : user.groups()) {
            Group group = view.find(IdentityRecords.group(user.account(), membership.groupId()), Group.class)
                    .orElseThrow(() -> missing("a group that a user is in", membership.groupId()));
            attached.addAll(attached(view, user.account(), group));
        }
        return new PolicySet(control(view, user.account()), Optional.empty(), attached);
    }

    /** Of an account, which bound its root too. */
    List<Policy> control(RecordView view, AccountId account) {
        return control(view.find(IdentityRecords.account(account), Account.class)
                .orElseThrow(() -> missing("the account of an identity", account.value())));
    }

    List<Policy> control(Account account) {
        return account.controlPolicies().stream()
                .map(policy -> texts.stored(PolicyKind.IDENTITY, policy.document())
                        .from(new PolicyOrigin(PolicyOrigin.Kind.CONTROL, policy.name(), "account/" + account.id())))
                .toList();
    }

    Optional<AssumableRole> role(RecordView view, AccountId account, String name) {
        return view.find(IdentityRecords.role(account, name), Role.class)
                .map(role -> new AssumableRole(
                        account,
                        role.name(),
                        role.roleId(),
                        texts.stored(PolicyKind.TRUST, role.trustPolicy())
                                .from(new PolicyOrigin(PolicyOrigin.Kind.TRUST, role.name(), role.label())),
                        attached(view, account, role),
                        Duration.ofSeconds(role.maxSessionSeconds())));
    }

    private List<Policy> attached(RecordView view, AccountId account, PolicyHolder<?> holder) {
        return holder.policies().stream()
                .map(attachment -> attached(view, account, attachment, holder.label()))
                .toList();
    }

    private Policy attached(RecordView view, AccountId account, Attachment attachment, String holder) {
        RamPolicy policy = policy(view, account, attachment)
                .orElseThrow(() -> missing("a policy attached to " + holder, attachment.name()));
        PolicyOrigin.Kind kind = switch (attachment.type()) {
            case SYSTEM -> PolicyOrigin.Kind.SYSTEM;
            case CUSTOM -> PolicyOrigin.Kind.CUSTOM;
        };
        return texts.stored(PolicyKind.IDENTITY, policy.document())
                .from(new PolicyOrigin(kind, attachment.name(), holder));
    }

    private static Optional<RamPolicy> policy(RecordView view, AccountId account, Attachment attachment) {
        return switch (attachment.type()) {
            case SYSTEM -> SystemPolicies.find(attachment.name());
            case CUSTOM ->
                view.find(IdentityRecords.policy(account, attachment.name()), RamPolicy.class)
                        .filter(found -> found.policyId().equals(attachment.policyId()));
        };
    }

    private static StorageException missing(String what, String name) {
        return new StorageException(StorageException.Kind.CORRUPT, what + " is missing: " + name);
    }
}
