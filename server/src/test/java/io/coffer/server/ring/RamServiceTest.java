package io.coffer.server.ring;

import static io.coffer.protocol.Method.GET;
import static io.coffer.server.ring.Administration.COFFER;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.server.ring.Administration.Reply;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Groups, roles, versions and control policies over the administration port, and what they do to requests. */
class RamServiceTest {
    private static final String RAM = Administration.RAM;
    private static Ring ring;
    private static Administration owner;

    @BeforeAll
    static void start() {
        ring = Ring.inMemory();
        owner = ring.administration();
        ring.owner().create("shelf").put("shelf", "object", "text");
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    @Test
    void aGroupAllowsAndDeniesUntilItIsLeft() {
        Client anna = user("group-anna");
        ok(owner, "CreateGroup", "GroupName", "readers", "Comments", "they read");
        policy("group-read", "Allow", "oss:GetObject");
        policy("group-no-read", "Deny", "oss:GetObject");
        ok(owner, "AttachPolicyToGroup", "PolicyType", "Custom", "PolicyName", "group-read", "GroupName", "readers");
        assertThat(anna.get("shelf", "object").outcome()).isEqualTo("403 AccessDenied");
        ok(owner, "AddUserToGroup", "UserName", "group-anna", "GroupName", "readers");
        assertThat(anna.get("shelf", "object").text()).isEqualTo("text");
        ok(owner, "RemoveUserFromGroup", "UserName", "group-anna", "GroupName", "readers");
        assertThat(anna.get("shelf", "object").outcome()).isEqualTo("403 AccessDenied");

        ok(owner, "AttachPolicyToUser", "PolicyType", "Custom", "PolicyName", "group-read", "UserName", "group-anna");
        assertThat(anna.get("shelf", "object").text()).isEqualTo("text");
        ok(owner, "CreateGroup", "GroupName", "barred");
        ok(owner, "AddUserToGroup", "UserName", "group-anna", "GroupName", "barred");
        ok(owner, "AttachPolicyToGroup", "PolicyType", "Custom", "PolicyName", "group-no-read", "GroupName", "barred");
        assertThat(anna.get("shelf", "object").outcome()).isEqualTo("403 AccessDenied");
        ok(owner, "UpdateGroup", "GroupName", "barred", "NewGroupName", "still-barred");
        assertThat(anna.get("shelf", "object").outcome()).isEqualTo("403 AccessDenied");
        ok(
                owner,
                "DetachPolicyFromGroup",
                "PolicyType",
                "Custom",
                "PolicyName",
                "group-no-read",
                "GroupName",
                "still-barred");
        assertThat(anna.get("shelf", "object").text()).isEqualTo("text");
    }

    @Test
    void groupsAnswerAsRamDoes() {
        user("member");
        Reply made = ok(owner, "CreateGroup", "GroupName", "answers", "Comments", "said");
        assertThat(made.text("/Group/GroupName")).isEqualTo("answers");
        assertThat(made.text("/Group/Comments")).isEqualTo("said");
        assertThat(made.text("/Group/CreateDate")).matches("[0-9-]{10}T[0-9:]{8}Z");
        Reply updated = ok(owner, "UpdateGroup", "GroupName", "answers", "NewComments", "said again");
        assertThat(updated.text("/Group/Comments")).isEqualTo("said again");
        assertThat(ok(owner, "GetGroup", "GroupName", "answers").text("/Group/UpdateDate"))
                .isNotEmpty();
        ok(owner, "AddUserToGroup", "UserName", "member", "GroupName", "answers");
        Reply users = ok(owner, "ListUsersForGroup", "GroupName", "answers");
        assertThat(users.text("/Users/User/0/UserName")).isEqualTo("member");
        assertThat(users.text("/Users/User/0/JoinDate")).isNotEmpty();
        assertThat(users.body().path("IsTruncated").asBoolean()).isFalse();
        Reply groups = ok(owner, "ListGroupsForUser", "UserName", "member");
        assertThat(groups.text("/Groups/Group/0/GroupName")).isEqualTo("answers");
        assertThat(groups.text("/Groups/Group/0/JoinDate")).isNotEmpty();
        assertThat(texts(ok(owner, "ListGroups"), "/Groups/Group", "GroupName")).contains("answers");
        refused("409 EntityAlreadyExists.Group", owner, "CreateGroup", "GroupName", "answers");
        refused(
                "409 EntityAlreadyExists.User.Group",
                owner,
                "AddUserToGroup",
                "UserName",
                "member",
                "GroupName",
                "answers");
        refused("409 DeleteConflict.Group.User", owner, "DeleteGroup", "GroupName", "answers");
        ok(owner, "RemoveUserFromGroup", "UserName", "member", "GroupName", "answers");
        refused(
                "404 EntityNotExist.User.Group",
                owner,
                "RemoveUserFromGroup",
                "UserName",
                "member",
                "GroupName",
                "answers");
        ok(owner, "DeleteGroup", "GroupName", "answers");
        refused("404 EntityNotExist.Group", owner, "GetGroup", "GroupName", "answers");
        refused("400 InvalidParameter.GroupName.InvalidChars", owner, "CreateGroup", "GroupName", "a b");
        refused("400 MissingGroupName", owner, "CreateGroup");
    }

    @Test
    void anotherVersionCountsAtOnce() {
        Client anna = user("version-anna");
        policy("versioned", "Allow", "oss:GetObject");
        ok(owner, "AttachPolicyToUser", "PolicyType", "Custom", "PolicyName", "versioned", "UserName", "version-anna");
        assertThat(anna.get("shelf", "object").text()).isEqualTo("text");
        Reply made = ok(
                owner,
                "CreatePolicyVersion",
                "PolicyName",
                "versioned",
                "PolicyDocument",
                document("Deny", "oss:GetObject"));
        assertThat(made.text("/PolicyVersion/VersionId")).isEqualTo("v2");
        assertThat(made.body().at("/PolicyVersion/IsDefaultVersion").asBoolean())
                .isFalse();
        assertThat(anna.get("shelf", "object").text()).isEqualTo("text");
        ok(owner, "SetDefaultPolicyVersion", "PolicyName", "versioned", "VersionId", "v2");
        assertThat(anna.get("shelf", "object").outcome()).isEqualTo("403 AccessDenied");
        Reply shown = ok(owner, "GetPolicy", "PolicyName", "versioned", "PolicyType", "Custom");
        assertThat(shown.text("/Policy/DefaultVersion")).isEqualTo("v2");
        assertThat(shown.text("/Policy/AttachmentCount")).isEqualTo("1");
        assertThat(shown.text("/DefaultPolicyVersion/VersionId")).isEqualTo("v2");
        assertThat(shown.text("/DefaultPolicyVersion/PolicyDocument")).contains("Deny");
        Reply first =
                ok(owner, "GetPolicyVersion", "PolicyName", "versioned", "PolicyType", "Custom", "VersionId", "v1");
        assertThat(first.text("/PolicyVersion/PolicyDocument")).contains("Allow");
        Reply all = ok(owner, "ListPolicyVersions", "PolicyName", "versioned", "PolicyType", "Custom");
        assertThat(texts(all, "/PolicyVersions/PolicyVersion", "VersionId")).containsExactly("v1", "v2");
        refused(
                "409 DeleteConflict.Policy.Version.Default",
                owner,
                "DeletePolicyVersion",
                "PolicyName",
                "versioned",
                "VersionId",
                "v2");
        ok(owner, "SetDefaultPolicyVersion", "PolicyName", "versioned", "VersionId", "v1");
        assertThat(anna.get("shelf", "object").text()).isEqualTo("text");
        refused("409 DeleteConflict.Policy.User", owner, "DeletePolicy", "PolicyName", "versioned");
        ok(
                owner,
                "DetachPolicyFromUser",
                "PolicyType",
                "Custom",
                "PolicyName",
                "versioned",
                "UserName",
                "version-anna");
        refused("409 DeleteConflict.Policy.Version", owner, "DeletePolicy", "PolicyName", "versioned");
        ok(owner, "DeletePolicyVersion", "PolicyName", "versioned", "VersionId", "v2");
        ok(owner, "UpdatePolicyDescription", "PolicyName", "versioned", "NewDescription", "new words");
        assertThat(ok(owner, "GetPolicy", "PolicyName", "versioned", "PolicyType", "Custom")
                        .text("/Policy/Description"))
                .isEqualTo("new words");
        ok(owner, "DeletePolicy", "PolicyName", "versioned");
    }

    @Test
    void versionsRefuseWhatTheyCannotBe() {
        policy("five", "Allow", "oss:GetObject");
        String document = document("Allow", "oss:ListObjects");
        for (int i = 0; i < 4; i++) {
            ok(owner, "CreatePolicyVersion", "PolicyName", "five", "PolicyDocument", document);
        }
        refused(
                "409 LimitExceeded.Policy.Version",
                owner,
                "CreatePolicyVersion",
                "PolicyName",
                "five",
                "PolicyDocument",
                document);
        Reply rotated = ok(
                owner,
                "CreatePolicyVersion",
                "PolicyName",
                "five",
                "PolicyDocument",
                document,
                "SetAsDefault",
                "true",
                "RotateStrategy",
                "DeleteOldestNonDefaultVersionWhenLimitExceeded");
        assertThat(rotated.text("/PolicyVersion/VersionId")).isEqualTo("v6");
        assertThat(rotated.body().at("/PolicyVersion/IsDefaultVersion").asBoolean())
                .isTrue();
        refused(
                "400 InvalidParameter.VersionId.Format",
                owner,
                "SetDefaultPolicyVersion",
                "PolicyName",
                "five",
                "VersionId",
                "6");
        refused(
                "404 EntityNotExist.Policy.Version",
                owner,
                "SetDefaultPolicyVersion",
                "PolicyName",
                "five",
                "VersionId",
                "v2");
        refused(
                "400 InvalidParameter.RotateStrategy",
                owner,
                "CreatePolicyVersion",
                "PolicyName",
                "five",
                "PolicyDocument",
                document,
                "RotateStrategy",
                "Oldest");
        refused(
                "400 MalformedPolicyDocument",
                owner,
                "CreatePolicyVersion",
                "PolicyName",
                "five",
                "PolicyDocument",
                "{}");
        refused(
                "403 NoPermission.SystemPolicy",
                owner,
                "CreatePolicyVersion",
                "PolicyName",
                "AdministratorAccess",
                "PolicyDocument",
                document);
    }

    @Test
    void rolesAnswerAsRamDoes() {
        String trust = """
                {"Version": "1", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
                 "Principal": {"RAM": ["acs:ram::1234567890123456:root"], "Service": ["ecs.aliyuncs.com"]}}]}""";
        Reply made = ok(
                owner,
                "CreateRole",
                "RoleName",
                "Reader",
                "AssumeRolePolicyDocument",
                trust,
                "Description",
                "reads",
                "MaxSessionDuration",
                "7200");
        assertThat(made.text("/Role/RoleId")).matches("[0-9]{18}");
        assertThat(made.text("/Role/Arn")).endsWith(":role/reader");
        assertThat(made.text("/Role/MaxSessionDuration")).isEqualTo("7200");
        assertThat(ok(owner, "GetRole", "RoleName", "READER").text("/Role/AssumeRolePolicyDocument"))
                .isEqualTo(trust);
        Reply updated =
                ok(owner, "UpdateRole", "RoleName", "reader", "NewDescription", "d", "NewMaxSessionDuration", "3600");
        assertThat(updated.text("/Role/Description")).isEqualTo("d");
        assertThat(updated.text("/Role/AssumeRolePolicyDocument")).isEqualTo(trust);
        ok(
                owner,
                "AttachPolicyToRole",
                "PolicyType",
                "System",
                "PolicyName",
                "AliyunOSSFullAccess",
                "RoleName",
                "Reader");
        Reply policies = ok(owner, "ListPoliciesForRole", "RoleName", "Reader");
        assertThat(policies.text("/Policies/Policy/0/PolicyName")).isEqualTo("AliyunOSSFullAccess");
        assertThat(policies.text("/Policies/Policy/0/AttachDate")).isNotEmpty();
        refused("409 DeleteConflict.Role.Policy", owner, "DeleteRole", "RoleName", "Reader");
        Reply roles = ok(owner, "ListRoles");
        assertThat(texts(roles, "/Roles/Role", "RoleName")).containsExactly("Reader");
        assertThat(roles.body().at("/Roles/Role/0").has("AssumeRolePolicyDocument"))
                .isFalse();
        ok(
                owner,
                "DetachPolicyFromRole",
                "PolicyType",
                "System",
                "PolicyName",
                "AliyunOSSFullAccess",
                "RoleName",
                "Reader");
        ok(owner, "DeleteRole", "RoleName", "Reader");
        refused("404 EntityNotExist.Role", owner, "GetRole", "RoleName", "Reader");
        refused("400 MalformedPolicyDocument", owner, "CreateRole", "RoleName", "r", "AssumeRolePolicyDocument", "{}");
        refused(
                "400 InvalidParameter.MaxSessionDuration",
                owner,
                "CreateRole",
                "RoleName",
                "r",
                "AssumeRolePolicyDocument",
                trust,
                "MaxSessionDuration",
                "60");
    }

    @Test
    void aPolicyTellsWhatItIsAttachedTo() {
        user("entity-user");
        ok(owner, "CreateGroup", "GroupName", "entity-group", "Comments", "c");
        policy("entity", "Allow", "oss:GetObject");
        ok(owner, "AttachPolicyToUser", "PolicyType", "Custom", "PolicyName", "entity", "UserName", "entity-user");
        ok(owner, "AttachPolicyToGroup", "PolicyType", "Custom", "PolicyName", "entity", "GroupName", "entity-group");
        Reply entities = ok(owner, "ListEntitiesForPolicy", "PolicyType", "Custom", "PolicyName", "entity");
        assertThat(entities.text("/Users/User/0/UserName")).isEqualTo("entity-user");
        assertThat(entities.text("/Users/User/0/UserId")).matches("[0-9]{18}");
        assertThat(entities.text("/Groups/Group/0/GroupName")).isEqualTo("entity-group");
        assertThat(entities.text("/Groups/Group/0/AttachDate")).isNotEmpty();
        assertThat(entities.body().at("/Roles/Role").isArray()).isTrue();
        Reply listed = ok(owner, "ListPolicies", "PolicyType", "Custom", "MaxItems", "1000");
        JsonNode counted = listed.body()
                .at("/Policies/Policy")
                .valueStream()
                .filter(policy -> policy.path("PolicyName").asString("").equals("entity"))
                .findFirst()
                .orElseThrow();
        assertThat(counted.path("AttachmentCount").asInt()).isEqualTo(2);
        refused("409 DeleteConflict.Policy.User", owner, "DeletePolicy", "PolicyName", "entity");
        ok(owner, "DetachPolicyFromUser", "PolicyType", "Custom", "PolicyName", "entity", "UserName", "entity-user");
        refused("409 DeleteConflict.Policy.Group", owner, "DeletePolicy", "PolicyName", "entity");
    }

    @Test
    void whoAttachesNeedsTheRightOnBothEnds() {
        policy("over-users", "Allow", "ram:AttachPolicyToUser", "acs:ram:*:*:user/*");
        Administration half = administrator("half", "over-users");
        refused(
                "403 NoPermission",
                half,
                "AttachPolicyToUser",
                "PolicyType",
                "System",
                "PolicyName",
                "AdministratorAccess",
                "UserName",
                "half");
        policy("over-some", "Allow", "ram:AttachPolicyToUser", "acs:ram:*:*:policy/AliyunOSS*");
        ok(owner, "AttachPolicyToUser", "PolicyType", "Custom", "PolicyName", "over-some", "UserName", "half");
        ok(half, "AttachPolicyToUser", "PolicyType", "System", "PolicyName", "AliyunOSSFullAccess", "UserName", "half");
        refused(
                "403 NoPermission",
                half,
                "AttachPolicyToUser",
                "PolicyType",
                "System",
                "PolicyName",
                "AdministratorAccess",
                "UserName",
                "half");
    }

    @Test
    void controlPoliciesBoundRootAndUsersOfAnotherAccount() {
        Administration other = ring.administration("LTAIother", "other-secret");
        String account = other.call(Administration.STS, "GetCallerIdentity").text("/AccountId");
        ring.other().create("far").put("far", "object", "text");
        ok(other, "CreateUser", "UserName", "far-anna");
        ok(
                other,
                "AttachPolicyToUser",
                "PolicyType",
                "System",
                "PolicyName",
                "AdministratorAccess",
                "UserName",
                "far-anna");
        Client anna = client(other, "far-anna");
        assertThat(anna.get("far", "object").text()).isEqualTo("text");

        String read = document("Allow", "oss:Get*");
        Reply put = owner.call(
                COFFER, "PutControlPolicy", "AccountId", account, "PolicyName", "read", "PolicyDocument", read);
        assertThat(put.status()).as("%s", put.body()).isEqualTo(200);
        assertThat(ring.other().get("far", "object").text()).isEqualTo("text");
        assertThat(anna.get("far", "object").text()).isEqualTo("text");
        assertThat(ring.other().delete("far", "object").outcome()).isEqualTo("403 AccessDenied");
        assertThat(anna.delete("far", "object").outcome()).isEqualTo("403 AccessDenied");
        assertThat(ring.other().service(GET).send().outcome()).isEqualTo("403 AccessDenied");
        refused("403 NoPermission", other, "ListUsers");
        assertThat(owner.call(COFFER, "ListControlPolicies", "AccountId", account)
                        .text("/ControlPolicies/ControlPolicy/0/PolicyDocument"))
                .isEqualTo(read);
        assertThat(outcome(other.call(COFFER, "DeleteControlPolicy", "AccountId", account, "PolicyName", "read")))
                .isEqualTo("403 NoPermission");
        assertThat(outcome(owner.call(COFFER, "DeleteControlPolicy", "AccountId", account, "PolicyName", "read")))
                .isEqualTo("200 ");
        assertThat(anna.delete("far", "object").outcome()).isEqualTo("204");
    }

    @Test
    void controlPoliciesRefuseWhatTheyCannotBe() {
        String first = owner.call(Administration.STS, "GetCallerIdentity").text("/AccountId");
        String document = document("Allow", "oss:Get*");
        assertThat(putControl(first, "p", document)).isEqualTo("400 InvalidParameter.AccountId");
        assertThat(putControl("x", "p", document)).isEqualTo("400 InvalidParameter.AccountId");
        assertThat(putControl("77", "p", document)).isEqualTo("404 EntityNotExist.Account");
        String other = ring.administration("LTAIother", "other-secret")
                .call(Administration.STS, "GetCallerIdentity")
                .text("/AccountId");
        assertThat(putControl(other, "p", "{}")).isEqualTo("400 MalformedPolicyDocument");
        assertThat(putControl(other, "p/", document)).isEqualTo("400 InvalidParameter.PolicyName.InvalidChars");
        assertThat(outcome(owner.call(COFFER, "DeleteControlPolicy", "AccountId", other, "PolicyName", "none")))
                .isEqualTo("404 EntityNotExist.ControlPolicy");
    }

    @Test
    void anAccessKeyTakesOverFromAnother() {
        Client first = user("rotating", "Allow", "oss:GetObject");
        Reply next = ok(owner, "CreateAccessKey", "UserName", "rotating");
        Client second = ring.client(next.text("/AccessKey/AccessKeyId"), next.text("/AccessKey/AccessKeySecret"));
        assertThat(first.get("shelf", "object").outcome()).isEqualTo("200");
        assertThat(second.get("shelf", "object").outcome()).isEqualTo("200");
        Reply keys = ok(owner, "ListAccessKeys", "UserName", "rotating");
        assertThat(keys.body().toString()).doesNotContain("Secret");
        String old = keys.body()
                .at("/AccessKeys/AccessKey")
                .valueStream()
                .map(key -> key.path("AccessKeyId").asString(""))
                .filter(id -> !id.equals(next.text("/AccessKey/AccessKeyId")))
                .findFirst()
                .orElseThrow();
        ok(owner, "UpdateAccessKey", "UserName", "rotating", "UserAccessKeyId", old, "Status", "Inactive");
        assertThat(first.get("shelf", "object").outcome()).isEqualTo("403 InvalidAccessKeyId");
        ok(owner, "DeleteAccessKey", "UserName", "rotating", "UserAccessKeyId", old);
        assertThat(second.get("shelf", "object").outcome()).isEqualTo("200");
    }

    private static String putControl(String account, String name, String document) {
        return outcome(owner.call(
                COFFER, "PutControlPolicy", "AccountId", account, "PolicyName", name, "PolicyDocument", document));
    }

    private static Client user(String name) {
        ok(owner, "CreateUser", "UserName", name);
        return client(owner, name);
    }

    private static Client user(String name, String effect, String action) {
        Client client = user(name);
        policy("of-" + name, effect, action);
        ok(owner, "AttachPolicyToUser", "PolicyType", "Custom", "PolicyName", "of-" + name, "UserName", name);
        return client;
    }

    private static Client client(Administration administration, String user) {
        Reply key = ok(administration, "CreateAccessKey", "UserName", user);
        return ring.client(key.text("/AccessKey/AccessKeyId"), key.text("/AccessKey/AccessKeySecret"));
    }

    private static Administration administrator(String name, String policy) {
        ok(owner, "CreateUser", "UserName", name);
        ok(owner, "AttachPolicyToUser", "PolicyType", "Custom", "PolicyName", policy, "UserName", name);
        Reply key = ok(owner, "CreateAccessKey", "UserName", name);
        return ring.administration(key.text("/AccessKey/AccessKeyId"), key.text("/AccessKey/AccessKeySecret"));
    }

    private static void policy(String name, String effect, String action) {
        policy(name, effect, action, "*");
    }

    private static void policy(String name, String effect, String action, String resource) {
        ok(
                owner,
                "CreatePolicy",
                "PolicyName",
                name,
                "PolicyDocument",
                document(effect, action).replace("\"*\"", "\"" + resource + "\""));
    }

    private static String document(String effect, String action) {
        return "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"" + effect + "\",\"Action\":[\"" + action
                + "\"],\"Resource\":\"*\"}]}";
    }

    private static List<String> texts(Reply reply, String list, String member) {
        List<String> texts = new ArrayList<>();
        reply.body().at(list).forEach(item -> texts.add(item.path(member).asString("")));
        return texts;
    }

    private static Reply ok(Administration administration, String action, String... arguments) {
        Reply reply = administration.call(RAM, action, arguments);
        assertThat(reply.status()).as("%s %s", action, reply.body()).isEqualTo(200);
        return reply;
    }

    private static void refused(String outcome, Administration administration, String action, String... arguments) {
        assertThat(outcome(administration.call(RAM, action, arguments))).isEqualTo(outcome);
    }

    private static String outcome(Reply reply) {
        return reply.status() + " " + reply.text("/Code");
    }
}
