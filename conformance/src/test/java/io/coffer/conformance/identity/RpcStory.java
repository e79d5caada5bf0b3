package io.coffer.conformance.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.aliyuncs.AcsResponse;
import com.aliyuncs.DefaultAcsClient;
import com.aliyuncs.IAcsClient;
import com.aliyuncs.RpcAcsRequest;
import com.aliyuncs.auth.BasicCredentials;
import com.aliyuncs.auth.BasicSessionCredentials;
import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.http.ProtocolType;
import com.aliyuncs.profile.DefaultProfile;
import com.aliyuncs.ram.model.v20150501.CreateAccessKeyRequest;
import com.aliyuncs.ram.model.v20150501.CreateAccessKeyResponse;
import com.aliyuncs.ram.model.v20150501.CreateUserRequest;
import com.aliyuncs.ram.model.v20150501.CreateUserResponse;

/** Calls by the clients that put everything into parameters. */
abstract class RpcStory extends Story {
    static IAcsClient client(Credentials credentials) {
        return new DefaultAcsClient(
                DefaultProfile.getProfile("cn-hangzhou"),
                credentials.securityToken().isPresent()
                        ? new BasicSessionCredentials(
                                credentials.accessKeyId(),
                                credentials.accessKeySecret(),
                                credentials.securityToken().get())
                        : new BasicCredentials(credentials.accessKeyId(), credentials.accessKeySecret()));
    }

    static <T extends AcsResponse> T ask(Credentials credentials, RpcAcsRequest<T> request) throws ClientException {
        request.setSysEndpoint(endpoint());
        request.setSysProtocol(ProtocolType.HTTP);
        return client(credentials).getAcsResponse(request);
    }

    static <T extends AcsResponse> T ask(RpcAcsRequest<T> request) throws ClientException {
        return ask(root(), request);
    }

    static ClientException refused(String code, Credentials credentials, RpcAcsRequest<?> request) {
        ClientException refusal = catchThrowableOfType(ClientException.class, () -> ask(credentials, request));
        assertThat(refusal).as("refusal with %s", code).isNotNull();
        assertThat(refusal.getErrCode()).as(refusal.getMessage()).isEqualTo(code);
        hasRequestId(refusal.getRequestId());
        return refusal;
    }

    static CreateUserResponse.User newUser(String name) throws ClientException {
        CreateUserRequest request = new CreateUserRequest();
        request.setUserName(name);
        return ask(request).getUser();
    }

    static Credentials newKey(String user) throws ClientException {
        CreateAccessKeyRequest request = new CreateAccessKeyRequest();
        request.setUserName(user);
        CreateAccessKeyResponse.AccessKey key = ask(request).getAccessKey();
        assertThat(key.getStatus()).isEqualTo("Active");
        return new Credentials(key.getAccessKeyId(), key.getAccessKeySecret());
    }
}
