package io.coffer.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coffer.model.AccountId;
import io.coffer.server.authentication.AccessKey;
import io.coffer.server.authentication.AccessKeySecret;
import io.coffer.server.authentication.Caller;
import io.coffer.server.authentication.PolicySet;
import io.coffer.server.identity.StoredKey.Status;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class IdentityStoreTest {
    private static final String READ =
            "{\"Version\":\"1\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"oss:Get*\",\"Resource\":\"*\"}}";
    private static final UserProfile PROFILE = new UserProfile("", "", "", "");

    private final InstantSource clock = () -> Instant.parse("2026-11-22T12:00:00Z");
    private final MemoryIdentities memory = new MemoryIdentities();
    private final IdentityStore store = memory.open(clock);
    private final AccountId account = store.accounts().ensureFirst(Optional.empty());

    @Test
    void theFirstAccountIsMadeOnce() {
        assertThat(account.value()).matches("[1-9][0-9]{15}");
        assertThat(memory.open(clock).accounts().ensureFirst(Optional.of(new AccountId("7"))))
                .isEqualTo(account);
        assertThat(store.accounts().list()).extracting(Account::id).containsExactly(account);
    }

    @Test
    void accountsHaveSettableIdsAndAreUnique() {
        AccountId wanted = new AccountId("1234567890123456");
        assertThat(store.accounts().create(Optional.of(wanted), "other").id()).isEqualTo(wanted);
        refused(RamError.ACCOUNT_EXISTS, () -> store.accounts().create(Optional.of(wanted), "again"));
        store.accounts().ensure(wanted, "ignored");
        assertThat(store.accounts().get(wanted).name()).isEqualTo("other");
        refused(RamError.NO_SUCH_ACCOUNT, () -> store.accounts().get(new AccountId("9")));
    }

    @Test
    void aNewKeySpeaksForItsHolder() {
        NewAccessKey root = store.accessKeys().create(KeyHolder.root(account));
        assertThat(root.id()).matches("LTAI[A-Za-z0-9]{20}");
        assertThat(root.secret().reveal()).matches("[A-Za-z0-9]{30}");
        AccessKey found = store.find(root.id()).orElseThrow();
        assertThat(found.caller()).isEqualTo(new Caller.Root(account, root.id()));
        assertThat(found.secret()).isEqualTo(root.secret());
        assertThat(found.enabled()).isTrue();

        User anna = store.users().create(account, "anna", PROFILE);
        NewAccessKey key = store.accessKeys().create(KeyHolder.user(account, "anna"));
        assertThat(store.find(key.id()).orElseThrow().caller())
                .isEqualTo(new Caller.RamUser(account, "anna", anna.userId(), PolicySet.NONE, key.id()));
        assertThat(store.find("LTAIunknown")).isEmpty();
        assertThat(store.find("")).isEmpty();
        assertThat(store.find("../account/" + account)).isEmpty();
    }

    @Test
    void everythingIsThereAfterARestart() {
        store.users().create(account, "anna", PROFILE);
        NewAccessKey key = store.accessKeys().create(KeyHolder.user(account, "anna"));
        store.policies().create(account, "read", "", READ);
        store.policies().attach(account, PolicyType.CUSTOM, "read", "anna");
        AccessKey found = memory.open(clock).find(key.id()).orElseThrow();
        assertThat(found.secret()).isEqualTo(key.secret());
        assertThat(found.caller().policies().attached()).hasSize(1);
    }

    @Test
    void changesCountFromTheNextRequestOn() {
        store.users().create(account, "anna", PROFILE);
        NewAccessKey key = store.accessKeys().create(KeyHolder.user(account, "anna"));
        KeyHolder anna = KeyHolder.user(account, "anna");
        assertThat(policies(key)).isEmpty();
        store.policies().attach(account, PolicyType.SYSTEM, "AliyunOSSFullAccess", "anna");
        assertThat(policies(key)).hasSize(1);
        store.policies().detach(account, PolicyType.SYSTEM, "AliyunOSSFullAccess", "anna");
        assertThat(policies(key)).isEmpty();
        store.accessKeys().setStatus(anna, key.id(), Status.INACTIVE);
        assertThat(store.find(key.id()).orElseThrow().enabled()).isFalse();
        store.accessKeys().setStatus(anna, key.id(), Status.ACTIVE);
        assertThat(store.find(key.id()).orElseThrow().enabled()).isTrue();
        store.accessKeys().delete(anna, key.id());
        assertThat(store.find(key.id())).isEmpty();
    }

    @Test
    void usersAreUniqueAndDeletedOnlyWhenBare() {
        store.users().create(account, "anna", PROFILE);
        refused(RamError.USER_EXISTS, () -> store.users().create(account, "anna", PROFILE));
        refused(RamError.INVALID_USER_NAME, () -> store.users().create(account, "an/na", PROFILE));
        refused(RamError.INVALID_USER_NAME, () -> store.users().create(account, "", PROFILE));
        NewAccessKey key = store.accessKeys().create(KeyHolder.user(account, "anna"));
        refused(RamError.USER_HAS_ACCESS_KEYS, () -> store.users().delete(account, "anna"));
        store.accessKeys().delete(KeyHolder.user(account, "anna"), key.id());
        store.policies().attach(account, PolicyType.SYSTEM, "AdministratorAccess", "anna");
        refused(RamError.USER_HAS_POLICIES, () -> store.users().delete(account, "anna"));
        store.policies().detach(account, PolicyType.SYSTEM, "AdministratorAccess", "anna");
        store.users().delete(account, "anna");
        refused(RamError.NO_SUCH_USER, () -> store.users().get(account, "anna"));
        refused(RamError.NO_SUCH_USER, () -> store.users().delete(account, "anna"));
    }

    @Test
    void aRenamedUserKeepsItsIdKeysAndPolicies() {
        User anna = store.users().create(account, "anna", PROFILE);
        NewAccessKey key = store.accessKeys().create(KeyHolder.user(account, "anna"));
        store.policies().create(account, "read", "", READ);
        store.policies().attach(account, PolicyType.CUSTOM, "read", "anna");
        store.users().create(account, "bert", PROFILE);
        refused(RamError.USER_EXISTS, () -> store.users().update(account, "anna", "bert", PROFILE));

        User renamed = store.users().update(account, "anna", "annabel", new UserProfile("A", "", "", ""));
        assertThat(renamed.userId()).isEqualTo(anna.userId());
        refused(RamError.NO_SUCH_USER, () -> store.users().get(account, "anna"));
        Caller.RamUser caller =
                (Caller.RamUser) store.find(key.id()).orElseThrow().caller();
        assertThat(caller.userName()).isEqualTo("annabel");
        assertThat(caller.policies().attached()).hasSize(1);
        store.policies().detach(account, PolicyType.CUSTOM, "read", "annabel");
        store.policies().delete(account, "read");
    }

    @Test
    void aKeyOfADeletedUserIsNotRevivedByANamesake() {
        store.users().create(account, "anna", PROFILE);
        NewAccessKey key = store.accessKeys().create(KeyHolder.user(account, "anna"));
        store.accessKeys().delete(KeyHolder.user(account, "anna"), key.id());
        // as if the process had died before the key's own record went
        memory.records()
                .put(
                        IdentityRecords.accessKey(key.id()),
                        KeyHolder.user(account, "anna"),
                        io.coffer.storage.Condition.ANY);
        assertThat(store.find(key.id())).isEmpty();
        store.users().delete(account, "anna");
        assertThat(store.find(key.id())).isEmpty();
        store.users().create(account, "anna", PROFILE);
        assertThat(store.find(key.id())).isEmpty();
    }

    @Test
    void policiesAreCheckedUniqueAndKeptWhileInUse() {
        store.users().create(account, "anna", PROFILE);
        store.policies().create(account, "read", "", READ);
        refused(RamError.POLICY_EXISTS, () -> store.policies().create(account, "read", "", READ));
        refused(RamError.POLICY_EXISTS, () -> store.policies().create(account, "AdministratorAccess", "", READ));
        refused(RamError.INVALID_POLICY_NAME, () -> store.policies().create(account, "r.d", "", READ));
        assertThatThrownBy(() -> store.policies().create(account, "bad", "", READ.replace("Allow", "allow")))
                .isInstanceOf(RamException.class)
                .hasMessageContaining("Statement[0].Effect");
        store.policies().attach(account, PolicyType.CUSTOM, "read", "anna");
        refused(
                RamError.POLICY_ATTACHED_ALREADY,
                () -> store.policies().attach(account, PolicyType.CUSTOM, "read", "anna"));
        refused(RamError.POLICY_IN_USE, () -> store.policies().delete(account, "read"));
        refused(RamError.NO_SUCH_USER, () -> store.policies().attach(account, PolicyType.CUSTOM, "read", "nobody"));
        refused(RamError.NO_SUCH_POLICY, () -> store.policies().attach(account, PolicyType.CUSTOM, "none", "anna"));
        refused(RamError.NO_SUCH_POLICY, () -> store.policies().attach(account, PolicyType.SYSTEM, "read", "anna"));
        store.policies().detach(account, PolicyType.CUSTOM, "read", "anna");
        refused(
                RamError.POLICY_NOT_ATTACHED,
                () -> store.policies().detach(account, PolicyType.CUSTOM, "read", "anna"));
        store.policies().delete(account, "read");
        refused(RamError.NO_SUCH_POLICY, () -> store.policies().delete(account, "read"));
        refused(RamError.SYSTEM_POLICY, () -> store.policies().delete(account, "AdministratorAccess"));
    }

    @Test
    void accountsDoNotSeeEachOther() {
        AccountId other = store.accounts().create(Optional.empty(), "").id();
        store.users().create(account, "anna", PROFILE);
        store.policies().create(account, "read", "", READ);
        assertThat(store.users().list(other)).isEmpty();
        assertThat(store.policies().list(other, Optional.of(PolicyType.CUSTOM))).isEmpty();
        refused(RamError.NO_SUCH_USER, () -> store.users().get(other, "anna"));
        refused(RamError.NO_SUCH_POLICY, () -> store.policies().get(other, PolicyType.CUSTOM, "read"));
    }

    @Test
    void aHolderHasTwoKeysAtMostAndARootOneAtLeast() {
        KeyHolder root = KeyHolder.root(account);
        NewAccessKey first = store.accessKeys().create(root);
        refused(RamError.LAST_ROOT_KEY, () -> store.accessKeys().delete(root, first.id()));
        refused(RamError.LAST_ROOT_KEY, () -> store.accessKeys().setStatus(root, first.id(), Status.INACTIVE));
        NewAccessKey second = store.accessKeys().create(root);
        refused(RamError.TOO_MANY_ACCESS_KEYS, () -> store.accessKeys().create(root));
        store.accessKeys().delete(root, first.id());
        assertThat(store.accessKeys().list(root)).extracting(StoredKey::id).containsExactly(second.id());
        refused(RamError.NO_SUCH_ACCESS_KEY, () -> store.accessKeys().delete(root, first.id()));
        refused(RamError.NO_SUCH_USER, () -> store.accessKeys().create(KeyHolder.user(account, "nobody")));
    }

    @Test
    void aConfiguredKeyIsSetAndItsSecretReplaced() {
        KeyHolder root = KeyHolder.root(account);
        store.accessKeys().ensure(root, "configured", AccessKeySecret.of("one"));
        store.accessKeys().ensure(root, "configured", AccessKeySecret.of("one"));
        assertThat(store.find("configured").orElseThrow().secret().reveal()).isEqualTo("one");
        store.accessKeys().ensure(root, "configured", AccessKeySecret.of("two"));
        assertThat(store.find("configured").orElseThrow().secret().reveal()).isEqualTo("two");
        assertThat(store.accessKeys().reveal(root, "configured").reveal()).isEqualTo("two");
        AccountId other = store.accounts().create(Optional.empty(), "").id();
        refused(
                RamError.ACCESS_KEY_EXISTS,
                () -> store.accessKeys().ensure(KeyHolder.root(other), "configured", AccessKeySecret.of("three")));
    }

    @Test
    void secretsNeverPrint() {
        NewAccessKey key = store.accessKeys().create(KeyHolder.root(account));
        String secret = key.secret().reveal();
        assertThat(List.of(
                        key.toString(),
                        store.find(key.id()).orElseThrow().toString(),
                        store.accounts().get(account).toString()))
                .noneMatch(text -> text.contains(secret));
    }

    @Test
    void ofManyAtOnceOneWins() throws Exception {
        store.users().create(account, "anna", PROFILE);
        KeyHolder anna = KeyHolder.user(account, "anna");
        assertThat(winners(() -> store.users().create(account, "bert", PROFILE)))
                .isEqualTo(1);
        assertThat(winners(() -> store.accessKeys().create(anna))).isEqualTo(2);
        assertThat(store.accessKeys().list(anna)).hasSize(2);
        assertThat(winners(() -> store.policies().create(account, "read", "", READ)))
                .isEqualTo(1);
        assertThat(winners(() -> {
                    store.policies().attach(account, PolicyType.CUSTOM, "read", "anna");
                    return true;
                }))
                .isEqualTo(1);
        assertThat(store.policies().get(account, PolicyType.CUSTOM, "read").attachedTo())
                .hasSize(1);
    }

    private static int winners(Callable<?> change) throws Exception {
        List<Future<?>> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 12; i++) {
                results.add(threads.submit(change));
            }
        }
        int winners = 0;
        for (Future<?> result : results) {
            if (result.state() == Future.State.SUCCESS) {
                winners++;
            } else {
                assertThat(result.exceptionNow()).isInstanceOf(RamException.class);
            }
        }
        return winners;
    }

    private List<?> policies(NewAccessKey key) {
        return store.find(key.id()).orElseThrow().caller().policies().attached();
    }

    private static void refused(RamError error, ThrowingCallable change) {
        assertThatThrownBy(change)
                .isInstanceOfSatisfying(
                        RamException.class,
                        refusal -> assertThat(refusal.error()).isEqualTo(error));
    }
}
