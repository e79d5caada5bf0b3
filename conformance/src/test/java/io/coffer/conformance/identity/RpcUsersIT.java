package io.coffer.conformance.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyuncs.auth.SignatureVersion;
import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.http.FormatType;
import com.aliyuncs.http.MethodType;
import com.aliyuncs.ram.model.v20150501.AttachPolicyToUserRequest;
import com.aliyuncs.ram.model.v20150501.CreatePolicyRequest;
import com.aliyuncs.ram.model.v20150501.CreateUserRequest;
import com.aliyuncs.ram.model.v20150501.DeleteAccessKeyRequest;
import com.aliyuncs.ram.model.v20150501.DeletePolicyRequest;
import com.aliyuncs.ram.model.v20150501.DeleteUserRequest;
import com.aliyuncs.ram.model.v20150501.DetachPolicyFromUserRequest;
import com.aliyuncs.ram.model.v20150501.GetPolicyRequest;
import com.aliyuncs.ram.model.v20150501.GetPolicyResponse;
import com.aliyuncs.ram.model.v20150501.GetUserRequest;
import com.aliyuncs.ram.model.v20150501.GetUserResponse;
import com.aliyuncs.ram.model.v20150501.ListAccessKeysRequest;
import com.aliyuncs.ram.model.v20150501.ListAccessKeysResponse;
import com.aliyuncs.ram.model.v20150501.ListPoliciesForUserRequest;
import com.aliyuncs.ram.model.v20150501.ListPoliciesForUserResponse;
import com.aliyuncs.ram.model.v20150501.ListUsersRequest;
import com.aliyuncs.ram.model.v20150501.ListUsersResponse;
import com.aliyuncs.ram.model.v20150501.UpdateAccessKeyRequest;
import com.aliyuncs.ram.model.v20150501.UpdateUserRequest;
import com.aliyuncs.sts.model.v20150401.GetCallerIdentityRequest;
import com.aliyuncs.sts.model.v20150401.GetCallerIdentityResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Users, their keys and their policies, as aliyun-java-sdk-ram and -sts see them. */
final class RpcUsersIT extends RpcStory {
    private static GetUserRequest getUser(String name) {
        GetUserRequest request = new GetUserRequest();
        request.setUserName(name);
        return request;
    }

    private static DeleteUserRequest deleteUser(String name) {
        DeleteUserRequest request = new DeleteUserRequest();
        request.setUserName(name);
        return request;
    }

    @Test
    void aUserFromCreationToDeletion() throws ClientException {
        String name = newName("user");
        CreateUserRequest create = new CreateUserRequest();
        create.setUserName(name);
        create.setDisplayName("Anna & <B> \u4e2d\u6587 *~+%20");
        create.setComments("");
        assertThat(ask(create).getUser().getUserId()).isNotEmpty();
        for (FormatType format : List.of(FormatType.JSON, FormatType.XML)) {
            for (MethodType method : List.of(MethodType.GET, MethodType.POST)) {
                GetUserRequest get = getUser(name);
                get.setSysAcceptFormat(format);
                get.setSysMethod(method);
                GetUserResponse answer = ask(get);
                hasRequestId(answer.getRequestId());
                assertThat(answer.getUser().getDisplayName()).isEqualTo("Anna & <B> \u4e2d\u6587 *~+%20");
                assertThat(answer.getUser().getCreateDate()).matches("[0-9T:-]{19}Z");
            }
        }
        UpdateUserRequest update = new UpdateUserRequest();
        update.setUserName(name);
        update.setNewUserName(name + "2");
        update.setNewComments("renamed");
        assertThat(ask(update).getUser().getUserName()).isEqualTo(name + "2");
        assertThat(ask(getUser(name + "2")).getUser().getComments()).isEqualTo("renamed");
        ask(deleteUser(name + "2"));
        refused("EntityNotExist.User", root(), getUser(name));
    }

    @Test
    void listsComeInPages() throws ClientException {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            made.add(newUser(newName("paged")).getUserName());
        }
        List<String> listed = new ArrayList<>();
        ListUsersRequest request = new ListUsersRequest();
        request.setMaxItems(2);
        ListUsersResponse page = ask(request);
        while (true) {
            assertThat(page.getUsers()).hasSizeLessThanOrEqualTo(2);
            page.getUsers().forEach(user -> listed.add(user.getUserName()));
            if (!page.getIsTruncated()) {
                break;
            }
            request = new ListUsersRequest();
            request.setMaxItems(2);
            request.setMarker(page.getMarker());
            page = ask(request);
        }
        assertThat(listed).containsAll(made).doesNotHaveDuplicates();
    }

    @Test
    void aKeySpeaksForItsUserUntilItIsInactive() throws ClientException {
        String name = newName("user");
        newUser(name);
        Credentials key = newKey(name);
        GetCallerIdentityResponse identity = ask(key, new GetCallerIdentityRequest());
        assertThat(identity.getIdentityType()).isEqualTo("RAMUser");
        assertThat(identity.getArn()).isEqualTo("acs:ram::" + identity.getAccountId() + ":user/" + name);
        assertThat(ask(new GetCallerIdentityRequest()).getIdentityType()).isEqualTo("Account");
        ListAccessKeysRequest list = new ListAccessKeysRequest();
        list.setUserName(name);
        assertThat(ask(list).getAccessKeys())
                .extracting(ListAccessKeysResponse.AccessKey::getAccessKeyId)
                .containsExactly(key.accessKeyId());
        refused("DeleteConflict.User.AccessKey", root(), deleteUser(name));
        UpdateAccessKeyRequest update = new UpdateAccessKeyRequest();
        update.setUserName(name);
        update.setUserAccessKeyId(key.accessKeyId());
        update.setStatus("Inactive");
        ask(update);
        refused("InvalidAccessKeyId.Inactive", key, new GetCallerIdentityRequest());
        DeleteAccessKeyRequest delete = new DeleteAccessKeyRequest();
        delete.setUserName(name);
        delete.setUserAccessKeyId(key.accessKeyId());
        ask(delete);
        refused("InvalidAccessKeyId.NotFound", key, new GetCallerIdentityRequest());
        ask(deleteUser(name));
    }

    @Test
    void aPolicyAllowsWhatItSays() throws ClientException {
        String name = newName("user");
        newUser(name);
        Credentials key = newKey(name);
        refused("NoPermission", key, getUser(name));
        String policy = newName("policy");
        CreatePolicyRequest create = new CreatePolicyRequest();
        create.setPolicyName(policy);
        create.setPolicyDocument(READ_USERS);
        create.setDescription("reads users");
        ask(create);
        AttachPolicyToUserRequest attach = new AttachPolicyToUserRequest();
        attach.setPolicyType("Custom");
        attach.setPolicyName(policy);
        attach.setUserName(name);
        ask(attach);
        ListPoliciesForUserRequest list = new ListPoliciesForUserRequest();
        list.setUserName(name);
        assertThat(ask(list).getPolicies())
                .extracting(ListPoliciesForUserResponse.Policy::getPolicyName)
                .containsExactly(policy);
        assertThat(ask(key, getUser(name)).getUser().getUserName()).isEqualTo(name);
        refused("NoPermission", key, deleteUser(name));
        DetachPolicyFromUserRequest detach = new DetachPolicyFromUserRequest();
        detach.setPolicyType("Custom");
        detach.setPolicyName(policy);
        detach.setUserName(name);
        ask(detach);
        refused("NoPermission", key, getUser(name));
        DeletePolicyRequest delete = new DeletePolicyRequest();
        delete.setPolicyName(policy);
        ask(delete);
    }

    @Test
    void aLongPolicyArrivesWhole() throws ClientException {
        String policy = newName("policy");
        CreatePolicyRequest create = new CreatePolicyRequest();
        create.setPolicyName(policy);
        create.setPolicyDocument(longPolicy());
        ask(create);
        GetPolicyRequest get = new GetPolicyRequest();
        get.setPolicyName(policy);
        get.setPolicyType("Custom");
        GetPolicyResponse answer = ask(get);
        assertThat(answer.getDefaultPolicyVersion().getPolicyDocument()).isEqualTo(longPolicy());
        assertThat(answer.getPolicy().getPolicyType()).isEqualTo("Custom");
    }

    @Test
    void refusalsAreUnderstood() throws ClientException {
        String name = newName("user");
        newUser(name);
        CreateUserRequest again = new CreateUserRequest();
        again.setUserName(name);
        refused("EntityAlreadyExists.User", root(), again);
        refused("MissingUserName", root(), new CreateUserRequest());
        refused("InvalidAccessKeyId.NotFound", new Credentials("LTAInobody", "x"), getUser(name));
        // the client found its own string to sign in the answer, so the secret must be wrong
        refused("SDK.InvalidAccessKeySecret", new Credentials(root().accessKeyId(), "wrong"), getUser(name));
        GetUserRequest xml = getUser(newName("nobody"));
        xml.setSysAcceptFormat(FormatType.XML);
        ClientException missing = refused("EntityNotExist.User", root(), xml);
        assertThat(missing.getErrMsg()).isNotEmpty();
    }

    @Test
    void theseClientsSignHeadersAsWellWhenTheyAreTold() throws ClientException {
        String name = newName("user");
        newUser(name);
        // it leaves the host unsigned unless it is given as a header
        GetUserRequest hostless = getUser(name);
        hostless.setSysSignatureVersion(SignatureVersion.V3);
        assertThat(ask(hostless).getUser().getUserName()).isEqualTo(name);
        GetUserRequest get = getUser(name);
        get.setSysSignatureVersion(SignatureVersion.V3);
        get.putHeaderParameter("host", endpoint());
        assertThat(ask(get).getUser().getUserName()).isEqualTo(name);
        GetUserRequest wrong = getUser(name);
        wrong.setSysSignatureVersion(SignatureVersion.V3);
        refused("SDK.InvalidAccessKeySecret", new Credentials(root().accessKeyId(), "wrong"), wrong);
    }
}
