package io.coffer.conformance.identity;

import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.ram.model.v20150501.AttachPolicyToRoleRequest;
import com.aliyuncs.ram.model.v20150501.AttachPolicyToUserRequest;
import com.aliyuncs.ram.model.v20150501.CreateRoleRequest;
import com.aliyuncs.ram.model.v20150501.CreateRoleResponse;
import com.aliyuncs.sts.model.v20150401.AssumeRoleRequest;
import com.aliyuncs.sts.model.v20150401.AssumeRoleResponse;
import com.aliyuncs.sts.model.v20150401.GetCallerIdentityRequest;
import java.util.Optional;

/** A role with every permission on the object service, a user who may assume it, and sessions of it. */
abstract class RoleStory extends RpcStory {
    static final String FOR_ALL = "AliyunOSSFullAccess";

    /** A user whose policy lets it assume every role that trusts it. */
    static Credentials newAssumer() throws ClientException {
        String name = newName("assumer");
        newUser(name);
        AttachPolicyToUserRequest attach = new AttachPolicyToUserRequest();
        attach.setPolicyType("System");
        attach.setPolicyName("AliyunSTSAssumeRoleAccess");
        attach.setUserName(name);
        ask(attach);
        return newKey(name);
    }

    /** A role for the users of its account. */
    static CreateRoleResponse.Role newRole(String systemPolicy) throws ClientException {
        String account = ask(new GetCallerIdentityRequest()).getAccountId();
        CreateRoleRequest create = new CreateRoleRequest();
        create.setRoleName(newName("role"));
        create.setAssumeRolePolicyDocument("""
                {"Version": "1", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
                 "Principal": {"RAM": ["acs:ram::%s:root"]}}]}""".formatted(account));
        CreateRoleResponse.Role role = ask(create).getRole();
        AttachPolicyToRoleRequest attach = new AttachPolicyToRoleRequest();
        attach.setPolicyType("System");
        attach.setPolicyName(systemPolicy);
        attach.setRoleName(role.getRoleName());
        ask(attach);
        return role;
    }

    static AssumeRoleRequest assume(String arn, Optional<String> policy) {
        AssumeRoleRequest request = new AssumeRoleRequest();
        request.setRoleArn(arn);
        request.setRoleSessionName("anna@example.com");
        request.setDurationSeconds(900L);
        policy.ifPresent(request::setPolicy);
        return request;
    }

    static Credentials session(Credentials caller, String arn, Optional<String> policy) throws ClientException {
        AssumeRoleResponse.Credentials credentials =
                ask(caller, assume(arn, policy)).getCredentials();
        return new Credentials(
                credentials.getAccessKeyId(),
                credentials.getAccessKeySecret(),
                Optional.of(credentials.getSecurityToken()));
    }
}
