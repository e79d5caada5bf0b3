package io.coffer.server.identity;

import io.coffer.model.AccountId;
import io.coffer.server.authorization.policy.PolicyKind;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The versions of policies. A change of the default one counts at once for everyone who has the policy. */
public final class PolicyVersions {
    private static final int MAX_VERSIONS = 5;

    private final Policies policies;
    private final DocumentText documents;
    private final InstantSource clock;

    PolicyVersions(Policies policies, DocumentText documents, InstantSource clock) {
        this.policies = policies;
        this.documents = documents;
        this.clock = clock;
    }

    /**
     * @param asDefault whether the new version is the one that counts
     * @param rotate whether the oldest version but the default one gives way when there are too many
     * @throws RamException when there is no such policy, it has too many versions, or the document is no policy
     */
    public PolicyVersion create(AccountId account, String name, String document, boolean asDefault, boolean rotate) {
        documents.require(PolicyKind.IDENTITY, document);
        RamPolicy changed = policies.change(account, name, policy -> {
            List<PolicyVersion> versions = new ArrayList<>(policy.versions());
            int defaultNumber = policy.defaultVersion().number();
            if (versions.size() >= MAX_VERSIONS) {
                if (!rotate) {
                    throw RamError.TOO_MANY_POLICY_VERSIONS.exception();
                }
                versions.stream()
                        .filter(version -> version.number() != defaultNumber)
                        .min(Comparator.comparingInt(PolicyVersion::number))
                        .ifPresent(versions::remove);
            }
            int number = policy.lastNumber() + 1;
            versions.add(new PolicyVersion(number, document, clock.instant()));
            return policy.withVersions(versions, asDefault ? number : defaultNumber, number, clock.instant());
        });
        return version(changed, changed.lastNumber());
    }

    /** @throws RamException when there is no such policy or version */
    public PolicyVersion get(AccountId account, PolicyType type, String name, int number) {
        return version(policies.get(account, type, name), number);
    }

    /** @throws RamException when there is no such policy or version, or it is the default one */
    public void delete(AccountId account, String name, int number) {
        policies.change(account, name, policy -> {
            PolicyVersion gone = version(policy, number);
            int defaultNumber = policy.defaultVersion().number();
            if (number == defaultNumber) {
                throw RamError.DEFAULT_VERSION.exception();
            }
            List<PolicyVersion> left = policy.versions().stream()
                    .filter(version -> !version.equals(gone))
                    .toList();
            return policy.withVersions(left, defaultNumber, policy.lastNumber(), clock.instant());
        });
    }

    /** @throws RamException when there is no such policy or version */
    public void setDefault(AccountId account, String name, int number) {
        policies.change(account, name, policy -> {
            version(policy, number);
            return policy.withVersions(policy.versions(), number, policy.lastNumber(), clock.instant());
        });
    }

    private static PolicyVersion version(RamPolicy policy, int number) {
        return policy.versions().stream()
                .filter(version -> version.number() == number)
                .findFirst()
                .orElseThrow(RamError.NO_SUCH_POLICY_VERSION::exception);
    }
}
