package io.coffer.conformance.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.ram20150501.models.AddUserToGroupRequest;
import com.aliyun.ram20150501.models.AttachPolicyToGroupRequest;
import com.aliyun.ram20150501.models.AttachPolicyToRoleRequest;
import com.aliyun.ram20150501.models.AttachPolicyToUserRequest;
import com.aliyun.ram20150501.models.CreateGroupRequest;
import com.aliyun.ram20150501.models.CreatePolicyRequest;
import com.aliyun.ram20150501.models.CreatePolicyVersionRequest;
import com.aliyun.ram20150501.models.CreateRoleRequest;
import com.aliyun.ram20150501.models.CreateRoleResponseBody.CreateRoleResponseBodyRole;
import com.aliyun.ram20150501.models.DeletePolicyVersionRequest;
import com.aliyun.ram20150501.models.DeleteRoleRequest;
import com.aliyun.ram20150501.models.GetRoleRequest;
import com.aliyun.ram20150501.models.GetUserRequest;
import com.aliyun.ram20150501.models.ListEntitiesForPolicyRequest;
import com.aliyun.ram20150501.models.ListGroupsForUserRequest;
import com.aliyun.ram20150501.models.ListPolicyVersionsRequest;
import com.aliyun.ram20150501.models.ListUsersForGroupRequest;
import com.aliyun.ram20150501.models.RemoveUserFromGroupRequest;
import com.aliyun.ram20150501.models.UpdateRoleRequest;
import com.aliyun.sts20150401.models.AssumeRoleRequest;
import com.aliyun.sts20150401.models.AssumeRoleResponseBody;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Groups, versions of policies, roles and their sessions, as ram20150501 and sts20150401 see them. */
final class TeaRolesIT extends TeaStory {
    private static String newPolicy(String document) throws Exception {
        String name = newName("policy");
        ram().createPolicy(new CreatePolicyRequest().setPolicyName(name).setPolicyDocument(document));
        return name;
    }

    private static GetUserRequest getUser(String name) {
        return new GetUserRequest().setUserName(name);
    }

    private static String account() throws Exception {
        return sts(root()).getCallerIdentity().getBody().getAccountId();
    }

    private static void attach(String policy, String user) throws Exception {
        ram().attachPolicyToUser(new AttachPolicyToUserRequest()
                .setPolicyType("Custom")
                .setPolicyName(policy)
                .setUserName(user));
    }

    @Test
    void aGroupGivesItsUsersWhatItMay() throws Exception {
        String user = newName("user");
        newUser(user);
        Credentials key = newKey(user);
        String group = newName("group");
        ram().createGroup(new CreateGroupRequest().setGroupName(group).setComments("of a story"));
        String policy = newPolicy(READ_USERS);
        ram().attachPolicyToGroup(new AttachPolicyToGroupRequest()
                .setPolicyType("Custom")
                .setPolicyName(policy)
                .setGroupName(group));
        refused(403, "NoPermission", () -> ram(key).getUser(getUser(user)));
        ram().addUserToGroup(new AddUserToGroupRequest().setUserName(user).setGroupName(group));
        assertThat(ram(key).getUser(getUser(user)).getBody().getUser().getUserName())
                .isEqualTo(user);
        assertThat(ram().listUsersForGroup(new ListUsersForGroupRequest().setGroupName(group))
                        .getBody()
                        .getUsers()
                        .getUser())
                .singleElement()
                .satisfies(member -> assertThat(member.getUserName()).isEqualTo(user));
        assertThat(ram().listGroupsForUser(new ListGroupsForUserRequest().setUserName(user))
                        .getBody()
                        .getGroups()
                        .getGroup())
                .singleElement()
                .satisfies(joined -> assertThat(joined.getGroupName()).isEqualTo(group));
        assertThat(ram().listEntitiesForPolicy(new ListEntitiesForPolicyRequest()
                                .setPolicyType("Custom")
                                .setPolicyName(policy))
                        .getBody()
                        .getGroups()
                        .getGroup())
                .singleElement()
                .satisfies(holder -> assertThat(holder.getGroupName()).isEqualTo(group));
        ram().removeUserFromGroup(
                        new RemoveUserFromGroupRequest().setUserName(user).setGroupName(group));
        refused(403, "NoPermission", () -> ram(key).getUser(getUser(user)));
    }

    @Test
    void anotherVersionOfAPolicyCountsWhenItIsTheDefault() throws Exception {
        String user = newName("user");
        newUser(user);
        Credentials key = newKey(user);
        String policy = newPolicy(READ_OBJECTS);
        attach(policy, user);
        refused(403, "NoPermission", () -> ram(key).getUser(getUser(user)));
        assertThat(ram().createPolicyVersion(new CreatePolicyVersionRequest()
                                .setPolicyName(policy)
                                .setPolicyDocument(READ_USERS)
                                .setSetAsDefault(true))
                        .getBody()
                        .getPolicyVersion()
                        .getVersionId())
                .isEqualTo("v2");
        assertThat(ram(key).getUser(getUser(user)).getBody().getUser().getUserName())
                .isEqualTo(user);
        ram().deletePolicyVersion(
                        new DeletePolicyVersionRequest().setPolicyName(policy).setVersionId("v1"));
        assertThat(ram().listPolicyVersions(new ListPolicyVersionsRequest()
                                .setPolicyType("Custom")
                                .setPolicyName(policy))
                        .getBody()
                        .getPolicyVersions()
                        .getPolicyVersion())
                .singleElement()
                .satisfies(version -> assertThat(version.getIsDefaultVersion()).isTrue());
    }

    @Test
    void aSessionMayWhatItsRoleMayUntilItEnds() throws Exception {
        String user = newName("user");
        newUser(user);
        Credentials key = newKey(user);
        CreateRoleResponseBodyRole role = newRole("acs:ram::" + account() + ":user/" + user);
        AssumeRoleRequest assume = new AssumeRoleRequest()
                .setRoleArn(role.getArn())
                .setRoleSessionName("story")
                .setPolicy("")
                .setDurationSeconds(900L);
        refused(403, "NoPermission", () -> sts(key).assumeRole(assume));
        attach(newPolicy(assuming(role.getArn())), user);
        AssumeRoleResponseBody session = sts(key).assumeRole(assume).getBody();
        assertThat(session.getAssumedRoleUser().getAssumedRoleId()).isEqualTo(role.getRoleId() + ":story");
        Credentials temporary = new Credentials(
                session.getCredentials().getAccessKeyId(),
                session.getCredentials().getAccessKeySecret(),
                Optional.of(session.getCredentials().getSecurityToken()));
        assertThat(sts(temporary).getCallerIdentity().getBody().getArn())
                .isEqualTo("acs:ram::" + account() + ":assumed-role/" + role.getRoleName() + "/story");
        // the token is a signed header here
        refused(403, "NoPermission", () -> ram(temporary).getUser(getUser(user)));
        Credentials forged = new Credentials(
                temporary.accessKeyId(), temporary.accessKeySecret(), Optional.of("no token of this server"));
        refused(400, "InvalidSecurityToken.Malformed", () -> ram(forged).getUser(getUser(user)));
        readsButDoesNotWrite(temporary);
        Credentials readsNothing = session(key, assume.setPolicy(READ_USERS));
        refused(403, "NoPermission", () -> ram(readsNothing).getUser(getUser(user)));
    }

    private static Credentials session(Credentials key, AssumeRoleRequest assume) throws Exception {
        AssumeRoleResponseBody session = sts(key).assumeRole(assume).getBody();
        return new Credentials(
                session.getCredentials().getAccessKeyId(),
                session.getCredentials().getAccessKeySecret(),
                Optional.of(session.getCredentials().getSecurityToken()));
    }

    private static CreateRoleResponseBodyRole newRole(String trusted) throws Exception {
        CreateRoleResponseBodyRole role = ram().createRole(new CreateRoleRequest()
                        .setRoleName(newName("role"))
                        .setDescription("of a story")
                        .setMaxSessionDuration(3_600L)
                        .setAssumeRolePolicyDocument(trust(trusted)))
                .getBody()
                .getRole();
        ram().attachPolicyToRole(new AttachPolicyToRoleRequest()
                .setPolicyType("Custom")
                .setPolicyName(newPolicy(READ_OBJECTS))
                .setRoleName(role.getRoleName()));
        return role;
    }

    @Test
    void aRoleIsChangedAndKeptWhileItHasPolicies() throws Exception {
        String trusted = "acs:ram::" + account() + ":root";
        CreateRoleResponseBodyRole role = newRole(trusted);
        ram().updateRole(new UpdateRoleRequest()
                .setRoleName(role.getRoleName())
                .setNewDescription("changed")
                .setNewMaxSessionDuration(7_200L));
        var changed = ram().getRole(new GetRoleRequest().setRoleName(role.getRoleName()))
                .getBody()
                .getRole();
        assertThat(changed.getDescription()).isEqualTo("changed");
        assertThat(changed.getMaxSessionDuration()).isEqualTo(7_200L);
        assertThat(changed.getAssumeRolePolicyDocument()).isEqualTo(trust(trusted));
        refused(
                409,
                "DeleteConflict.Role.Policy",
                () -> ram().deleteRole(new DeleteRoleRequest().setRoleName(role.getRoleName())));
        refused(404, "EntityNotExist.Role", () -> ram().getRole(new GetRoleRequest().setRoleName(newName("role"))));
    }
}
