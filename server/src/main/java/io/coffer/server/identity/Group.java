package io.coffer.server.identity;

import io.coffer.model.AccountId;
import java.time.Instant;
import java.util.List;

/**
 * Users that share policies. Who is in it counts by the users' own records.
 *
 * @param members notes of memberships
 */
public record Group(
        AccountId account,
        String groupId,
        String name,
        String comments,
        Instant created,
        Instant updated,
        List<Attachment> policies,
        List<String> members)
        implements PolicyHolder<Group>, Noted<Group> {

    @Override
    public HolderKind kind() {
        return HolderKind.GROUP;
    }

    @Override
    public String id() {
        return groupId;
    }

    @Override
    public Group withPolicies(List<Attachment> newPolicies) {
        return new Group(account, groupId, name, comments, created, updated, newPolicies, members);
    }

    @Override
    public List<String> notes() {
        return members;
    }

    @Override
    public Group withNotes(List<String> notes) {
        return new Group(account, groupId, name, comments, created, updated, policies, notes);
    }

    Group named(String newName) {
        return new Group(account, groupId, newName, comments, created, updated, policies, members);
    }

    Group changed(String newName, String newComments, Instant now) {
        return new Group(account, groupId, newName, newComments, created, now, policies, members);
    }
}
