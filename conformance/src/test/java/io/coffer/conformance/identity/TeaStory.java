package io.coffer.conformance.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.aliyun.ram20150501.models.CreateAccessKeyRequest;
import com.aliyun.ram20150501.models.CreateAccessKeyResponseBody.CreateAccessKeyResponseBodyAccessKey;
import com.aliyun.ram20150501.models.CreateUserRequest;
import com.aliyun.tea.TeaException;
import com.aliyun.teaopenapi.models.Config;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Calls by the clients that name the action in headers and sign those. */
abstract class TeaStory extends Story {
    private static Config config(Credentials credentials) {
        Config config = new Config()
                .setAccessKeyId(credentials.accessKeyId())
                .setAccessKeySecret(credentials.accessKeySecret())
                .setEndpoint(endpoint())
                .setProtocol("http");
        credentials.securityToken().ifPresent(config::setSecurityToken);
        return config;
    }

    static com.aliyun.ram20150501.Client ram(Credentials credentials) throws Exception {
        return new com.aliyun.ram20150501.Client(config(credentials));
    }

    static com.aliyun.ram20150501.Client ram() throws Exception {
        return ram(root());
    }

    static com.aliyun.sts20150401.Client sts(Credentials credentials) throws Exception {
        return new com.aliyun.sts20150401.Client(config(credentials));
    }

    static com.aliyun.kms20160120.Client kms(Credentials credentials) throws Exception {
        return new com.aliyun.kms20160120.Client(config(credentials));
    }

    static TeaException refused(int status, String code, ThrowingCallable call) {
        TeaException refusal = catchThrowableOfType(TeaException.class, call);
        assertThat(refusal).as("refusal with %s", code).isNotNull();
        assertThat(refusal.getCode()).as(refusal.getMessage()).isEqualTo(code);
        assertThat(refusal.getMessage()).startsWith("code: " + status + ", ");
        assertThat(refusal.getData()).containsKeys("HostId", "Message");
        hasRequestId(String.valueOf(refusal.getData().get("RequestId")));
        return refusal;
    }

    static void newUser(String name) throws Exception {
        ram().createUser(new CreateUserRequest().setUserName(name));
    }

    static Credentials newKey(String user) throws Exception {
        CreateAccessKeyResponseBodyAccessKey key = ram().createAccessKey(new CreateAccessKeyRequest().setUserName(user))
                .getBody()
                .getAccessKey();
        assertThat(key.getStatus()).isEqualTo("Active");
        return new Credentials(key.getAccessKeyId(), key.getAccessKeySecret());
    }
}
