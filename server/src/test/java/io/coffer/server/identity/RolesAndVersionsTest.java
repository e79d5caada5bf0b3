package io.coffer.server.identity;

import static io.coffer.server.identity.Denials.ALLOW;
import static io.coffer.server.identity.Denials.DENY;
import static io.coffer.server.identity.Denials.TRUST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coffer.model.AccountId;
import io.coffer.server.authorization.policy.Effect;
import io.coffer.server.authorization.policy.Policy;
import io.coffer.server.authorization.policy.PolicyOrigin;
import io.coffer.storage.Condition;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class RolesAndVersionsTest {
    private static final UserProfile PROFILE = new UserProfile("", "", "", "");

    private Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private final InstantSource clock = () -> now;
    private final MemoryIdentities memory = new MemoryIdentities();
    private final IdentityStore store = memory.open(clock);
    private final AccountId account = store.accounts().ensureFirst(Optional.empty());

    @Test
    void aRoleIsFoundInWhateverCase() {
        Role role = store.roles().create(account, "Data.Reader", "reads", TRUST, Optional.empty());
        assertThat(role.roleId()).matches("[1-9][0-9]{17}");
        assertThat(role.arn()).isEqualTo("acs:ram::" + account + ":role/data.reader");
        assertThat(role.maxSessionSeconds()).isEqualTo(3600);
        assertThat(store.roles().get(account, "DATA.READER")).isEqualTo(role);
        refused(RamError.ROLE_EXISTS, () -> store.roles().create(account, "data.reader", "", TRUST, Optional.empty()));
        refused(RamError.NO_SUCH_ROLE, () -> store.roles().get(account, "other"));
        refused(RamError.INVALID_ROLE_NAME, () -> store.roles().create(account, "a_b", "", TRUST, Optional.empty()));
        refused(
                RamError.ROLE_NAME_TOO_LONG,
                () -> store.roles().create(account, "a".repeat(65), "", TRUST, Optional.empty()));
        refused(
                RamError.MALFORMED_POLICY_DOCUMENT,
                () -> store.roles().create(account, "b", "", ALLOW, Optional.empty()));
        refused(
                RamError.INVALID_SESSION_DURATION,
                () -> store.roles().create(account, "b", "", TRUST, Optional.of(43_201)));
    }

    @Test
    void anAssumableRoleHasTrustAndPolicies() {
        assertThat(store.assumableRole(account, "reader")).isEmpty();
        assertThat(store.assumableRole(account, "../account")).isEmpty();
        Role role = store.roles().create(account, "Reader", "", TRUST, Optional.of(7200));
        store.policies().create(account, "allow", "", ALLOW);
        store.policies().attach(account, PolicyType.CUSTOM, "allow", HolderName.role("reader"));
        AssumableRole found = store.assumableRole(account, "READER").orElseThrow();
        assertThat(found.name()).isEqualTo("Reader");
        assertThat(found.roleId()).isEqualTo(role.roleId());
        assertThat(found.maxSession()).isEqualTo(Duration.ofHours(2));
        assertThat(found.trust().origin())
                .isEqualTo(new PolicyOrigin(PolicyOrigin.Kind.TRUST, "Reader", "role/Reader"));
        assertThat(found.policies())
                .extracting(Policy::origin)
                .containsExactly(new PolicyOrigin(PolicyOrigin.Kind.CUSTOM, "allow", "role/Reader"));

        now = now.plusSeconds(1);
        Role changed =
                store.roles().update(account, "reader", Optional.of("said"), Optional.empty(), Optional.of(3600));
        assertThat(changed.description()).isEqualTo("said");
        assertThat(changed.trustPolicy()).isEqualTo(TRUST);
        assertThat(changed.updated()).isEqualTo(now);
        assertThat(store.assumableRole(account, "reader").orElseThrow().maxSession())
                .isEqualTo(Duration.ofHours(1));
        refused(RamError.POLICY_IN_USE_BY_ROLE, () -> store.policies().delete(account, "allow"));
        refused(RamError.ROLE_HAS_POLICIES, () -> store.roles().delete(account, "reader"));
        store.policies().detach(account, PolicyType.CUSTOM, "allow", HolderName.role("Reader"));
        store.roles().delete(account, "reader");
        assertThat(store.assumableRole(account, "reader")).isEmpty();
        assertThat(store.roles()
                        .create(account, "reader", "", TRUST, Optional.empty())
                        .roleId())
                .isNotEqualTo(role.roleId());
    }

    @Test
    void onlyTheDefaultVersionCounts() {
        store.users().create(account, "anna", PROFILE);
        String key = store.accessKeys().create(KeyHolder.user(account, "anna")).id();
        store.policies().create(account, "p", "", ALLOW);
        store.policies().attach(account, PolicyType.CUSTOM, "p", "anna");
        PolicyVersions versions = store.policies().versions();
        assertThat(versions.create(account, "p", DENY, false, false).id()).isEqualTo("v2");
        assertThat(effect(key)).isEqualTo(Effect.ALLOW);
        versions.setDefault(account, "p", 2);
        assertThat(effect(key)).isEqualTo(Effect.DENY);
        assertThat(versions.create(account, "p", ALLOW, true, false).id()).isEqualTo("v3");
        assertThat(effect(key)).isEqualTo(Effect.ALLOW);
        refused(RamError.DEFAULT_VERSION, () -> versions.delete(account, "p", 3));
        refused(RamError.NO_SUCH_POLICY_VERSION, () -> versions.delete(account, "p", 9));
        refused(RamError.NO_SUCH_POLICY_VERSION, () -> versions.setDefault(account, "p", 9));
        refused(RamError.SYSTEM_POLICY, () -> versions.setDefault(account, "AdministratorAccess", 1));
        versions.delete(account, "p", 2);
        assertThat(numbers("p")).containsExactly(1, 3);
        // a number is never given twice
        assertThat(versions.create(account, "p", DENY, false, false).id()).isEqualTo("v4");
        assertThat(versions.get(account, PolicyType.CUSTOM, "p", 4).document()).isEqualTo(DENY);
        assertThat(versions.get(account, PolicyType.SYSTEM, "AdministratorAccess", 1)
                        .id())
                .isEqualTo("v1");
    }

    @Test
    void aPolicyHasFiveVersionsAndMayRotate() {
        store.policies().create(account, "p", "", ALLOW);
        PolicyVersions versions = store.policies().versions();
        for (int number = 2; number <= 5; number++) {
            versions.create(account, "p", DENY, false, false);
        }
        refused(RamError.TOO_MANY_POLICY_VERSIONS, () -> versions.create(account, "p", DENY, true, false));
        refused(RamError.MALFORMED_POLICY_DOCUMENT, () -> versions.create(account, "p", "{}", true, true));
        versions.create(account, "p", DENY, false, true);
        assertThat(numbers("p")).containsExactly(1, 3, 4, 5, 6);
        versions.setDefault(account, "p", 3);
        versions.create(account, "p", DENY, true, true);
        assertThat(numbers("p")).containsExactly(3, 4, 5, 6, 7);
        refused(RamError.POLICY_HAS_VERSIONS, () -> store.policies().delete(account, "p"));
        List.of(3, 4, 5, 6).forEach(number -> versions.delete(account, "p", number));
        store.policies().delete(account, "p");
    }

    @Test
    void versionsOfTheGreatestSizeAreRefusedAndNotCutShort() {
        String resource = "\"acs:oss:*:*:" + "\\\\".repeat(1000) + "\"";
        String document =
                "{\"Version\":\"1\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"oss:Get*\",\"Resource\":["
                        + String.join(",", Collections.nCopies(15, resource)) + "]}}";
        assertThat(document.length()).isLessThan(32 * 1024);
        store.policies().create(account, "p", "", document);
        refused(RamError.TOO_LARGE, () -> {
            for (int i = 0; i < 5; i++) {
                store.policies().versions().create(account, "p", document, false, true);
            }
        });
        assertThat(store.policies().get(account, PolicyType.CUSTOM, "p").document())
                .isEqualTo(document);
    }

    @Test
    void aDescriptionChangesNothingElse() {
        store.policies().create(account, "p", "old", ALLOW);
        now = now.plusSeconds(3);
        RamPolicy changed = store.policies().describe(account, "p", "new");
        assertThat(changed.description()).isEqualTo("new");
        assertThat(changed.updated()).isEqualTo(now);
        assertThat(changed.defaultVersion()).isEqualTo(new PolicyVersion(1, ALLOW, now.minusSeconds(3)));
    }

    @Test
    void controlPoliciesBoundRootAndUsersOfAnotherAccount() {
        AccountId second = store.accounts().create(Optional.empty(), "second").id();
        String root = store.accessKeys().create(KeyHolder.root(second)).id();
        store.users().create(second, "anna", PROFILE);
        String anna = store.accessKeys().create(KeyHolder.user(second, "anna")).id();
        assertThat(store.controlPolicies(second)).isEmpty();
        refused(RamError.CONTROLS_ITSELF, () -> store.controlPolicies().put(account, "p", ALLOW));
        refused(RamError.NO_SUCH_ACCOUNT, () -> store.controlPolicies().put(new AccountId("9"), "p", ALLOW));
        refused(
                RamError.MALFORMED_POLICY_DOCUMENT,
                () -> store.controlPolicies().put(second, "p", "{}"));
        store.controlPolicies().put(second, "p", ALLOW);
        String expected = "account/" + second + " CONTROL p";
        assertThat(names(root)).containsExactly(expected);
        assertThat(names(anna)).containsExactly(expected);
        assertThat(store.controlPolicies(second)).hasSize(1);
        assertThat(memory.open(clock).controlPolicies(second)).hasSize(1);
        store.controlPolicies().put(second, "p", DENY);
        assertThat(store.controlPolicies().list(second))
                .extracting(ControlPolicy::document)
                .containsExactly(DENY);
        for (int i = 1; i < 10; i++) {
            store.controlPolicies().put(second, "p" + i, ALLOW);
        }
        refused(
                RamError.TOO_MANY_CONTROL_POLICIES,
                () -> store.controlPolicies().put(second, "more", ALLOW));
        refused(RamError.NO_SUCH_CONTROL_POLICY, () -> store.controlPolicies().delete(second, "more"));
        store.controlPolicies()
                .list(second)
                .forEach(policy -> store.controlPolicies().delete(second, policy.name()));
        assertThat(names(root)).isEmpty();
    }

    @Test
    void recordsOfOldAreRead() {
        store.users().create(account, "anna", PROFILE);
        String key = store.accessKeys().create(KeyHolder.user(account, "anna")).id();
        User anna = store.users().get(account, "anna");
        String policy = IdentityRecords.policy(account, "old");
        put(
                policy,
                Map.of(
                        "type", "CUSTOM",
                        "policyId", "P1",
                        "name", "old",
                        "description", "",
                        "document", DENY,
                        "created", now.toString(),
                        "attachedTo", List.of(anna.userId())));
        put(
                IdentityRecords.user(account, "anna"),
                Map.of(
                        "account", account,
                        "userId", anna.userId(),
                        "name", "anna",
                        "profile", anna.profile(),
                        "created", now.toString(),
                        "updated", now.toString(),
                        "keys", anna.keys(),
                        "policies",
                                List.of(Map.of(
                                        "type",
                                        "CUSTOM",
                                        "name",
                                        "old",
                                        "policyId",
                                        "P1",
                                        "attached",
                                        now.toString()))));
        put(
                IdentityRecords.account(account),
                Map.of("id", account, "name", "first", "created", now.toString(), "keys", List.of()));
        IdentityStore next = memory.open(clock);
        assertThat(Denials.names(next.find(key).orElseThrow().caller().policies()))
                .containsExactly("user/anna CUSTOM old");
        assertThat(next.policies().get(account, PolicyType.CUSTOM, "old").versions())
                .hasSize(1);
        refused(RamError.POLICY_IN_USE, () -> next.policies().delete(account, "old"));
        next.policies().detach(account, PolicyType.CUSTOM, "old", "anna");
        assertThat(next.policies().get(account, PolicyType.CUSTOM, "old").attachedTo())
                .isEmpty();
        next.policies().delete(account, "old");
    }

    @Test
    void twoAccessKeysOverlapWhenOneTakesOverFromTheOther() {
        KeyHolder anna = KeyHolder.user(account, "anna");
        store.users().create(account, "anna", PROFILE);
        String old = store.accessKeys().create(anna).id();
        String next = store.accessKeys().create(anna).id();
        assertThat(store.find(old).orElseThrow().enabled()).isTrue();
        assertThat(store.find(next).orElseThrow().enabled()).isTrue();
        store.accessKeys().setStatus(anna, old, StoredKey.Status.INACTIVE);
        assertThat(store.find(old).orElseThrow().enabled()).isFalse();
        assertThat(store.find(next).orElseThrow().enabled()).isTrue();
        store.accessKeys().delete(anna, old);
        assertThat(store.find(old)).isEmpty();
        assertThat(store.find(next).orElseThrow().enabled()).isTrue();
    }

    private void put(String name, Object record) {
        memory.records().put(name, record, Condition.ANY);
    }

    private List<String> names(String key) {
        return Denials.names(store.find(key).orElseThrow().caller().policies());
    }

    private Effect effect(String key) {
        return store.find(key)
                .orElseThrow()
                .caller()
                .policies()
                .attached()
                .getFirst()
                .statements()
                .getFirst()
                .effect();
    }

    private List<Integer> numbers(String policy) {
        return store.policies().get(account, PolicyType.CUSTOM, policy).versions().stream()
                .map(PolicyVersion::number)
                .toList();
    }

    private static void refused(RamError error, ThrowingCallable change) {
        assertThatThrownBy(change)
                .isInstanceOfSatisfying(
                        RamException.class,
                        refusal -> assertThat(refusal.error()).isEqualTo(error));
    }
}
