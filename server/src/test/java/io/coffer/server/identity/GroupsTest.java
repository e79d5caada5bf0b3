package io.coffer.server.identity;

import static io.coffer.server.identity.Denials.ALLOW;
import static io.coffer.server.identity.Denials.DENY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coffer.model.AccountId;
import io.coffer.storage.Condition;
import io.coffer.storage.StorageException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class GroupsTest {
    private static final UserProfile PROFILE = new UserProfile("", "", "", "");
    private static final HolderName GROUP = HolderName.group("g");

    private final InstantSource clock = () -> Instant.parse("2026-11-22T12:00:00Z");
    private final MemoryIdentities memory = new MemoryIdentities();
    private IdentityStore store = memory.open(clock);
    private final AccountId account = store.accounts().ensureFirst(Optional.empty());
    private String key = "";

    @BeforeEach
    void annaAndAGroupThatDenies() {
        store.users().create(account, "anna", PROFILE);
        key = store.accessKeys().create(KeyHolder.user(account, "anna")).id();
        store.groups().create(account, "g", "");
        store.policies().create(account, "deny", "", DENY);
        store.policies().create(account, "allow", "", ALLOW);
        store.policies().attach(account, PolicyType.CUSTOM, "deny", GROUP);
    }

    @Test
    void policiesOfAGroupCountForItsUsersAtOnce() {
        store.policies().attach(account, PolicyType.CUSTOM, "allow", "anna");
        assertThat(effective()).containsExactly("user/anna CUSTOM allow");
        store.memberships().add(account, "g", "anna");
        assertThat(effective()).containsExactly("user/anna CUSTOM allow", "group/g CUSTOM deny");
        store.policies().attach(account, PolicyType.SYSTEM, "AliyunOSSFullAccess", GROUP);
        assertThat(effective()).contains("group/g SYSTEM AliyunOSSFullAccess");
        store.memberships().remove(account, "g", "anna");
        assertThat(effective()).containsExactly("user/anna CUSTOM allow");
    }

    @Test
    void aRenamedGroupKeepsUsersAndPolicies() {
        store.memberships().add(account, "g", "anna");
        store.groups().create(account, "other", "");
        refused(RamError.GROUP_EXISTS, () -> store.groups().update(account, "g", "other", Optional.empty()));
        Group renamed = store.groups().update(account, "g", "new", Optional.of("said"));
        assertThat(renamed.comments()).isEqualTo("said");
        assertThat(effective()).containsExactly("group/new CUSTOM deny");
        refused(RamError.NO_SUCH_GROUP, () -> store.groups().get(account, "g"));
        assertThat(store.groups().list(account)).extracting(Group::name).containsExactly("new", "other");
        assertThat(store.groups().create(account, "g", "").groupId()).isNotEqualTo(renamed.groupId());
        assertThat(effective()).containsExactly("group/new CUSTOM deny");
    }

    @Test
    void membershipsAreUniqueAndHoldBothEnds() {
        store.memberships().add(account, "g", "anna");
        refused(RamError.IN_GROUP_ALREADY, () -> store.memberships().add(account, "g", "anna"));
        refused(RamError.NO_SUCH_USER, () -> store.memberships().add(account, "g", "nobody"));
        refused(RamError.NO_SUCH_GROUP, () -> store.memberships().add(account, "none", "anna"));
        refused(RamError.GROUP_HAS_POLICIES, () -> store.groups().delete(account, "g"));
        store.policies().detach(account, PolicyType.CUSTOM, "deny", GROUP);
        refused(RamError.GROUP_HAS_USERS, () -> store.groups().delete(account, "g"));
        store.accessKeys().delete(KeyHolder.user(account, "anna"), key);
        refused(RamError.USER_IN_GROUPS, () -> store.users().delete(account, "anna"));
        assertThat(store.memberships().members(account, "g"))
                .extracting(member -> member.user().name())
                .containsExactly("anna");
        assertThat(store.memberships().groupsOf(account, "anna"))
                .extracting(joined -> joined.group().name())
                .containsExactly("g");
        store.memberships().remove(account, "g", "anna");
        refused(RamError.NOT_IN_GROUP, () -> store.memberships().remove(account, "g", "anna"));
        store.groups().delete(account, "g");
        store.users().delete(account, "anna");
        refused(RamError.NO_SUCH_GROUP, () -> store.groups().delete(account, "g"));
    }

    @Test
    void namesAndNumbersAreBounded() {
        refused(RamError.GROUP_EXISTS, () -> store.groups().create(account, "g", ""));
        refused(RamError.INVALID_GROUP_NAME, () -> store.groups().create(account, "", ""));
        refused(RamError.INVALID_GROUP_NAME, () -> store.groups().create(account, "a/b", ""));
        refused(RamError.GROUP_NAME_TOO_LONG, () -> store.groups().create(account, "a".repeat(65), ""));
        refused(RamError.INVALID_TEXT, () -> store.groups().create(account, "a", "c".repeat(129)));
        for (int i = 0; i < 50; i++) {
            store.groups().create(account, "g" + i, "");
            store.memberships().add(account, "g" + i, "anna");
        }
        refused(RamError.TOO_MANY_GROUPS_OF_USER, () -> store.memberships().add(account, "g", "anna"));
        for (int i = 50; i < 299; i++) {
            store.groups().create(account, "g" + i, "");
        }
        refused(RamError.TOO_MANY_GROUPS, () -> store.groups().create(account, "more", ""));
    }

    @Test
    void aGroupThatIsMissingIsNoLessThanAnError() {
        store.memberships().add(account, "g", "anna");
        String id = store.groups().get(account, "g").groupId();
        memory.records().delete(IdentityRecords.group(account, id), Condition.ANY);
        assertThatThrownBy(() -> memory.open(clock).find(key))
                .isInstanceOfSatisfying(
                        StorageException.class,
                        corrupt -> assertThat(corrupt.kind()).isEqualTo(StorageException.Kind.CORRUPT));
    }

    @RepeatedTest(20)
    void aDenyThatMovesFromGroupToUserIsNeverMissed() throws Exception {
        store.memberships().add(account, "g", "anna");
        IdentityStore reader = memory.open(clock);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> mover = threads.submit(() -> {
                for (int i = 0; i < 20; i++) {
                    store.policies().attach(account, PolicyType.CUSTOM, "deny", "anna");
                    store.policies().detach(account, PolicyType.CUSTOM, "deny", GROUP);
                    store.policies().attach(account, PolicyType.CUSTOM, "deny", GROUP);
                    store.policies().detach(account, PolicyType.CUSTOM, "deny", "anna");
                }
            });
            while (!mover.isDone()) {
                reader = memory.open(clock);
                assertThat(Denials.names(reader.find(key).orElseThrow().caller().policies()))
                        .isNotEmpty();
            }
            mover.get();
        }
    }

    @RepeatedTest(30)
    void joiningWhileTheGroupIsDeletedEndsInOneOfTheTwo() throws Exception {
        store.groups().create(account, "brief", "");
        List<Future<?>> both = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            both.add(threads.submit(() -> store.memberships().add(account, "brief", "anna")));
            both.add(threads.submit(() -> store.groups().delete(account, "brief")));
        }
        long won = both.stream()
                .filter(result -> result.state() == Future.State.SUCCESS)
                .count();
        assertThat(won).isEqualTo(1);
        store = memory.open(clock);
        assertThat(store.find(key)).isPresent();
        boolean joined = both.getFirst().state() == Future.State.SUCCESS;
        assertThat(store.memberships().groupsOf(account, "anna")).hasSize(joined ? 1 : 0);
    }

    @RepeatedTest(30)
    void attachingWhileThePolicyIsDeletedEndsInOneOfTheTwo() throws Exception {
        List<Future<?>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            all.add(threads.submit(() -> store.policies().attach(account, PolicyType.CUSTOM, "allow", "anna")));
            all.add(threads.submit(() -> store.policies().attach(account, PolicyType.CUSTOM, "allow", GROUP)));
            all.add(threads.submit(() -> store.policies().delete(account, "allow")));
        }
        boolean deleted = all.getLast().state() == Future.State.SUCCESS;
        store = memory.open(clock);
        assertThat(store.find(key)).isPresent();
        int holders = deleted
                ? 0
                : store.policies().holdings(account, PolicyType.CUSTOM, "allow").size();
        assertThat(holders)
                .isEqualTo(all.subList(0, 2).stream()
                        .filter(result -> result.state() == Future.State.SUCCESS)
                        .count());
        assertThat(store.policies().attachedTo(account, HolderName.user("anna")))
                .hasSizeLessThanOrEqualTo(holders);
    }

    private List<String> effective() {
        return Denials.names(store.find(key).orElseThrow().caller().policies());
    }

    private static void refused(RamError error, ThrowingCallable change) {
        assertThatThrownBy(change)
                .isInstanceOfSatisfying(
                        RamException.class,
                        refusal -> assertThat(refusal.error()).isEqualTo(error));
    }
}
