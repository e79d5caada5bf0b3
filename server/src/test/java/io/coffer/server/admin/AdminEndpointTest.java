package io.coffer.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.encryption.KeyPurpose;
import io.coffer.encryption.LocalKeyStore;
import io.coffer.encryption.RootKey;
import io.coffer.encryption.SecretBox;
import io.coffer.model.AccountId;
import io.coffer.model.Region;
import io.coffer.protocol.Method;
import io.coffer.protocol.signature.RpcSignature;
import io.coffer.server.audit.AuditTrail;
import io.coffer.server.authentication.FailedSignatures;
import io.coffer.server.authentication.KeyRing;
import io.coffer.server.authorization.Authorizer;
import io.coffer.server.authorization.DiagnosticMessages;
import io.coffer.server.authorization.RecentRequests;
import io.coffer.server.identity.IdentityStore;
import io.coffer.server.identity.KeyHolder;
import io.coffer.server.identity.MemoryIdentities;
import io.coffer.server.identity.NewAccessKey;
import io.coffer.server.identity.PolicyType;
import io.coffer.server.identity.Sessions;
import io.coffer.server.identity.StoredKey;
import io.coffer.server.identity.UserProfile;
import io.coffer.server.keyuse.KeyUseRecorder;
import io.coffer.server.observability.RequestCount;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AdminEndpointTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String RAM = "2015-05-01";
    private static final String KMS = "2016-01-20";
    private static final String READ =
            "{\"Version\":\"1\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"oss:Get*\",\"Resource\":\"*\"}}";

    private Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private final InstantSource clock = () -> now;
    private final MemoryIdentities memory = new MemoryIdentities();
    private final IdentityStore identities = memory.open(clock);
    private final LocalKeyStore keys = LocalKeyStore.inMemory();
    private final AuditTrail audit = new AuditTrail(memory.records(), clock);
    private final RecentRequests recent = new RecentRequests(100);
    private final DiagnosticMessages messages =
            new DiagnosticMessages(new SecretBox(RootKey.random(), "diagnostics/v1"));
    private final AdminCatalog catalog = AdminCatalog.of(
            identities,
            new Sessions(RootKey.random(), identities, identities.policyTexts(), clock),
            audit,
            KeyActions.of(
                    keys,
                    KeyUseRecorder.NONE,
                    new SecretBox(RootKey.random(), "key-import/v1"),
                    new Region("cn-hangzhou"),
                    clock),
            new DiagnosticActions(messages, recent));
    private final AdminEndpoint endpoint = new AdminEndpoint(
            catalog,
            KeyRing.of(identities),
            new Authorizer(),
            audit,
            new FailedSignatures(600, clock),
            new AdminRetrospect(recent, messages),
            RequestCount.NONE,
            clock);
    private final AccountId account = identities.accounts().ensureFirst(Optional.empty());
    private final NewAccessKey root = identities.accessKeys().create(KeyHolder.root(account));

    record Reply(int status, JsonNode body) {
        String code() {
            return body.path("Code").asString("");
        }

        String at(String pointer) {
            JsonNode node = body.at(pointer);
            assertThat(node.isValueNode()).as("%s in %s", pointer, body).isTrue();
            return node.asString();
        }
    }

    @Test
    void callerIdentity() {
        Reply reply = ok(root, "2015-04-01", "GetCallerIdentity");
        assertThat(reply.at("/AccountId")).isEqualTo(account.value());
        assertThat(reply.at("/IdentityType")).isEqualTo("Account");
        assertThat(reply.at("/Arn")).isEqualTo("acs:ram::" + account + ":root");
        NewAccessKey anna = user("anna");
        assertThat(ok(anna, "2015-04-01", "GetCallerIdentity").at("/Arn"))
                .isEqualTo("acs:ram::" + account + ":user/anna");
        assertThat(ok(anna, "2015-04-01", "GetCallerIdentity").at("/IdentityType"))
                .isEqualTo("RAMUser");
    }

    @Test
    void usersFromCreationToDeletion() {
        Reply created = ok(root, RAM, "CreateUser", "UserName", "anna", "DisplayName", "Anna <A>", "Email", "a@b.c");
        assertThat(created.at("/User/UserId")).matches("[0-9]{18}");
        assertThat(created.at("/User/CreateDate")).isEqualTo("2026-11-22T12:00:00Z");
        assertThat(ok(root, RAM, "GetUser", "UserName", "anna").at("/User/DisplayName"))
                .isEqualTo("Anna <A>");
        now = now.plusSeconds(5);
        Reply updated = ok(root, RAM, "UpdateUser", "UserName", "anna", "NewUserName", "anna2", "NewComments", "c");
        assertThat(updated.at("/User/UserName")).isEqualTo("anna2");
        assertThat(updated.at("/User/Email")).isEqualTo("a@b.c");
        assertThat(updated.at("/User/UpdateDate")).isEqualTo("2026-11-22T12:00:05Z");
        ok(root, RAM, "CreateUser", "UserName", "bert");
        Reply first = ok(root, RAM, "ListUsers", "MaxItems", "1");
        assertThat(first.at("/IsTruncated")).isEqualTo("true");
        assertThat(first.at("/Users/User/0/UserName")).isEqualTo("anna2");
        Reply second = ok(root, RAM, "ListUsers", "Marker", first.at("/Marker"));
        assertThat(second.at("/Users/User/0/UserName")).isEqualTo("bert");
        assertThat(second.at("/IsTruncated")).isEqualTo("false");
        ok(root, RAM, "DeleteUser", "UserName", "anna2");
        refused(404, "EntityNotExist.User", root, RAM, "GetUser", "UserName", "anna2");
        refused(409, "EntityAlreadyExists.User", root, RAM, "CreateUser", "UserName", "bert");
        refused(400, "InvalidParameter.UserName.InvalidChars", root, RAM, "CreateUser", "UserName", "b/c");
        refused(400, "MissingUserName", root, RAM, "CreateUser");
        refused(400, "InvalidParameter.MaxItems", root, RAM, "ListUsers", "MaxItems", "0");
        refused(400, "InvalidParameter.InvalidChars", root, RAM, "CreateUser", "UserName", "c", "Comments", "a\u0000b");
    }

    @Test
    void accessKeysFromCreationToDeletion() {
        ok(root, RAM, "CreateUser", "UserName", "anna");
        Reply created = ok(root, RAM, "CreateAccessKey", "UserName", "anna");
        String id = created.at("/AccessKey/AccessKeyId");
        assertThat(created.at("/AccessKey/AccessKeySecret")).hasSize(30);
        assertThat(created.at("/AccessKey/Status")).isEqualTo("Active");
        Reply listed = ok(root, RAM, "ListAccessKeys", "UserName", "anna");
        assertThat(listed.at("/AccessKeys/AccessKey/0/AccessKeyId")).isEqualTo(id);
        assertThat(listed.body().toString()).doesNotContain("Secret");
        ok(root, RAM, "UpdateAccessKey", "UserName", "anna", "UserAccessKeyId", id, "Status", "Inactive");
        assertThat(identities.find(id).orElseThrow().enabled()).isFalse();
        refused(400, "InvalidParameter.Status", root, RAM, "UpdateAccessKey", "UserAccessKeyId", id, "Status", "x");
        refused(409, "DeleteConflict.User.AccessKey", root, RAM, "DeleteUser", "UserName", "anna");
        ok(root, RAM, "DeleteAccessKey", "UserName", "anna", "UserAccessKeyId", id);
        refused(
                404,
                "EntityNotExist.User.AccessKey",
                root,
                RAM,
                "DeleteAccessKey",
                "UserName",
                "anna",
                "UserAccessKeyId",
                id);
        ok(root, RAM, "CreateAccessKey", "UserName", "anna");
        ok(root, RAM, "CreateAccessKey", "UserName", "anna");
        refused(409, "LimitExceeded.User.AccessKey", root, RAM, "CreateAccessKey", "UserName", "anna");
    }

    @Test
    void aRootRotatesItsOwnKey() {
        Reply created = ok(root, RAM, "CreateAccessKey");
        NewAccessKey second = new NewAccessKey(
                created.at("/AccessKey/AccessKeyId"),
                io.coffer.server.authentication.AccessKeySecret.of(created.at("/AccessKey/AccessKeySecret")),
                now);
        ok(second, RAM, "DeleteAccessKey", "UserAccessKeyId", root.id());
        refused(404, "InvalidAccessKeyId.NotFound", root, RAM, "ListUsers");
        refused(
                409,
                "DeleteConflict.Account.AccessKey",
                second,
                RAM,
                "DeleteAccessKey",
                "UserAccessKeyId",
                second.id());
    }

    @Test
    void policiesFromCreationToDeletion() {
        NewAccessKey anna = user("anna");
        Reply created = ok(root, RAM, "CreatePolicy", "PolicyName", "read", "PolicyDocument", READ);
        assertThat(created.at("/Policy/PolicyType")).isEqualTo("Custom");
        assertThat(created.at("/Policy/DefaultVersion")).isEqualTo("v1");
        ok(root, RAM, "AttachPolicyToUser", "PolicyType", "Custom", "PolicyName", "read", "UserName", "anna");
        Reply shown = ok(root, RAM, "GetPolicy", "PolicyType", "Custom", "PolicyName", "read");
        assertThat(shown.at("/DefaultPolicyVersion/PolicyDocument")).isEqualTo(READ);
        assertThat(shown.at("/Policy/AttachmentCount")).isEqualTo("1");
        assertThat(ok(root, RAM, "ListPoliciesForUser", "UserName", "anna").at("/Policies/Policy/0/PolicyName"))
                .isEqualTo("read");
        assertThat(ok(root, RAM, "ListPolicies", "PolicyType", "Custom").at("/Policies/Policy/0/PolicyName"))
                .isEqualTo("read");
        assertThat(ok(root, RAM, "ListPolicies").body().at("/Policies/Policy")).hasSizeGreaterThan(3);
        refused(409, "DeleteConflict.Policy.User", root, RAM, "DeletePolicy", "PolicyName", "read");
        refused(409, "DeleteConflict.User.AccessKey", root, RAM, "DeleteUser", "UserName", "anna");
        ok(root, RAM, "DetachPolicyFromUser", "PolicyType", "Custom", "PolicyName", "read", "UserName", "anna");
        ok(root, RAM, "DeletePolicy", "PolicyName", "read");
        refused(404, "EntityNotExist.Policy", root, RAM, "GetPolicy", "PolicyType", "Custom", "PolicyName", "read");
        refused(400, "InvalidParameter.PolicyType", root, RAM, "GetPolicy", "PolicyType", "x", "PolicyName", "read");
        refused(400, "MalformedPolicyDocument", root, RAM, "CreatePolicy", "PolicyName", "p", "PolicyDocument", "{}");
        refused(403, "NoPermission", anna, RAM, "ListUsers");
    }

    @Test
    void masterKeysFromCreationOn() {
        Reply created = ok(root, KMS, "CreateKey", "Description", "for photos");
        String id = created.at("/KeyMetadata/KeyId");
        assertThat(created.at("/KeyMetadata/KeyState")).isEqualTo("Enabled");
        assertThat(created.at("/KeyMetadata/Arn")).isEqualTo("acs:kms:cn-hangzhou:" + account + ":key/" + id);
        ok(root, KMS, "DisableKey", "KeyId", id);
        assertThat(ok(root, KMS, "DescribeKey", "KeyId", id).at("/KeyMetadata/KeyState"))
                .isEqualTo("Disabled");
        ok(root, KMS, "EnableKey", "KeyId", id);
        assertThat(ok(root, KMS, "DescribeKey", "KeyId", id).at("/KeyMetadata/Description"))
                .isEqualTo("for photos");
        ok(root, KMS, "CreateKey");
        Reply listed = ok(root, KMS, "ListKeys", "PageSize", "1", "PageNumber", "2");
        assertThat(listed.at("/TotalCount")).isEqualTo("2");
        assertThat(listed.body().at("/Keys/Key")).hasSize(1);
        keys.scheduleDeletion(id, 7);
        refused(409, "Rejected.StateModifiedFailed", root, KMS, "EnableKey", "KeyId", id);
        refused(
                404,
                "Forbidden.KeyNotFound",
                root,
                KMS,
                "DescribeKey",
                "KeyId",
                UUID.randomUUID().toString());
        refused(400, "InvalidParameter", root, KMS, "CreateKey", "KeySpec", "RSA_2048");
        refused(400, "MissingKeyId", root, KMS, "EnableKey");
    }

    @Test
    void masterKeysOfOthersAndServiceKeysAreInvisible() {
        String foreign = keys.create("42", KeyPurpose.CUSTOMER, "").keyId();
        String service = keys.findOrCreate(account.value(), KeyPurpose.SERVICE).keyId();
        for (String action : List.of("DescribeKey", "EnableKey", "DisableKey")) {
            refused(404, "Forbidden.KeyNotFound", root, KMS, action, "KeyId", foreign);
            refused(404, "Forbidden.KeyNotFound", root, KMS, action, "KeyId", service);
        }
        assertThat(ok(root, KMS, "ListKeys").at("/TotalCount")).isEqualTo("0");
    }

    @Test
    void onlyTheFirstAccountsRootMakesAccounts() {
        String version = AdminService.COFFER.version();
        Reply created = ok(root, version, "CreateAccount", "AccountId", "1234567890123456", "AccountName", "second");
        assertThat(created.at("/Account/AccountId")).isEqualTo("1234567890123456");
        NewAccessKey second = new NewAccessKey(
                created.at("/AccessKey/AccessKeyId"),
                io.coffer.server.authentication.AccessKeySecret.of(created.at("/AccessKey/AccessKeySecret")),
                now);
        assertThat(ok(second, "2015-04-01", "GetCallerIdentity").at("/AccountId"))
                .isEqualTo("1234567890123456");
        assertThat(ok(root, version, "ListAccounts").body().at("/Accounts/Account"))
                .hasSize(2);
        refused(403, "NoPermission", second, version, "CreateAccount");
        refused(403, "NoPermission", second, version, "ListAccounts");
        refused(409, "EntityAlreadyExists.Account", root, version, "CreateAccount", "AccountId", "1234567890123456");
        refused(400, "InvalidParameter.AccountId", root, version, "CreateAccount", "AccountId", "x");
        NewAccessKey administrator = user("admin");
        identities.policies().attach(account, PolicyType.SYSTEM, "AdministratorAccess", "admin");
        ok(administrator, RAM, "ListUsers");
        refused(403, "NoPermission", administrator, version, "CreateAccount");
    }

    @Test
    void resourcesOfPoliciesLimitActions() {
        NewAccessKey anna = user(
                "anna",
                "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":"
                        + "\"ram:*AccessKey*\",\"Resource\":\"acs:ram:*:*:user/anna\"}]}");
        ok(anna, RAM, "CreateAccessKey");
        user("bert");
        refused(403, "NoPermission", anna, RAM, "CreateAccessKey", "UserName", "bert");
        refused(403, "NoPermission", anna, RAM, "GetUser", "UserName", "anna");
    }

    @ParameterizedTest
    @CsvSource({
        "Signature, AAAA, 400, SignatureDoesNotMatch",
        "Signature, , 400, MissingSignature",
        "UserName, bert, 400, SignatureDoesNotMatch",
        "Extra, 1, 400, SignatureDoesNotMatch",
        "Action, DeleteUser, 400, SignatureDoesNotMatch",
        "AccessKeyId, LTAIunknown, 404, InvalidAccessKeyId.NotFound",
        "AccessKeyId, , 400, MissingAccessKeyId",
        "SignatureNonce, , 400, MissingSignatureNonce",
        "SignatureNonce, other, 400, SignatureDoesNotMatch",
        "SignatureMethod, HMAC-MD5, 400, InvalidParameter.SignatureMethod",
        "SignatureMethod, HMAC-SHA256, 400, InvalidParameter.SignatureMethod",
        "SignatureVersion, 2.0, 400, InvalidParameter.SignatureMethod",
        "SignatureType, BEARERTOKEN, 400, InvalidParameter.SignatureMethod",
        "SignatureType, PRIVATEKEY, 400, InvalidParameter.SignatureMethod",
        "Timestamp, 2026-11-22T12:00:00, 400, InvalidTimeStamp.Format",
        "Timestamp, yesterday, 400, InvalidTimeStamp.Format",
        "Timestamp, 2026-11-22T12:00:01Z, 400, SignatureDoesNotMatch",
        "Timestamp, , 400, MissingTimestamp"
    })
    void tamperedRequestsAreRefused(String parameter, String value, int status, String code) {
        Map<String, String> parameters = signed(root, RAM, "CreateUser", "UserName", "anna");
        parameters.put(parameter, value == null ? "" : value);
        Reply reply = send(Method.POST, parameters, false);
        assertThat(reply.code()).isEqualTo(code);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(identities.users().list(account)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Timestamp, 2026-11-22T12:00:00.123Z",
        "SignatureType, ''",
        "Format, json",
        "Comments, ''",
        "RegionId, cn-hangzhou"
    })
    void whatClientsSendIsAccepted(String parameter, String value) {
        Map<String, String> parameters = parameters(root, RAM, "ListUsers");
        parameters.put(parameter, value);
        assertThat(send(Method.POST, sign(root, parameters), false).status()).isEqualTo(200);
    }

    @Test
    void aRefusedSignatureShowsTheStringToSign() {
        Map<String, String> parameters = signed(root, RAM, "ListUsers");
        parameters.put("MaxItems", "5");
        assertThat(send(Method.POST, parameters, false).at("/Message"))
                .endsWith("server string to sign is:" + RpcSignature.stringToSign(parameters, Method.POST));
    }

    @Test
    void theMethodIsSigned() {
        assertThat(send(Method.GET, signed(root, RAM, "ListUsers"), false).code())
                .isEqualTo("SignatureDoesNotMatch");
        assertThat(send(Method.PUT, signed(root, RAM, "ListUsers"), false).status())
                .isEqualTo(405);
    }

    @Test
    void aRequestCountsOnce() {
        Map<String, String> parameters = signed(root, RAM, "ListUsers");
        assertThat(send(Method.POST, parameters, false).status()).isEqualTo(200);
        assertThat(send(Method.POST, parameters, false).code()).isEqualTo("SignatureNonceUsed");
        now = now.plus(Duration.ofMinutes(14));
        assertThat(send(Method.POST, parameters, false).code()).isEqualTo("SignatureNonceUsed");
        now = now.plus(Duration.ofMinutes(2));
        assertThat(send(Method.POST, parameters, false).code()).isEqualTo("InvalidTimeStamp.Expired");
    }

    @Test
    void aNonceFromTheFutureIsRememberedUntilItsTimestampIsOver() {
        now = now.plus(Duration.ofMinutes(15));
        Map<String, String> parameters = signed(root, RAM, "ListUsers");
        now = now.minus(Duration.ofMinutes(15));
        assertThat(send(Method.POST, parameters, false).status()).isEqualTo(200);
        now = now.plus(Duration.ofMinutes(30));
        assertThat(send(Method.POST, parameters, false).code()).isEqualTo("SignatureNonceUsed");
    }

    @ParameterizedTest
    @ValueSource(ints = {-16, 16})
    void timesTooFarAwayAreRefused(int minutes) {
        Map<String, String> parameters = signed(root, RAM, "ListUsers");
        now = now.plus(Duration.ofMinutes(minutes));
        assertThat(send(Method.POST, parameters, false).code()).isEqualTo("InvalidTimeStamp.Expired");
    }

    @Test
    void aFullNonceWindowRefusesRatherThanForgets() {
        NonceWindow window = new NonceWindow(clock, Duration.ofMinutes(30), 40);
        for (int caller = 0; caller < 20; caller++) {
            window.require("caller" + caller, "a", caller + "-1");
            window.require("caller" + caller, "a", caller + "-2");
        }
        assertThrottled(window, "late");
        now = now.plus(Duration.ofMinutes(31));
        window.require("late", "a", "late");
    }

    @Test
    void noCallerFillsTheNonceWindowAlone() {
        NonceWindow window = new NonceWindow(clock, Duration.ofMinutes(30), 40);
        for (int nonce = 0; nonce < 20; nonce++) {
            window.require("flood", "key" + nonce, Integer.toString(nonce));
        }
        assertThrottled(window, "flood");
        window.require("root", "a", "first");
        window.require("root", "a", "second");
        assertThrottled(window, "root");
        now = now.plus(Duration.ofMinutes(31));
        window.require("flood", "a", "again");
    }

    private static void assertThrottled(NonceWindow window, String caller) {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> window.require(caller, "a", "one more")))
                .isInstanceOf(AdminException.class)
                .hasMessageContaining("Throttling");
    }

    @Test
    void repeatedParametersTokensAndInactiveKeysAreRefused() {
        assertThat(send(Method.POST, signed(root, RAM, "ListUsers"), true).code())
                .isEqualTo("InvalidParameter");
        refused(400, "InvalidSecurityToken.MismatchWithAccessKey", root, RAM, "ListUsers", "SecurityToken", "x");
        NewAccessKey anna = user("anna");
        identities.accessKeys().setStatus(KeyHolder.user(account, "anna"), anna.id(), StoredKey.Status.INACTIVE);
        refused(403, "InvalidAccessKeyId.Inactive", anna, "2015-04-01", "GetCallerIdentity");
    }

    @Test
    void unknownActionsAndVersionsAreRefused() {
        refused(404, "InvalidAction.NotFound", root, RAM, "CreateKey");
        refused(404, "InvalidAction.NotFound", root, KMS, "createkey");
        refused(400, "InvalidVersion", root, "2016-01-21", "CreateKey");
        refused(400, "MissingAction", root, RAM, "");
    }

    @Test
    void answersXmlUnlessAskedForJson() {
        ok(root, RAM, "CreateUser", "UserName", "anna", "DisplayName", "A & <B>");
        ok(root, RAM, "CreateUser", "UserName", "bert");
        Map<String, String> parameters = parameters(root, RAM, "ListUsers");
        parameters.remove("Format");
        AdminResponse answer = endpoint.answer(request(Method.POST, sign(root, parameters), false), new AdminTrace());
        assertThat(answer.contentType()).startsWith("text/xml");
        assertThat(answer.body())
                .startsWith("<?xml version='1.0' encoding='UTF-8'?><ListUsersResponse><Users><User><UserId>")
                .contains("<DisplayName>A &amp; &lt;B&gt;</DisplayName>", "</User><User>")
                .endsWith("<RequestId>5F0A</RequestId></ListUsersResponse>");
        AdminResponse refusal = endpoint.answer(request(Method.POST, parameters, false), new AdminTrace());
        assertThat(refusal.body())
                .isEqualTo("<?xml version='1.0' encoding='UTF-8'?><Error><RequestId>5F0A</RequestId>"
                        + "<HostId>127.0.0.1:9001</HostId><Code>SignatureNonceUsed</Code>"
                        + "<Message>Specified signature nonce was used already.</Message></Error>");
    }

    private NewAccessKey user(String name) {
        identities.users().create(account, name, new UserProfile("", "", "", ""));
        return identities.accessKeys().create(KeyHolder.user(account, name));
    }

    private NewAccessKey user(String name, String policy) {
        NewAccessKey key = user(name);
        identities.policies().create(account, "of-" + name, "", policy);
        identities.policies().attach(account, PolicyType.CUSTOM, "of-" + name, name);
        return key;
    }

    private Reply ok(NewAccessKey key, String version, String action, String... arguments) {
        Reply reply = call(key, version, action, arguments);
        assertThat(reply.status()).as("%s", reply.body()).isEqualTo(200);
        assertThat(reply.at("/RequestId")).isEqualTo("5F0A");
        return reply;
    }

    private void refused(
            int status, String code, NewAccessKey key, String version, String action, String... arguments) {
        Reply reply = call(key, version, action, arguments);
        assertThat(reply.code()).as("%s", reply.body()).isEqualTo(code);
        assertThat(reply.status()).isEqualTo(status);
    }

    private Reply call(NewAccessKey key, String version, String action, String... arguments) {
        return send(Method.POST, signed(key, version, action, arguments), false);
    }

    private Reply send(Method method, Map<String, String> parameters, boolean repeated) {
        AdminResponse response = endpoint.answer(request(method, parameters, repeated), new AdminTrace());
        assertThat(response.contentType()).startsWith("application/json");
        return new Reply(response.status(), JSON.readTree(response.body()));
    }

    private AdminRequest request(Method method, Map<String, String> parameters, boolean repeated) {
        return new AdminRequest(
                "5F0A", method, parameters, repeated, "127.0.0.1:9001", "127.0.0.1", false, Optional.empty(), now);
    }

    private Map<String, String> signed(NewAccessKey key, String version, String action, String... arguments) {
        return sign(key, parameters(key, version, action, arguments));
    }

    private Map<String, String> parameters(NewAccessKey key, String version, String action, String... arguments) {
        Map<String, String> parameters = new HashMap<>(Map.of(
                "Action",
                action,
                "Version",
                version,
                "Format",
                "JSON",
                "AccessKeyId",
                key.id(),
                "SignatureMethod",
                "HMAC-SHA1",
                "SignatureVersion",
                "1.0",
                "SignatureNonce",
                UUID.randomUUID().toString(),
                "Timestamp",
                now.toString()));
        for (int i = 0; i < arguments.length; i += 2) {
            parameters.put(arguments[i], arguments[i + 1]);
        }
        return parameters;
    }

    private static Map<String, String> sign(NewAccessKey key, Map<String, String> parameters) {
        parameters.put(
                RpcSignature.PARAMETER, key.secret().use(secret -> RpcSignature.sign(parameters, Method.POST, secret)));
        return parameters;
    }
}
