package io.coffer.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.model.AccountId;
import io.coffer.storage.StorageException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A process may die between any two writes: what counts is then as before or as after, and can be brought to an end. */
class CrashOrderTest {
    private static final UserProfile PROFILE = new UserProfile("", "", "", "");
    private static final HolderName GROUP = HolderName.group("g");
    private static final int MOST_WRITES = 12;

    private final InstantSource clock = () -> Instant.parse("2026-11-22T12:00:00Z");

    /**
     * A change, by itself, and what counts for anna before and after it.
     *
     * @param setUp brings things to where the change starts
     */
    record Change(
            String name,
            BiConsumer<IdentityStore, AccountId> setUp,
            BiConsumer<IdentityStore, AccountId> change,
            List<String> before,
            List<String> after) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Change> changes() {
        BiConsumer<IdentityStore, AccountId> nothing = (store, account) -> {};
        BiConsumer<IdentityStore, AccountId> attach =
                (store, account) -> store.policies().attach(account, PolicyType.CUSTOM, "deny", "anna");
        BiConsumer<IdentityStore, AccountId> attachToGroup =
                (store, account) -> store.policies().attach(account, PolicyType.CUSTOM, "deny", GROUP);
        BiConsumer<IdentityStore, AccountId> join =
                (store, account) -> store.memberships().add(account, "g", "anna");
        List<String> own = List.of("user/anna CUSTOM deny");
        List<String> ofGroup = List.of("group/g CUSTOM deny");
        return Stream.of(
                new Change("attach to a user", nothing, attach, List.of(), own),
                new Change("attach to a group", join, attachToGroup, List.of(), ofGroup),
                new Change("join a group", attachToGroup, join, List.of(), ofGroup),
                new Change(
                        "detach from a user",
                        attach,
                        (store, account) -> store.policies().detach(account, PolicyType.CUSTOM, "deny", "anna"),
                        own,
                        List.of()),
                new Change(
                        "detach from a group",
                        join.andThen(attachToGroup),
                        (store, account) -> store.policies().detach(account, PolicyType.CUSTOM, "deny", GROUP),
                        ofGroup,
                        List.of()),
                new Change(
                        "leave a group",
                        join.andThen(attachToGroup),
                        (store, account) -> store.memberships().remove(account, "g", "anna"),
                        ofGroup,
                        List.of()),
                new Change(
                        "another version counts",
                        attach,
                        (store, account) ->
                                store.policies().versions().create(account, "deny", Denials.ALLOW, true, false),
                        own,
                        own),
                new Change(
                        "delete a policy",
                        nothing,
                        (store, account) -> store.policies().delete(account, "deny"),
                        List.of(),
                        List.of()),
                new Change(
                        "make and delete a group",
                        nothing,
                        (store, account) -> {
                            store.groups().create(account, "h", "");
                            store.groups().delete(account, "h");
                        },
                        List.of(),
                        List.of()));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void whatADeadProcessLeavesCanBeFinished(Change change) {
        int writes = 0;
        while (diesAfter(change, writes)) {
            writes++;
            assertThat(writes).isLessThan(MOST_WRITES);
        }
        assertThat(writes).isPositive();
    }

    /** @return false when so many writes were enough */
    private boolean diesAfter(Change change, int writes) {
        MemoryIdentities memory = new MemoryIdentities();
        IdentityStore store = memory.open(clock);
        AccountId account = store.accounts().ensureFirst(Optional.empty());
        store.users().create(account, "anna", PROFILE);
        String key = store.accessKeys().create(KeyHolder.user(account, "anna")).id();
        store.groups().create(account, "g", "");
        store.policies().create(account, "deny", "", Denials.DENY);
        change.setUp().accept(store, account);
        memory.dieAfter(writes);
        try {
            change.change().accept(store, account);
        } catch (StorageException died) {
            assertThat(died.kind()).isEqualTo(StorageException.Kind.UNAVAILABLE);
        }
        boolean died = memory.revive();

        IdentityStore next = memory.open(clock);
        assertThat(effective(next, key)).isIn(change.before(), change.after());
        tolerantly(() -> change.change().accept(next, account));
        assertThat(effective(next, key)).isEqualTo(change.after());
        cleanUp(next, account);
        assertThat(effective(next, key)).isEmpty();
        next.groups().create(account, "g", "");
        next.groups().create(account, "h", "");
        return died;
    }

    /** Whatever was left, everything can be deleted in the end. */
    private static void cleanUp(IdentityStore store, AccountId account) {
        tolerantly(() -> store.policies().detach(account, PolicyType.CUSTOM, "deny", "anna"));
        tolerantly(() -> store.policies().detach(account, PolicyType.CUSTOM, "deny", GROUP));
        tolerantly(() -> store.memberships().remove(account, "g", "anna"));
        tolerantly(() -> store.groups().delete(account, "h"));
        tolerantly(() -> store.policies().versions().setDefault(account, "deny", 1));
        tolerantly(() -> store.policies().versions().delete(account, "deny", 2));
        tolerantly(() -> store.policies().versions().delete(account, "deny", 3));
        tolerantly(() -> store.policies().delete(account, "deny"));
        store.groups().delete(account, "g");
        assertThat(store.policies().list(account, Optional.of(PolicyType.CUSTOM)))
                .isEmpty();
        assertThat(store.groups().list(account)).isEmpty();
    }

    private static void tolerantly(Runnable change) {
        try {
            change.run();
        } catch (RamException done) {
            assertThat(done.error().status()).isIn(404, 409);
        }
    }

    private static List<String> effective(IdentityStore store, String key) {
        return Denials.names(store.find(key).orElseThrow().caller().policies());
    }
}
