package io.coffer.server.admin;

import io.coffer.server.identity.User;
import io.coffer.server.identity.UserProfile;
import io.coffer.server.identity.Users;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** RAM's actions on users. */
final class UserActions {
    static final String USER_NAME = "UserName";
    private static final String NEW_NAME = "NewUserName";

    private final Users users;

    UserActions(Users users) {
        this.users = users;
    }

    List<AdminAction> actions() {
        return List.of(
                AdminAction.of(AdminService.RAM, "CreateUser", "Makes a user.")
                        .required(USER_NAME)
                        .optional("DisplayName", "MobilePhone", "Email", "Comments")
                        .on(UserActions::resource)
                        .handle(this::create),
                AdminAction.of(AdminService.RAM, "GetUser", "Shows a user.")
                        .required(USER_NAME)
                        .on(UserActions::resource)
                        .handle(call -> full(users.get(call.account(), call.required(USER_NAME)))),
                AdminAction.of(AdminService.RAM, "UpdateUser", "Changes what is known of a user, or renames it.")
                        .required(USER_NAME)
                        .optional(NEW_NAME, "NewDisplayName", "NewMobilePhone", "NewEmail", "NewComments")
                        .alsoOn(UserActions::renamed)
                        .on(UserActions::resource)
                        .handle(this::update),
                AdminAction.of(AdminService.RAM, "ListUsers", "Lists the users of the account.")
                        .optional(Listing.MARKER, Listing.MAX_ITEMS)
                        .on(call -> "acs:ram::" + call.account() + ":user/*")
                        .handle(this::list),
                AdminAction.of(
                                AdminService.RAM,
                                "DeleteUser",
                                "Deletes a user without access keys, policies and groups.")
                        .required(USER_NAME)
                        .on(UserActions::resource)
                        .handle(this::delete));
    }

    static String resource(AdminCall call) {
        return resource(call, call.required(USER_NAME));
    }

    static String resource(AdminCall call, String userName) {
        return "acs:ram::" + call.account() + ":user/" + userName;
    }

    /** Policies mean users by their names, so who gives one must be allowed to on both. */
    private static String renamed(AdminCall call) {
        return resource(call, call.optional(NEW_NAME).orElseGet(() -> call.required(USER_NAME)));
    }

    private ObjectNode create(AdminCall call) {
        UserProfile profile = new UserProfile(
                call.text("DisplayName"), call.text("MobilePhone"), call.text("Email"), call.text("Comments"));
        return full(users.create(call.account(), call.required(USER_NAME), profile));
    }

    private ObjectNode update(AdminCall call) {
        String name = call.required(USER_NAME);
        UserProfile old = users.get(call.account(), name).profile();
        UserProfile profile = new UserProfile(
                call.optional("NewDisplayName").orElse(old.displayName()),
                call.optional("NewMobilePhone").orElse(old.mobilePhone()),
                call.optional("NewEmail").orElse(old.email()),
                call.optional("NewComments").orElse(old.comments()));
        return full(users.update(call.account(), name, call.optional(NEW_NAME).orElse(name), profile));
    }

    private ObjectNode list(AdminCall call) {
        return Listing.of(
                call,
                users.list(call.account()),
                User::name,
                page -> Answer.list("Users", "User", page, UserActions::one));
    }

    private ObjectNode delete(AdminCall call) {
        users.delete(call.account(), call.required(USER_NAME));
        return Answer.empty();
    }

    private static ObjectNode full(User user) {
        ObjectNode answer = Answer.empty();
        answer.set("User", one(user));
        return answer;
    }

    private static ObjectNode one(User user) {
        return Answer.empty()
                .put("UserId", user.userId())
                .put("UserName", user.name())
                .put("DisplayName", user.profile().displayName())
                .put("MobilePhone", user.profile().mobilePhone())
                .put("Email", user.profile().email())
                .put("Comments", user.profile().comments())
                .put("CreateDate", Answer.time(user.created()))
                .put("UpdateDate", Answer.time(user.updated()));
    }
}
