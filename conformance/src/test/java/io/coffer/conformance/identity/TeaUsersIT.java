package io.coffer.conformance.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.aliyun.kms20160120.models.CreateKeyRequest;
import com.aliyun.kms20160120.models.DescribeKeyRequest;
import com.aliyun.kms20160120.models.DisableKeyRequest;
import com.aliyun.kms20160120.models.EnableKeyRequest;
import com.aliyun.kms20160120.models.ListKeysRequest;
import com.aliyun.ram20150501.models.AttachPolicyToUserRequest;
import com.aliyun.ram20150501.models.CreatePolicyRequest;
import com.aliyun.ram20150501.models.CreateUserRequest;
import com.aliyun.ram20150501.models.DeleteAccessKeyRequest;
import com.aliyun.ram20150501.models.DeletePolicyRequest;
import com.aliyun.ram20150501.models.DeleteUserRequest;
import com.aliyun.ram20150501.models.DetachPolicyFromUserRequest;
import com.aliyun.ram20150501.models.GetPolicyRequest;
import com.aliyun.ram20150501.models.GetUserRequest;
import com.aliyun.ram20150501.models.GetUserResponse;
import com.aliyun.ram20150501.models.ListAccessKeysRequest;
import com.aliyun.ram20150501.models.ListPoliciesForUserRequest;
import com.aliyun.ram20150501.models.ListUsersRequest;
import com.aliyun.ram20150501.models.ListUsersResponseBody;
import com.aliyun.ram20150501.models.UpdateAccessKeyRequest;
import com.aliyun.ram20150501.models.UpdateUserRequest;
import com.aliyun.sts20150401.models.GetCallerIdentityResponseBody;
import com.aliyun.tea.TeaException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Users, their keys and their policies, as ram20150501 and sts20150401 see them. */
final class TeaUsersIT extends TeaStory {
    private static GetUserRequest getUser(String name) {
        return new GetUserRequest().setUserName(name);
    }

    private static DeleteUserRequest deleteUser(String name) {
        return new DeleteUserRequest().setUserName(name);
    }

    @Test
    void aUserFromCreationToDeletion() throws Exception {
        String name = newName("user");
        String displayName = "Anna & <B> \u4e2d\u6587 *~+%20";
        ram().createUser(new CreateUserRequest()
                .setUserName(name)
                .setDisplayName(displayName)
                .setComments(""));
        GetUserResponse answer = ram().getUser(getUser(name));
        hasRequestId(answer.getBody().getRequestId());
        assertThat(answer.getHeaders())
                .containsEntry("x-acs-request-id", answer.getBody().getRequestId());
        assertThat(answer.getBody().getUser().getDisplayName()).isEqualTo(displayName);
        assertThat(answer.getBody().getUser().getCreateDate()).matches("[0-9T:-]{19}Z");
        ram().updateUser(new UpdateUserRequest()
                .setUserName(name)
                .setNewUserName(name + "2")
                .setNewComments("renamed"));
        assertThat(ram().getUser(getUser(name + "2")).getBody().getUser().getComments())
                .isEqualTo("renamed");
        ram().deleteUser(deleteUser(name + "2"));
        refused(404, "EntityNotExist.User", () -> ram().getUser(getUser(name)));
    }

    @Test
    void listsComeInPages() throws Exception {
        List<String> made = List.of(newName("paged"), newName("paged"), newName("paged"));
        for (String name : made) {
            newUser(name);
        }
        List<String> listed = new ArrayList<>();
        ListUsersRequest request = new ListUsersRequest().setMaxItems(2);
        ListUsersResponseBody page = ram().listUsers(request).getBody();
        while (true) {
            assertThat(page.getUsers().getUser()).hasSizeLessThanOrEqualTo(2);
            page.getUsers().getUser().forEach(user -> listed.add(user.getUserName()));
            if (!page.getIsTruncated()) {
                break;
            }
            page = ram().listUsers(request.setMarker(page.getMarker())).getBody();
        }
        assertThat(listed).containsAll(made).doesNotHaveDuplicates();
    }

    @Test
    void aKeySpeaksForItsUserUntilItIsInactive() throws Exception {
        String name = newName("user");
        newUser(name);
        Credentials key = newKey(name);
        GetCallerIdentityResponseBody identity = sts(key).getCallerIdentity().getBody();
        assertThat(identity.getIdentityType()).isEqualTo("RAMUser");
        assertThat(identity.getArn()).isEqualTo("acs:ram::" + identity.getAccountId() + ":user/" + name);
        assertThat(sts(root()).getCallerIdentity().getBody().getIdentityType()).isEqualTo("Account");
        assertThat(ram().listAccessKeys(new ListAccessKeysRequest().setUserName(name))
                        .getBody()
                        .getAccessKeys()
                        .getAccessKey())
                .singleElement()
                .satisfies(listed -> assertThat(listed.getAccessKeyId()).isEqualTo(key.accessKeyId()));
        refused(409, "DeleteConflict.User.AccessKey", () -> ram().deleteUser(deleteUser(name)));
        ram().updateAccessKey(new UpdateAccessKeyRequest()
                .setUserName(name)
                .setUserAccessKeyId(key.accessKeyId())
                .setStatus("Inactive"));
        refused(403, "InvalidAccessKeyId.Inactive", () -> sts(key).getCallerIdentity());
        refused(403, "InvalidAccessKeyId.Inactive", () -> ram(key).getUser(getUser(name)));
        ram().deleteAccessKey(new DeleteAccessKeyRequest().setUserName(name).setUserAccessKeyId(key.accessKeyId()));
        refused(404, "InvalidAccessKeyId.NotFound", () -> ram(key).getUser(getUser(name)));
        ram().deleteUser(deleteUser(name));
    }

    @Test
    void aPolicyAllowsWhatItSays() throws Exception {
        String name = newName("user");
        newUser(name);
        Credentials key = newKey(name);
        refused(403, "NoPermission", () -> ram(key).getUser(getUser(name)));
        String policy = newName("policy");
        ram().createPolicy(new CreatePolicyRequest()
                .setPolicyName(policy)
                .setPolicyDocument(READ_USERS)
                .setDescription("reads users"));
        ram().attachPolicyToUser(new AttachPolicyToUserRequest()
                .setPolicyType("Custom")
                .setPolicyName(policy)
                .setUserName(name));
        assertThat(ram().listPoliciesForUser(new ListPoliciesForUserRequest().setUserName(name))
                        .getBody()
                        .getPolicies()
                        .getPolicy())
                .singleElement()
                .satisfies(attached -> assertThat(attached.getPolicyName()).isEqualTo(policy));
        assertThat(ram(key).getUser(getUser(name)).getBody().getUser().getUserName())
                .isEqualTo(name);
        refused(403, "NoPermission", () -> ram(key).deleteUser(deleteUser(name)));
        ram().detachPolicyFromUser(new DetachPolicyFromUserRequest()
                .setPolicyType("Custom")
                .setPolicyName(policy)
                .setUserName(name));
        refused(403, "NoPermission", () -> ram(key).getUser(getUser(name)));
        ram().deletePolicy(new DeletePolicyRequest().setPolicyName(policy));
    }

    @Test
    void aLongPolicyArrivesWhole() throws Exception {
        String policy = newName("policy");
        ram().createPolicy(new CreatePolicyRequest().setPolicyName(policy).setPolicyDocument(longPolicy()));
        assertThat(ram().getPolicy(new GetPolicyRequest().setPolicyName(policy).setPolicyType("Custom"))
                        .getBody()
                        .getDefaultPolicyVersion()
                        .getPolicyDocument())
                .isEqualTo(longPolicy());
    }

    @Test
    void refusalsAreUnderstood() throws Exception {
        String name = newName("user");
        newUser(name);
        refused(409, "EntityAlreadyExists.User", () -> newUser(name));
        refused(400, "MissingUserName", () -> ram().createUser(new CreateUserRequest()));
        Credentials nobody = new Credentials("LTAInobody", "x");
        refused(404, "InvalidAccessKeyId.NotFound", () -> ram(nobody).getUser(getUser(name)));
        refused(404, "InvalidAccessKeyId.NotFound", () -> sts(nobody).getCallerIdentity());
        Credentials wrong = new Credentials(root().accessKeyId(), "wrong");
        TeaException mismatch =
                refused(400, "SignatureDoesNotMatch", () -> ram(wrong).getUser(getUser(name)));
        assertThat(mismatch.getMessage()).contains("server string to sign is:POST\n/\nUserName=" + name + "\n");
        refused(400, "SignatureDoesNotMatch", () -> sts(wrong).getCallerIdentity());
        Credentials withToken =
                new Credentials(root().accessKeyId(), root().accessKeySecret(), Optional.of("no token of this key"));
        assertThat(refusalOf(withToken).getCode()).startsWith("InvalidSecurityToken.");
    }

    private static TeaException refusalOf(Credentials credentials) {
        return catchThrowableOfType(TeaException.class, () -> ram(credentials).getUser(getUser("x")));
    }

    /** Keys of the same port, by the client of KMS. */
    @Test
    void keysForEncryption() throws Exception {
        var keys = kms(root());
        var made = keys.createKey(new CreateKeyRequest().setDescription("of a story"))
                .getBody()
                .getKeyMetadata();
        String id = made.getKeyId();
        assertThat(made.getKeyState()).isEqualTo("Enabled");
        assertThat(keys.describeKey(new DescribeKeyRequest().setKeyId(id))
                        .getBody()
                        .getKeyMetadata()
                        .getDescription())
                .isEqualTo("of a story");
        assertThat(keys.listKeys(new ListKeysRequest().setPageSize(100))
                        .getBody()
                        .getKeys()
                        .getKey())
                .anySatisfy(listed -> assertThat(listed.getKeyId()).isEqualTo(id));
        keys.disableKey(new DisableKeyRequest().setKeyId(id));
        keys.enableKey(new EnableKeyRequest().setKeyId(id));
        refused(404, "Forbidden.KeyNotFound", () -> keys.describeKey(new DescribeKeyRequest().setKeyId("nothing")));
    }
}
