package io.coffer.conformance.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.ram.model.v20150501.AddUserToGroupRequest;
import com.aliyuncs.ram.model.v20150501.AttachPolicyToGroupRequest;
import com.aliyuncs.ram.model.v20150501.AttachPolicyToRoleRequest;
import com.aliyuncs.ram.model.v20150501.AttachPolicyToUserRequest;
import com.aliyuncs.ram.model.v20150501.CreateGroupRequest;
import com.aliyuncs.ram.model.v20150501.CreatePolicyRequest;
import com.aliyuncs.ram.model.v20150501.CreatePolicyVersionRequest;
import com.aliyuncs.ram.model.v20150501.CreateRoleRequest;
import com.aliyuncs.ram.model.v20150501.CreateRoleResponse;
import com.aliyuncs.ram.model.v20150501.DeleteGroupRequest;
import com.aliyuncs.ram.model.v20150501.DeletePolicyVersionRequest;
import com.aliyuncs.ram.model.v20150501.GetRoleRequest;
import com.aliyuncs.ram.model.v20150501.GetUserRequest;
import com.aliyuncs.ram.model.v20150501.ListEntitiesForPolicyRequest;
import com.aliyuncs.ram.model.v20150501.ListEntitiesForPolicyResponse;
import com.aliyuncs.ram.model.v20150501.ListGroupsForUserRequest;
import com.aliyuncs.ram.model.v20150501.ListGroupsForUserResponse;
import com.aliyuncs.ram.model.v20150501.ListPolicyVersionsRequest;
import com.aliyuncs.ram.model.v20150501.ListPolicyVersionsResponse;
import com.aliyuncs.ram.model.v20150501.ListUsersForGroupRequest;
import com.aliyuncs.ram.model.v20150501.ListUsersForGroupResponse;
import com.aliyuncs.ram.model.v20150501.RemoveUserFromGroupRequest;
import com.aliyuncs.ram.model.v20150501.SetDefaultPolicyVersionRequest;
import com.aliyuncs.sts.model.v20150401.AssumeRoleRequest;
import com.aliyuncs.sts.model.v20150401.AssumeRoleResponse;
import com.aliyuncs.sts.model.v20150401.GetCallerIdentityRequest;
import com.aliyuncs.sts.model.v20150401.GetCallerIdentityResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Groups, versions of policies, roles and their sessions, as aliyun-java-sdk-ram and -sts see them. */
final class RpcRolesIT extends RpcStory {
    private static String newPolicy(String document) throws ClientException {
        String name = newName("policy");
        CreatePolicyRequest request = new CreatePolicyRequest();
        request.setPolicyName(name);
        request.setPolicyDocument(document);
        ask(request);
        return name;
    }

    private static GetUserRequest getUser(String name) {
        GetUserRequest request = new GetUserRequest();
        request.setUserName(name);
        return request;
    }

    private static String account() throws ClientException {
        return ask(new GetCallerIdentityRequest()).getAccountId();
    }

    @Test
    void aGroupGivesItsUsersWhatItMay() throws ClientException {
        String user = newName("user");
        newUser(user);
        Credentials key = newKey(user);
        String group = newName("group");
        CreateGroupRequest create = new CreateGroupRequest();
        create.setGroupName(group);
        create.setComments("of a story");
        assertThat(ask(create).getGroup().getGroupName()).isEqualTo(group);
        String policy = newPolicy(READ_USERS);
        AttachPolicyToGroupRequest attach = new AttachPolicyToGroupRequest();
        attach.setPolicyType("Custom");
        attach.setPolicyName(policy);
        attach.setGroupName(group);
        ask(attach);
        refused("NoPermission", key, getUser(user));
        AddUserToGroupRequest add = new AddUserToGroupRequest();
        add.setUserName(user);
        add.setGroupName(group);
        ask(add);
        assertThat(ask(key, getUser(user)).getUser().getUserName()).isEqualTo(user);
        ListUsersForGroupRequest members = new ListUsersForGroupRequest();
        members.setGroupName(group);
        assertThat(ask(members).getUsers())
                .extracting(ListUsersForGroupResponse.User::getUserName)
                .containsExactly(user);
        ListGroupsForUserRequest groups = new ListGroupsForUserRequest();
        groups.setUserName(user);
        assertThat(ask(groups).getGroups())
                .extracting(ListGroupsForUserResponse.Group::getGroupName)
                .containsExactly(group);
        ListEntitiesForPolicyRequest entities = new ListEntitiesForPolicyRequest();
        entities.setPolicyType("Custom");
        entities.setPolicyName(policy);
        assertThat(ask(entities).getGroups())
                .extracting(ListEntitiesForPolicyResponse.Group::getGroupName)
                .containsExactly(group);
        DeleteGroupRequest delete = new DeleteGroupRequest();
        delete.setGroupName(group);
        refused("DeleteConflict.Group.Policy", root(), delete);
        RemoveUserFromGroupRequest remove = new RemoveUserFromGroupRequest();
        remove.setUserName(user);
        remove.setGroupName(group);
        ask(remove);
        refused("NoPermission", key, getUser(user));
    }

    @Test
    void anotherVersionOfAPolicyCountsWhenItIsTheDefault() throws ClientException {
        String user = newName("user");
        newUser(user);
        Credentials key = newKey(user);
        String policy = newPolicy(READ_OBJECTS);
        AttachPolicyToUserRequest attach = new AttachPolicyToUserRequest();
        attach.setPolicyType("Custom");
        attach.setPolicyName(policy);
        attach.setUserName(user);
        ask(attach);
        CreatePolicyVersionRequest create = new CreatePolicyVersionRequest();
        create.setPolicyName(policy);
        create.setPolicyDocument(READ_USERS);
        create.setSetAsDefault(false);
        assertThat(ask(create).getPolicyVersion().getVersionId()).isEqualTo("v2");
        refused("NoPermission", key, getUser(user));
        SetDefaultPolicyVersionRequest set = new SetDefaultPolicyVersionRequest();
        set.setPolicyName(policy);
        set.setVersionId("v2");
        ask(set);
        assertThat(ask(key, getUser(user)).getUser().getUserName()).isEqualTo(user);
        ListPolicyVersionsRequest list = new ListPolicyVersionsRequest();
        list.setPolicyType("Custom");
        list.setPolicyName(policy);
        assertThat(ask(list).getPolicyVersions())
                .filteredOn(ListPolicyVersionsResponse.PolicyVersion::getIsDefaultVersion)
                .extracting(ListPolicyVersionsResponse.PolicyVersion::getVersionId)
                .containsExactly("v2");
        DeletePolicyVersionRequest delete = new DeletePolicyVersionRequest();
        delete.setPolicyName(policy);
        delete.setVersionId("v2");
        refused("DeleteConflict.Policy.Version.Default", root(), delete);
        delete = new DeletePolicyVersionRequest();
        delete.setPolicyName(policy);
        delete.setVersionId("v1");
        ask(delete);
        assertThat(ask(list).getPolicyVersions()).hasSize(1);
    }

    private static CreateRoleResponse.Role newRole(String trusted) throws ClientException {
        CreateRoleRequest create = new CreateRoleRequest();
        create.setRoleName(newName("role"));
        create.setDescription("of a story");
        create.setMaxSessionDuration(3_600L);
        create.setAssumeRolePolicyDocument(trust(trusted));
        CreateRoleResponse.Role role = ask(create).getRole();
        GetRoleRequest get = new GetRoleRequest();
        get.setRoleName(role.getRoleName());
        assertThat(ask(get).getRole().getAssumeRolePolicyDocument()).isEqualTo(trust(trusted));
        AttachPolicyToRoleRequest attach = new AttachPolicyToRoleRequest();
        attach.setPolicyType("Custom");
        attach.setPolicyName(newPolicy(READ_OBJECTS));
        attach.setRoleName(role.getRoleName());
        ask(attach);
        return role;
    }

    @Test
    void aSessionMayWhatItsRoleMayUntilItEnds() throws ClientException {
        String user = newName("user");
        newUser(user);
        Credentials key = newKey(user);
        CreateRoleResponse.Role role = newRole("acs:ram::" + account() + ":user/" + user);
        assertThat(role.getArn()).isEqualTo("acs:ram::" + account() + ":role/" + role.getRoleName());
        AssumeRoleRequest assume = new AssumeRoleRequest();
        assume.setRoleArn(role.getArn());
        assume.setRoleSessionName("story");
        assume.setDurationSeconds(900L);
        refused("NoPermission", key, assume);
        AttachPolicyToUserRequest attach = new AttachPolicyToUserRequest();
        attach.setPolicyType("Custom");
        attach.setPolicyName(newPolicy(assuming(role.getArn())));
        attach.setUserName(user);
        ask(attach);
        AssumeRoleResponse session = ask(key, assume);
        assertThat(session.getAssumedRoleUser().getArn()).endsWith(":role/" + role.getRoleName() + "/story");
        assertThat(session.getAssumedRoleUser().getAssumedRoleId()).isEqualTo(role.getRoleId() + ":story");
        assertThat(Instant.parse(session.getCredentials().getExpiration()))
                .isBetween(
                        Instant.now().plus(Duration.ofMinutes(13)),
                        Instant.now().plus(Duration.ofMinutes(16)));
        Credentials temporary = new Credentials(
                session.getCredentials().getAccessKeyId(),
                session.getCredentials().getAccessKeySecret(),
                Optional.of(session.getCredentials().getSecurityToken()));
        GetCallerIdentityResponse identity = ask(temporary, new GetCallerIdentityRequest());
        assertThat(identity.getIdentityType()).isEqualTo("AssumedRoleUser");
        assertThat(identity.getArn())
                .isEqualTo("acs:ram::" + account() + ":assumed-role/" + role.getRoleName() + "/story");
        refused("NoPermission", temporary, getUser(user));
        refused(
                "InvalidSecurityToken.Malformed",
                new Credentials(
                        temporary.accessKeyId(), temporary.accessKeySecret(), Optional.of("no token of this server")),
                new GetCallerIdentityRequest());
        readsButDoesNotWrite(temporary);
    }
}
