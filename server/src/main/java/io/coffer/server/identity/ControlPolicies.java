package io.coffer.server.identity;

import io.coffer.model.AccountId;
import io.coffer.server.authorization.policy.PolicyKind;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The policies by which the first account bounds what others may do at all. */
public final class ControlPolicies {
    private static final int MAX_POLICIES = 10;

    private final IdentityRecords records;
    private final Accounts accounts;
    private final DocumentText documents;
    private final InstantSource clock;

    ControlPolicies(IdentityRecords records, Accounts accounts, DocumentText documents, InstantSource clock) {
        this.records = records;
        this.accounts = accounts;
        this.documents = documents;
        this.clock = clock;
    }

    /**
     * Makes a control policy, or gives it another text.
     *
     * @throws RamException when there is no such account, it is the first, or has too many; or the text is no policy
     */
    public ControlPolicy put(AccountId account, String name, String document) {
        IdentityRules.requirePolicyName(name);
        documents.require(PolicyKind.IDENTITY, document);
        if (accounts.first().filter(account::equals).isPresent()) {
            throw RamError.CONTROLS_ITSELF.exception();
        }
        Account changed = records.update(
                IdentityRecords.account(account), Account.class, RamError.NO_SUCH_ACCOUNT::exception, current -> {
                    Instant now = clock.instant();
                    Instant created = find(current, name)
                            .map(ControlPolicy::created)
                            .findFirst()
                            .orElse(now);
                    List<ControlPolicy> policies = Stream.concat(
                                    without(current, name), Stream.of(new ControlPolicy(name, document, created, now)))
                            .sorted(Comparator.comparing(ControlPolicy::name))
                            .toList();
                    if (policies.size() > MAX_POLICIES) {
                        throw RamError.TOO_MANY_CONTROL_POLICIES.exception();
                    }
                    return current.withControlPolicies(policies);
                });
        return find(changed, name).findFirst().orElseThrow();
    }

    /** The control policies of an account, in the order of their names. */
    public List<ControlPolicy> list(AccountId account) {
        return accounts.get(account).controlPolicies();
    }

    /** @throws RamException when there is no such account or control policy */
    public void delete(AccountId account, String name) {
        IdentityRules.requirePolicyName(name);
        records.update(
                IdentityRecords.account(account), Account.class, RamError.NO_SUCH_ACCOUNT::exception, current -> {
                    if (find(current, name).findAny().isEmpty()) {
                        throw RamError.NO_SUCH_CONTROL_POLICY.exception();
                    }
                    return current.withControlPolicies(without(current, name).toList());
                });
    }

    private static Stream<ControlPolicy> find(Account account, String name) {
        return account.controlPolicies().stream().filter(policy -> policy.name().equals(name));
    }

    private static Stream<ControlPolicy> without(Account account, String name) {
        return account.controlPolicies().stream()
                .filter(policy -> !policy.name().equals(name));
    }
}
