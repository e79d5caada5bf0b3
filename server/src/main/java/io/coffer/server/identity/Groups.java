package io.coffer.server.identity;

import io.coffer.model.AccountId;
import io.coffer.server.metadata.ControlRecords.Stored;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The groups of accounts. Users name them by id; which name finds which group stands in one record of the account, so
 * that a group gets another name in one step. A group has its own record before it has a name, and loses it before the
 * name goes: a name without a record is free.
 */
public final class Groups {
    private static final int MAX_GROUPS = 300;
    private static final int MAX_COMMENTS = 128;

    /** The ids of groups by their names. */
    record Names(Map<String, String> ids) {}

    private final IdentityRecords records;
    private final Bonds bonds;
    private final InstantSource clock;

    Groups(IdentityRecords records, Bonds bonds, InstantSource clock) {
        this.records = records;
        this.bonds = bonds;
        this.clock = clock;
    }

    /** @throws RamException when the name is bad or taken, or the account has too many groups */
    public Group create(AccountId account, String name, String comments) {
        IdentityRules.requireGroupName(name);
        IdentityRules.requireText(comments, MAX_COMMENTS);
        Instant now = clock.instant();
        String id = IdentityRules.newGroupId();
        Group group = new Group(account, id, name, comments, now, now, List.of(), List.of());
        records.create(IdentityRecords.group(account, id), group);
        try {
            changeNames(account, names -> {
                requireFree(account, names, name);
                if (names.size() >= MAX_GROUPS) {
                    throw RamError.TOO_MANY_GROUPS.exception();
                }
                names.put(name, id);
            });
        } catch (RamException refused) {
            records.delete(IdentityRecords.group(account, id));
            throw refused;
        }
        return group;
    }

    /** @throws RamException {@link RamError#NO_SUCH_GROUP} */
    public Group get(AccountId account, String name) {
        return stored(account, name).value().named(name);
    }

    /** Every group of the account, in the order of their names. */
    public List<Group> list(AccountId account) {
        return new TreeMap<>(names(account))
                .entrySet().stream()
                        .flatMap(named -> find(account, named.getValue()).stream()
                                .map(stored -> stored.value().named(named.getKey())))
                        .toList();
    }

    /**
     * Changes a group, and renames it when the names differ.
     *
     * @throws RamException when there is no such group, or the new name is bad or taken
     */
    public Group update(AccountId account, String name, String newName, Optional<String> comments) {
        IdentityRules.requireGroupName(newName);
        comments.ifPresent(text -> IdentityRules.requireText(text, MAX_COMMENTS));
        String id = stored(account, name).value().groupId();
        if (!name.equals(newName)) {
            changeNames(account, names -> {
                if (!names.remove(name, id)) {
                    throw RamError.NO_SUCH_GROUP.exception();
                }
                requireFree(account, names, newName);
                names.put(newName, id);
            });
        }
        return records.update(
                IdentityRecords.group(account, id),
                Group.class,
                RamError.NO_SUCH_GROUP::exception,
                group -> group.changed(newName, comments.orElse(group.comments()), clock.instant()));
    }

    /** @throws RamException when there is no such group, or it still has users or policies */
    public void delete(AccountId account, String name) {
        Stored<Group> group;
        do {
            group = stored(account, name);
            if (!group.value().policies().isEmpty()) {
                throw RamError.GROUP_HAS_POLICIES.exception();
            }
            String id = group.value().groupId();
            if (!group.value().members().isEmpty()
                    && bonds.find(() -> membersOf(account, id).findAny()).isPresent()) {
                throw RamError.GROUP_HAS_USERS.exception();
            }
        } while (!records.delete(group));
        String id = group.value().groupId();
        changeNames(account, names -> names.remove(name, id));
    }

    /** The users in a group, in the order of their names. */
    Stream<User> membersOf(AccountId account, String groupId) {
        return records.list(IdentityRecords.users(account), User.class).stream()
                .filter(user -> user.membership(groupId).isPresent());
    }

    /** @throws RamException {@link RamError#NO_SUCH_GROUP} */
    Stored<Group> stored(AccountId account, String name) {
        IdentityRules.requireGroupName(name);
        return Optional.ofNullable(names(account).get(name))
                .flatMap(id -> find(account, id))
                .orElseThrow(RamError.NO_SUCH_GROUP::exception);
    }

    Optional<Stored<Group>> find(AccountId account, String groupId) {
        return records.find(IdentityRecords.group(account, groupId), Group.class);
    }

    private Map<String, String> names(AccountId account) {
        return records.find(IdentityRecords.groupNames(account), Names.class)
                .map(stored -> stored.value().ids())
                .orElse(Map.of());
    }

    private void requireFree(AccountId account, Map<String, String> names, String name) {
        if (Optional.ofNullable(names.get(name))
                .flatMap(id -> find(account, id))
                .isPresent()) {
            throw RamError.GROUP_EXISTS.exception();
        }
    }

    private void changeNames(AccountId account, Consumer<Map<String, String>> change) {
        String record = IdentityRecords.groupNames(account);
        if (records.find(record, Names.class).isEmpty()) {
            records.create(record, new Names(Map.of()));
        }
        records.update(record, Names.class, RamError.NO_SUCH_GROUP::exception, names -> {
            Map<String, String> ids = new HashMap<>(names.ids());
            change.accept(ids);
            return new Names(ids);
        });
    }
}
