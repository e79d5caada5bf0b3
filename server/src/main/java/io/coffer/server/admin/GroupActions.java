package io.coffer.server.admin;

import io.coffer.server.identity.Group;
import io.coffer.server.identity.Groups;
import io.coffer.server.identity.Memberships;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** RAM's actions on groups and who is in them. */
final class GroupActions {
    static final String GROUP_NAME = "GroupName";
    private static final String NEW_NAME = "NewGroupName";
    private static final String USER_NAME = UserActions.USER_NAME;
    private static final String COMMENTS = "Comments";

    private final Groups groups;
    private final Memberships memberships;

    GroupActions(Groups groups, Memberships memberships) {
        this.groups = groups;
        this.memberships = memberships;
    }

    List<AdminAction> actions() {
        return List.of(
                AdminAction.of(AdminService.RAM, "CreateGroup", "Makes a group.")
                        .required(GROUP_NAME)
                        .optional(COMMENTS)
                        .on(GroupActions::resource)
                        .handle(this::create),
                AdminAction.of(AdminService.RAM, "GetGroup", "Shows a group.")
                        .required(GROUP_NAME)
                        .on(GroupActions::resource)
                        .handle(call -> full(groups.get(call.account(), call.required(GROUP_NAME)))),
                AdminAction.of(AdminService.RAM, "UpdateGroup", "Changes what is said about a group, or renames it.")
                        .required(GROUP_NAME)
                        .optional(NEW_NAME, "NewComments")
                        .alsoOn(GroupActions::renamed)
                        .on(GroupActions::resource)
                        .handle(this::update),
                AdminAction.of(AdminService.RAM, "ListGroups", "Lists the groups of the account.")
                        .optional(Listing.MARKER, Listing.MAX_ITEMS)
                        .on(call -> "acs:ram::" + call.account() + ":group/*")
                        .handle(this::list),
                AdminAction.of(AdminService.RAM, "DeleteGroup", "Deletes a group without users and policies.")
                        .required(GROUP_NAME)
                        .on(GroupActions::resource)
                        .handle(this::delete),
                AdminAction.of(AdminService.RAM, "AddUserToGroup", "Puts a user into a group.")
                        .required(USER_NAME, GROUP_NAME)
                        .alsoOn(UserActions::resource)
                        .on(GroupActions::resource)
                        .handle(this::add),
                AdminAction.of(AdminService.RAM, "RemoveUserFromGroup", "Takes a user out of a group.")
                        .required(USER_NAME, GROUP_NAME)
                        .alsoOn(UserActions::resource)
                        .on(GroupActions::resource)
                        .handle(this::remove),
                AdminAction.of(AdminService.RAM, "ListUsersForGroup", "Lists the users in a group.")
                        .required(GROUP_NAME)
                        .optional(Listing.MARKER, Listing.MAX_ITEMS)
                        .on(GroupActions::resource)
                        .handle(this::users),
                AdminAction.of(AdminService.RAM, "ListGroupsForUser", "Lists the groups that a user is in.")
                        .required(USER_NAME)
                        .on(UserActions::resource)
                        .handle(this::groupsOfUser));
    }

    static String resource(AdminCall call) {
        return resource(call, call.required(GROUP_NAME));
    }

    private static String resource(AdminCall call, String name) {
        return "acs:ram::" + call.account() + ":group/" + name;
    }

    /** Who renames a group must be allowed to under both names: by its new one others may get in reach of it. */
    private static String renamed(AdminCall call) {
        return resource(call, call.optional(NEW_NAME).orElseGet(() -> call.required(GROUP_NAME)));
    }

    private ObjectNode create(AdminCall call) {
        return full(groups.create(call.account(), call.required(GROUP_NAME), call.text(COMMENTS)));
    }

    private ObjectNode update(AdminCall call) {
        String name = call.required(GROUP_NAME);
        return full(groups.update(
                call.account(), name, call.optional(NEW_NAME).orElse(name), call.optional("NewComments")));
    }

    private ObjectNode list(AdminCall call) {
        return Listing.of(
                call,
                groups.list(call.account()),
                Group::name,
                page -> Answer.list("Groups", "Group", page, GroupActions::one));
    }

    private ObjectNode delete(AdminCall call) {
        groups.delete(call.account(), call.required(GROUP_NAME));
        return Answer.empty();
    }

    private ObjectNode add(AdminCall call) {
        memberships.add(call.account(), call.required(GROUP_NAME), call.required(USER_NAME));
        return Answer.empty();
    }

    private ObjectNode remove(AdminCall call) {
        memberships.remove(call.account(), call.required(GROUP_NAME), call.required(USER_NAME));
        return Answer.empty();
    }

    private ObjectNode users(AdminCall call) {
        return Listing.of(
                call,
                memberships.members(call.account(), call.required(GROUP_NAME)),
                member -> member.user().name(),
                page -> Answer.list(
                        "Users",
                        "User",
                        page,
                        member -> Answer.empty()
                                .put("UserId", member.user().userId())
                                .put(USER_NAME, member.user().name())
                                .put("DisplayName", member.user().profile().displayName())
                                .put("JoinDate", Answer.time(member.joined()))));
    }

    private ObjectNode groupsOfUser(AdminCall call) {
        return Answer.list(
                "Groups",
                "Group",
                memberships.groupsOf(call.account(), call.required(USER_NAME)),
                joined -> Answer.empty()
                        .put("GroupId", joined.group().groupId())
                        .put(GROUP_NAME, joined.group().name())
                        .put(COMMENTS, joined.group().comments())
                        .put("JoinDate", Answer.time(joined.joined())));
    }

    private static ObjectNode full(Group group) {
        ObjectNode answer = Answer.empty();
        answer.set("Group", one(group));
        return answer;
    }

    private static ObjectNode one(Group group) {
        return Answer.empty()
                .put("GroupId", group.groupId())
                .put(GROUP_NAME, group.name())
                .put(COMMENTS, group.comments())
                .put("CreateDate", Answer.time(group.created()))
                .put("UpdateDate", Answer.time(group.updated()));
    }
}
