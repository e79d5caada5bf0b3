package io.coffer.server.identity;

import io.coffer.model.AccountId;
import io.coffer.server.metadata.ControlRecords.Stored;
import io.coffer.storage.StorageException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Who is in which group. A membership counts by the user's record, see {@link Bonds}. */
public final class Memberships {
    private static final int MAX_GROUPS = 50;

    /** A user in a group. */
    public record Member(User user, Instant joined) {}

    /** A group that a user is in. */
    public record Joined(Group group, Instant joined) {}

    private final IdentityRecords records;
    private final Users users;
    private final Groups groups;
    private final Bonds bonds;
    private final InstantSource clock;

    Memberships(IdentityRecords records, Users users, Groups groups, Bonds bonds, InstantSource clock) {
        this.records = records;
        this.users = users;
        this.groups = groups;
        this.bonds = bonds;
        this.clock = clock;
    }

    /** @throws RamException when user or group do not exist, or the user is in it already */
    public void add(AccountId account, String groupName, String userName) {
        User user = users.get(account, userName);
        String groupId = groups.stored(account, groupName).value().groupId();
        String note = Bonds.newNote(user);
        Membership membership = new Membership(groupId, clock.instant(), note);
        bonds.bind(
                IdentityRecords.group(account, groupId),
                Group.class,
                RamError.NO_SUCH_GROUP,
                note,
                group -> change(account, userName, current -> joined(current, membership)),
                () -> change(account, userName, current -> left(current, membership)));
    }

    private static User joined(User user, Membership membership) {
        if (user.membership(membership.groupId()).isPresent()) {
            throw RamError.IN_GROUP_ALREADY.exception();
        }
        if (user.groups().size() >= MAX_GROUPS) {
            throw RamError.TOO_MANY_GROUPS_OF_USER.exception();
        }
        List<Membership> more = new ArrayList<>(user.groups());
        more.add(membership);
        return user.withGroups(more);
    }

    private static User left(User user, Membership membership) {
        return user.withGroups(user.groups().stream()
                .filter(other -> !other.equals(membership))
                .toList());
    }

    /** @throws RamException when user or group do not exist, or the user is not in it */
    public void remove(AccountId account, String groupName, String userName) {
        IdentityRules.requireUserName(userName);
        String groupId = groups.stored(account, groupName).value().groupId();
        User before = records.change(
                        IdentityRecords.user(account, userName),
                        User.class,
                        RamError.NO_SUCH_USER::exception,
                        user -> left(user, membership(user, groupId)))
                .before();
        bonds.release(
                IdentityRecords.group(account, groupId),
                Group.class,
                membership(before, groupId).note());
    }

    private static Membership membership(User user, String groupId) {
        return user.membership(groupId).orElseThrow(RamError.NOT_IN_GROUP::exception);
    }

    /** The users in a group, in the order of their names. */
    public List<Member> members(AccountId account, String groupName) {
        String groupId = groups.stored(account, groupName).value().groupId();
        return groups.membersOf(account, groupId)
                .map(user -> new Member(user, membership(user, groupId).joined()))
                .toList();
    }

    /** The groups that a user is in, in the order of joining. */
    public List<Joined> groupsOf(AccountId account, String userName) {
        return users.get(account, userName).groups().stream()
                .map(membership -> new Joined(group(account, membership.groupId()), membership.joined()))
                .toList();
    }

    private Group group(AccountId account, String groupId) {
        return groups.find(account, groupId)
                .map(Stored::value)
                .orElseThrow(() -> new StorageException(
                        StorageException.Kind.CORRUPT, "a group that a user is in is missing: " + groupId));
    }

    private void change(AccountId account, String userName, UnaryOperator<User> change) {
        records.update(IdentityRecords.user(account, userName), User.class, RamError.NO_SUCH_USER::exception, change);
    }
}
