package io.coffer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.model.CofferVersion;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.MGF1ParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CofferCommandLineTest {
    @TempDir
    private Path home;

    private final Map<String, String> environment = new HashMap<>(
            Map.of("OSS_ACCESS_KEY_ID", Administration.ID, "OSS_ACCESS_KEY_SECRET", Administration.SECRET));
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Administration administration;

    @BeforeEach
    void open() throws IOException {
        administration = new Administration();
    }

    @AfterEach
    void close() {
        administration.close();
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(List.of("--admin-endpoint", administration.endpoint()));
        return runAsIs(all.toArray(String[]::new));
    }

    private int runAsIs(String... arguments) {
        return CofferCommandLine.run(
                arguments, new Surroundings(environment, home, new PrintWriter(out, true), new PrintWriter(err, true)));
    }

    private void assertSent(Map<String, String> parameters) {
        assertThat(administration.requests().getLast()).containsAllEntriesOf(parameters);
    }

    @Test
    void theVersionIsShown() {
        assertThat(runAsIs("--version")).isZero();
        assertThat(out.toString()).isEqualTo("coffer " + CofferVersion.current() + System.lineSeparator());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ram user create alice | RAM | CreateUser | UserName=alice",
                "ram user list | RAM | ListUsers | ",
                "ram user delete alice | RAM | DeleteUser | UserName=alice",
                "ram access-key create --user alice | RAM | CreateAccessKey | UserName=alice",
                "ram access-key list --user alice | RAM | ListAccessKeys | UserName=alice",
                "ram access-key disable --user alice K1 | RAM | UpdateAccessKey"
                        + " | UserName=alice UserAccessKeyId=K1 Status=Inactive",
                "ram access-key enable --user alice K1 | RAM | UpdateAccessKey"
                        + " | UserName=alice UserAccessKeyId=K1 Status=Active",
                "ram access-key delete --user alice K1 | RAM | DeleteAccessKey | UserName=alice UserAccessKeyId=K1",
                "ram policy list | RAM | ListPolicies | PolicyType=Custom",
                "ram policy list --user alice | RAM | ListPoliciesForUser | UserName=alice",
                "ram policy get read | RAM | GetPolicy | PolicyName=read PolicyType=Custom",
                "ram policy delete read | RAM | DeletePolicy | PolicyName=read",
                "ram attach --policy read --user alice | RAM | AttachPolicyToUser"
                        + " | PolicyName=read PolicyType=Custom UserName=alice",
                "ram detach --policy read --user alice | RAM | DetachPolicyFromUser"
                        + " | PolicyName=read PolicyType=Custom UserName=alice",
                "ram attach --policy read --group g | RAM | AttachPolicyToGroup"
                        + " | PolicyName=read PolicyType=Custom GroupName=g",
                "ram detach --policy read --role r --system | RAM | DetachPolicyFromRole"
                        + " | PolicyName=read PolicyType=System RoleName=r",
                "ram user get alice | RAM | GetUser | UserName=alice",
                "ram user update alice --name anna | RAM | UpdateUser | UserName=alice NewUserName=anna",
                "ram group create g --comments c | RAM | CreateGroup | GroupName=g Comments=c",
                "ram group list | RAM | ListGroups | ",
                "ram group list --user alice | RAM | ListGroupsForUser | UserName=alice",
                "ram group update g --name h | RAM | UpdateGroup | GroupName=g NewGroupName=h",
                "ram group users g | RAM | ListUsersForGroup | GroupName=g",
                "ram group add g --user alice | RAM | AddUserToGroup | GroupName=g UserName=alice",
                "ram group remove g --user alice | RAM | RemoveUserFromGroup | GroupName=g UserName=alice",
                "ram group delete g | RAM | DeleteGroup | GroupName=g",
                "ram role list | RAM | ListRoles | ",
                "ram role get r | RAM | GetRole | RoleName=r",
                "ram role update r --max-session 7200 | RAM | UpdateRole | RoleName=r NewMaxSessionDuration=7200",
                "ram role delete r | RAM | DeleteRole | RoleName=r",
                "ram policy list --system | RAM | ListPolicies | PolicyType=System",
                "ram policy list --role r | RAM | ListPoliciesForRole | RoleName=r",
                "ram policy get Full --system | RAM | GetPolicy | PolicyName=Full PolicyType=System",
                "ram policy describe read --description d | RAM | UpdatePolicyDescription"
                        + " | PolicyName=read NewDescription=d",
                "ram policy holders read | RAM | ListEntitiesForPolicy | PolicyName=read PolicyType=Custom",
                "ram policy version list read | RAM | ListPolicyVersions | PolicyName=read PolicyType=Custom",
                "ram policy version get read v2 | RAM | GetPolicyVersion"
                        + " | PolicyName=read PolicyType=Custom VersionId=v2",
                "ram policy version use read v2 | RAM | SetDefaultPolicyVersion | PolicyName=read VersionId=v2",
                "ram policy version delete read v2 | RAM | DeletePolicyVersion | PolicyName=read VersionId=v2",
                "account control-policy list --account 12 | COFFER | ListControlPolicies | AccountId=12",
                "account control-policy delete --account 12 p | COFFER | DeleteControlPolicy"
                        + " | AccountId=12 PolicyName=p",
                "key create --description one | KMS | CreateKey | Description=one",
                "key list | KMS | ListKeys | PageNumber=1 PageSize=100",
                "key describe k-1 | KMS | DescribeKey | KeyId=k-1",
                "key enable k-1 | KMS | EnableKey | KeyId=k-1",
                "key disable k-1 | KMS | DisableKey | KeyId=k-1",
                "key create --external | KMS | CreateKey | Origin=EXTERNAL",
                "key create --rotate-after 30d | KMS | CreateKey | EnableAutomaticRotation=true RotationInterval=30d",
                "key show alias/a | KMS | DescribeKey | KeyId=alias/a",
                "key set-description k-1 new | KMS | UpdateKeyDescription | KeyId=k-1 Description=new",
                "key rotate k-1 | KMS | CreateKeyVersion | KeyId=k-1",
                "key versions k-1 | KMS | ListKeyVersions | KeyId=k-1 PageNumber=1 PageSize=100",
                "key rotation k-1 --after 30d | KMS | UpdateRotationPolicy"
                        + " | KeyId=k-1 EnableAutomaticRotation=true RotationInterval=30d",
                "key rotation k-1 | KMS | UpdateRotationPolicy | KeyId=k-1 EnableAutomaticRotation=false",
                "key alias create alias/a --key k-1 | KMS | CreateAlias | AliasName=alias/a KeyId=k-1",
                "key alias update alias/a --key k-1 | KMS | UpdateAlias | AliasName=alias/a KeyId=k-1",
                "key alias delete alias/a | KMS | DeleteAlias | AliasName=alias/a",
                "key alias list | KMS | ListAliases | PageNumber=1",
                "key alias list --key k-1 | KMS | ListAliasesByKeyId | KeyId=k-1",
                "key tag set k-1 a=b | KMS | TagResource | KeyId=k-1 Tags=[{\"TagKey\":\"a\",\"TagValue\":\"b\"}]",
                "key tag remove k-1 a c | KMS | UntagResource | KeyId=k-1 TagKeys=[\"a\",\"c\"]",
                "key tag list k-1 | KMS | ListResourceTags | KeyId=k-1",
                "key schedule-deletion k-1 --days 30 | KMS | ScheduleKeyDeletion | KeyId=k-1 PendingWindowInDays=30",
                "key cancel-deletion k-1 | KMS | CancelKeyDeletion | KeyId=k-1",
                "key protect k-1 --reason archive | KMS | SetDeletionProtection"
                        + " | KeyId=k-1 EnableDeletionProtection=true DeletionProtectionDescription=archive",
                "key protect k-1 --off | KMS | SetDeletionProtection | KeyId=k-1 EnableDeletionProtection=false",
                "key decrypt AQAB --context a=b | KMS | Decrypt | CiphertextBlob=AQAB EncryptionContext={\"a\":\"b\"}",
                "key generate-data-key k-1 | KMS | GenerateDataKey | KeyId=k-1 NumberOfBytes=32",
                "key generate-data-key k-1 --bytes 16 --without-plaintext | KMS | GenerateDataKeyWithoutPlaintext"
                        + " | KeyId=k-1 NumberOfBytes=16",
                "account create second --id 12 | COFFER | CreateAccount | AccountName=second AccountId=12",
                "account list | COFFER | ListAccounts | ",
                "explain 5A016E35CB3DB13FD2BAAB3A | COFFER | ExplainRequest | RequestId=5A016E35CB3DB13FD2BAAB3A",
                "explain --message AQAB | RAM | DecodeDiagnosticMessage | EncodedDiagnosticMessage=AQAB",
                "audit list --since 2026-11-22T12:00:00Z --caller anna --action oss:PutBucket"
                        + " | COFFER | ListAuditRecords"
                        + " | StartTime=2026-11-22T12:00:00Z Caller=anna ActionName=oss:PutBucket MaxItems=100",
                "sts assume-role --role acs:ram::1:role/r --session anna | STS | AssumeRole"
                        + " | RoleArn=acs:ram::1:role/r RoleSessionName=anna",
                "sts assume-role --role acs:ram::1:role/r --session anna --duration 900 --external-id x1"
                        + " | STS | AssumeRole | DurationSeconds=900 ExternalId=x1",
                "sts get-caller-identity | STS | GetCallerIdentity | ",
                "sts get-caller-identity --sts-token CAIS | STS | GetCallerIdentity | SecurityToken=CAIS",
                "whoami --region cn-shanghai | STS | GetCallerIdentity | RegionId=cn-shanghai",
            })
    void aVerbIsAnAction(String command, Api api, String action, String parameters) {
        administration.answer(action, 200, "{\"RequestId\":\"R-1\"}");
        Map<String, String> expected = new HashMap<>(
                Map.of("Action", action, "Version", api.version(), "Format", "JSON", "SignatureVersion", "1.0"));
        if (parameters != null) {
            for (String parameter : parameters.split(" ")) {
                expected.put(parameter.split("=")[0], parameter.split("=")[1]);
            }
        }

        assertThat(run(command.split(" "))).as(err.toString()).isZero();

        assertThat(err.toString()).isEmpty();
        assertSent(expected);
        assertThat(administration.requests().getLast().get("Timestamp"))
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
    }

    @Test
    void changesAreShownWithWhoMadeThem() {
        administration.answer("ListAuditRecords", 200, """
                        {"AuditRecords":{"AuditRecord":[{"Number":9,"Time":"2026-11-22T12:00:00Z","Damaged":false,
                        "RamAction":"ram:CreateUser","Resource":"acs:ram::1:user/u","Outcome":"Success",
                        "Caller":{"Type":"RamUser","AccountId":"1","Name":"anna"}}]},
                        "IsTruncated":true,"Marker":"9"}""").answer("ListAuditRecords", 200, """
                        {"AuditRecords":{"AuditRecord":[{"Number":8,"Damaged":true}]},"IsTruncated":false}""");

        assertThat(run("audit", "list")).as(err.toString()).isZero();

        assertSent(Map.of("Marker", "9", "MaxItems", "99"));
        assertThat(out.toString())
                .contains("9       2026-11-22T12:00:00Z  ram:CreateUser  1:anna")
                .contains("DAMAGED");
    }

    @Test
    void aBrokenTrailIsAFailure() {
        administration.answer("VerifyAuditTrail", 200, """
                        {"IsWhole":true,"RecordCount":2,"Newest":{"Number":2,"Hash":"ab"},"Checkpoint":{"Number":0}}""").answer("VerifyAuditTrail", 200, """
                        {"IsWhole":false,"RequestId":"R-1","Breaks":{"Break":[
                        {"FirstNumber":3,"LastNumber":3,"Kind":"Damaged"},
                        {"FirstNumber":5,"LastNumber":7,"Kind":"Missing"}]}}""");

        assertThat(run("audit", "verify")).as(err.toString()).isZero();
        assertThat(out.toString()).contains("NewestHash        ab");
        assertThat(run("audit", "verify", "--known-number", "7", "--known-hash", "ab"))
                .isEqualTo(1);
        assertSent(Map.of("KnownNumber", "7", "KnownHash", "ab"));
        assertThat(err.toString()).contains("record 3: damaged; records 5 to 7: missing");
    }

    @Test
    void requestsDifferInTheirNonce() {
        administration.answer("ListUsers", 200, "{}").answer("ListUsers", 200, "{}");

        assertThat(run("ram", "user", "list")).isZero();
        assertThat(run("ram", "user", "list")).isZero();

        assertThat(administration.requests())
                .extracting(request -> request.get("SignatureNonce"))
                .doesNotHaveDuplicates()
                .doesNotContainNull();
    }

    @Test
    void theDocumentOfAPolicyIsReadFromItsFile() throws IOException {
        String document = "{\n \"Version\": \"1\", \"Statement\": [{\"Resource\": \"*+%&=ü\"}]\n}";
        Path file = home.resolve("policy.json");
        Files.writeString(file, document);
        administration.answer("CreatePolicy", 200, "{\"Policy\":{\"PolicyName\":\"read\",\"PolicyType\":\"Custom\"}}");

        assertThat(run("ram", "policy", "create", "read", "--document", file.toString()))
                .isZero();

        assertSent(Map.of("PolicyDocument", document, "PolicyName", "read"));
        assertThat(out.toString()).isEqualTo("PolicyName  read\nPolicyType  Custom\n");
        assertThat(run("ram", "policy", "create", "read", "--document", "/nowhere/x"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("/nowhere/x cannot be read");
    }

    @Test
    void documentsOfOtherKindsAreReadFromTheirFilesToo() throws IOException {
        Path file = home.resolve("document.json");
        Files.writeString(file, "{}");
        administration.answer("CreatePolicyVersion", 200, "{\"PolicyVersion\":{\"VersionId\":\"v2\"}}");
        assertThat(run("ram", "policy", "version", "create", "p", "--document", file.toString(), "--default"))
                .isZero();
        assertSent(Map.of("PolicyDocument", "{}", "PolicyName", "p", "SetAsDefault", "true", "RotateStrategy", "None"));

        administration.answer("CreateRole", 200, "{\"Role\":{\"Arn\":\"acs:ram::1:role/r\"}}");
        assertThat(run("ram", "role", "create", "r", "--trust", file.toString()))
                .isZero();
        assertSent(Map.of("AssumeRolePolicyDocument", "{}", "RoleName", "r"));

        administration.answer("UpdateRole", 200, "{\"Role\":{\"Arn\":\"acs:ram::1:role/r\"}}");
        assertThat(run("ram", "role", "update", "r", "--trust", file.toString()))
                .isZero();
        assertSent(Map.of("NewAssumeRolePolicyDocument", "{}", "RoleName", "r"));

        administration.answer("PutControlPolicy", 200, "{}");
        assertThat(run("account", "control-policy", "put", "p", "--account", "12", "--document", file.toString()))
                .isZero();
        assertSent(Map.of("PolicyDocument", "{}", "PolicyName", "p", "AccountId", "12"));
    }

    @Test
    void aPolicyIsAttachedToOneHolderAtATime() {
        assertThat(run("ram", "attach", "--policy", "p")).isEqualTo(2);
        assertThat(run("ram", "attach", "--policy", "p", "--user", "u", "--group", "g"))
                .isEqualTo(2);
        assertThat(administration.requests()).isEmpty();
    }

    @Test
    void aListIsATableOfAllPages() {
        administration.answer("ListUsers", 200, """
                        {"IsTruncated": true, "Marker": "m1", "Users": {"User": [
                          {"UserName": "alice", "UserId": "1", "CreateDate": "2026-11-22T10:00:00Z"}]}}""").answer("ListUsers", 200, """
                        {"IsTruncated": false, "Users": {"User": [
                          {"UserName": "bob\\u001b[2J", "UserId": "222", "DisplayName": "Bob"}]}}""");

        assertThat(run("ram", "user", "list")).isZero();

        assertSent(Map.of("Marker", "m1"));
        assertThat(out.toString()).isEqualTo("""
                USER NAME  USER ID  DISPLAY NAME  CREATE DATE
                alice      1                      2026-11-22T10:00:00Z
                bob?[2J    222      Bob
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--output", "--output-format"})
    void aListIsAJsonArrayOfAllPages(String option) {
        administration
                .answer("ListUsers", 200, "{\"IsTruncated\":true,\"Marker\":\"m\",\"Users\":{\"User\":[{\"a\":1}]}}")
                .answer("ListUsers", 200, "{\"IsTruncated\":false,\"Users\":{\"User\":[{\"a\":2}]}}");

        assertThat(run("ram", "user", "list", option, "json")).isZero();

        assertThat(out.toString().replaceAll("\\s", "")).isEqualTo("[{\"a\":1},{\"a\":2}]");
    }

    @Test
    void oneThingIsItsFieldsOrTheAnswerAsItIs() {
        String answer = """
                {"AccessKey":{"AccessKeyId":"LTAI9","AccessKeySecret":"shown-once","Status":"Active"},"RequestId":"R"}""";
        administration.answer("CreateAccessKey", 200, answer).answer("CreateAccessKey", 200, answer);

        assertThat(run("ram", "access-key", "create", "--user", "alice")).isZero();
        assertThat(out.toString()).isEqualTo("""
                AccessKeyId      LTAI9
                AccessKeySecret  shown-once
                Status           Active
                """);

        out.getBuffer().setLength(0);
        assertThat(run("ram", "access-key", "create", "--user", "alice", "--output=json"))
                .isZero();
        assertThat(out.toString().replaceAll("\\s", "")).isEqualTo(answer);
    }

    @Test
    void keysAreListedWithTheirStatesOverAllPages() {
        StringBuilder firstPage = new StringBuilder();
        for (int number = 0; number < 100; number++) {
            firstPage
                    .append(number == 0 ? "" : ",")
                    .append("{\"KeyId\":\"k")
                    .append(number)
                    .append("\"}");
            administration.answer("DescribeKey", 200, "{\"KeyMetadata\":{\"KeyId\":\"k" + number + "\"}}");
        }
        administration
                .answer("ListKeys", 200, "{\"TotalCount\":101,\"Keys\":{\"Key\":[" + firstPage + "]}}")
                .answer("ListKeys", 200, "{\"TotalCount\":101,\"Keys\":{\"Key\":[{\"KeyId\":\"last\"}]}}")
                .answer("DescribeKey", 200, "{\"KeyMetadata\":{\"KeyId\":\"last\",\"KeyState\":\"Disabled\"}}");

        assertThat(run("key", "list")).isZero();

        assertThat(out.toString().lines()).hasSize(102).last().asString().matches("last +Disabled");
    }

    @Test
    void materialTravelsEncryptedAlone(@TempDir Path directory) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        byte[] material = new byte[32];
        Arrays.fill(material, (byte) 7);
        Path file = Files.write(directory.resolve("material"), material);
        String publicKey = Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
        administration
                .answer(
                        "GetParametersForImport",
                        200,
                        "{\"PublicKey\":\"" + publicKey + "\",\"ImportToken\":\"token\"}")
                .answer("ImportKeyMaterial", 200, "{}");

        assertThat(run("key", "import", "k-1", file.toString(), "--expires", "2027-01-31T00:00:00Z"))
                .isZero();

        Map<String, String> sent = administration.requests().getLast();
        assertThat(sent)
                .containsEntry("KeyId", "k-1")
                .containsEntry("ImportToken", "token")
                .containsEntry("KeyMaterialExpireUnix", "1801353600");
        Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
        cipher.init(
                Cipher.DECRYPT_MODE,
                pair.getPrivate(),
                new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
        assertThat(cipher.doFinal(Base64.getDecoder().decode(sent.get("EncryptedKeyMaterial"))))
                .isEqualTo(material);
    }

    @Test
    void whatIsEncryptedComesFromAFile(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("message"), "text");
        administration.answer("Encrypt", 200, "{\"KeyId\":\"k-1\",\"CiphertextBlob\":\"AQ==\"}");

        assertThat(run("key", "encrypt", "alias/a", file.toString())).isZero();

        assertThat(administration.requests().getLast())
                .containsEntry("KeyId", "alias/a")
                .containsEntry("Plaintext", "dGV4dA==");
        assertThat(out.toString()).isEqualTo("KeyId           k-1\nCiphertextBlob  AQ==\n");
    }

    @Test
    void aPolicyIsShownWithItsDocument() {
        administration.answer("GetPolicy", 200, """
                {"Policy":{"PolicyName":"read","CreateDate":"2026-11-22T10:00:00Z"},
                 "DefaultPolicyVersion":{"PolicyDocument":"{\\n}","CreateDate":"2026-11-23T10:00:00Z"}}""");

        assertThat(run("ram", "policy", "get", "read")).isZero();

        assertThat(out.toString()).isEqualTo("""
                PolicyName      read
                CreateDate      2026-11-22T10:00:00Z
                PolicyDocument  { }
                """);
    }

    @Test
    void aRefusalNamesCodeMessageAndRequest() {
        administration.answer("DeleteUser", 409, """
                {"Code":"DeleteConflict.User.AccessKey","Message":"The user has\\n keys.","RequestId":"R-7"}""");

        assertThat(run("ram", "user", "delete", "alice")).isEqualTo(1);

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .isEqualTo("coffer: DeleteConflict.User.AccessKey: The user has  keys.\ncoffer: RequestId: R-7\n");
    }

    @Test
    void anotherKindOfServerIsToldApart() {
        administration.answer("ListUsers", 403, "<Error><Code>AccessDenied</Code></Error>");

        assertThat(run("ram", "user", "list")).isEqualTo(1);

        assertThat(err.toString()).contains("HTTP 403").contains("does not answer as the administration port does");
    }

    @Test
    void aWrongSecretIsRefusedAndNotShown() {
        environment.put("OSS_ACCESS_KEY_SECRET", "Xk9vQ7");

        assertThat(run("whoami")).isEqualTo(1);

        assertThat(err.toString()).contains("SignatureDoesNotMatch").doesNotContain("Xk9vQ7");
    }

    @Test
    void aServerThatIsNotThereIsUnreachable() throws IOException {
        // bound and never listening, so that nobody else serves there meanwhile
        try (Socket bound = new Socket()) {
            bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            assertUnreachable(bound.getLocalPort());
        }
    }

    private void assertUnreachable(int closed) {
        assertThat(runAsIs("whoami", "--admin-endpoint", "http://127.0.0.1:" + closed))
                .isEqualTo(3);
        assertThat(err.toString())
                .isEqualTo("coffer: cannot reach http://127.0.0.1:" + closed + ": nothing serves there\n");
        assertThat(runAsIs("whoami", "--admin-endpoint", "http://nowhere.invalid:1"))
                .isEqualTo(3);
        assertThat(err.toString()).endsWith("nowhere.invalid:1: the host has no address\n");
        assertThat(runAsIs("whoami", "--admin-endpoint", "https://127.0.0.1:" + closed))
                .isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "key",
                "ram",
                "ram user",
                "nonsense",
                "key describe",
                "whoami extra",
                "whoami --output xml",
                "ram attach --user alice",
                "whoami --admin-endpoint ftp://x",
                "whoami --endpoint :::",
                "whoami --admin-endpoint http://id:secret@host",
                "whoami --ca-certificate /nowhere.pem"
            })
    void aWrongCommandIsAUsageError(String command) {
        assertThat(runAsIs(command.isEmpty() ? new String[0] : command.split(" ")))
                .isEqualTo(2);
        assertThat(err.toString()).contains("Usage: coffer");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void credentialsComeFromOssutilsFileWhenTheEnvironmentHasNone() throws IOException {
        environment.clear();
        assertThat(run("whoami")).isEqualTo(2);
        assertThat(err.toString()).contains("no credentials: set OSS_ACCESS_KEY_ID");

        Files.writeString(
                home.resolve(".ossutilconfig"),
                "[Credentials]\naccessKeyID=" + Administration.ID + "\naccessKeySecret=" + Administration.SECRET
                        + "\nstsToken=token\n");
        administration.answer("GetCallerIdentity", 200, "{\"AccountId\":\"12\",\"Arn\":\"acs:ram::12:root\"}");

        assertThat(run("whoami")).isZero();
        assertSent(Map.of("AccessKeyId", Administration.ID, "SecurityToken", "token"));
        assertThat(out.toString()).isEqualTo("AccountId  12\nArn        acs:ram::12:root\n");
    }

    @Test
    void halfOfTheCredentialsIsAUsageError() {
        environment.remove("OSS_ACCESS_KEY_SECRET");

        assertThat(run("whoami")).isEqualTo(2);
        assertThat(err.toString()).contains("set together or not at all");
    }

    @Test
    void aSessionIsShownWithItsCredentialsAndBoundByItsPolicy() throws IOException {
        Path policy = Files.writeString(home.resolve("session.json"), "{\"Version\":\"1\"}");
        administration.answer(
                "AssumeRole",
                200,
                "{\"AssumedRoleUser\":{\"Arn\":\"acs:ram::1:role/r/anna\",\"AssumedRoleId\":\"3:anna\"},\"Credentials\":"
                        + "{\"AccessKeyId\":\"STS.a\",\"AccessKeySecret\":\"s\",\"SecurityToken\":\"t\",\"Expiration\":\"e\"}}");

        assertThat(run(
                        "sts",
                        "assume-role",
                        "--role",
                        "acs:ram::1:role/r",
                        "--session",
                        "anna",
                        "--policy",
                        policy + ""))
                .isZero();
        assertSent(Map.of("Policy", "{\"Version\":\"1\"}"));
        assertThat(administration.requests().getLast()).doesNotContainKeys("DurationSeconds", "ExternalId");
        assertThat(out.toString()).isEqualTo("""
                Arn              acs:ram::1:role/r/anna
                AssumedRoleId    3:anna
                AccessKeyId      STS.a
                AccessKeySecret  s
                SecurityToken    t
                Expiration       e
                """);
    }

    @Test
    void theSessionTokenOfTheEnvironmentIsSent() {
        environment.put("OSS_SESSION_TOKEN", "CAIS+/=");
        administration.answer("GetCallerIdentity", 200, "{}");

        assertThat(run("whoami")).isZero();
        assertSent(Map.of("SecurityToken", "CAIS+/="));
    }

    @Test
    void anExplanationIsForPeople() {
        administration.answer("ExplainRequest", 200, """
                {"Explanation": {"AuthAction": "oss:GetObject", "AuthResource": "acs:oss:cn-hangzhou:1:b/k",
                  "AuthPrincipal": {"AuthPrincipalType": "SubUser", "AuthPrincipalOwnerId": "1",
                    "AuthPrincipalDisplayName": "20"},
                  "Operation": "GetObject", "Outcome": "AccessDenied", "Time": "2026-11-22T12:00:00Z",
                  "RequestId": "R-9", "Shortened": false, "Findings": [
                    {"Layer": "AccountLevelIdentityBasedPolicy", "Decision": "NearlyAllow", "Policy": "read",
                     "Holder": "user/anna", "Statement": 2, "Says": "would allow it", "Advice": "Do this.",
                     "Mismatches": [{"Part": "IpAddress acs:SourceIp", "Expected": "10.0.0.0/8",
                       "Actual": "127.0.0.1"}]}]}}
                """);
        assertThat(run("explain", "R-9")).isEqualTo(CofferCommandLine.OK);
        assertThat(out.toString()).isEqualTo("""
                GetObject was refused: AccessDenied, at 2026-11-22T12:00:00Z, request R-9
                caller 20 (SubUser) of account 1
                oss:GetObject on acs:oss:cn-hangzhou:1:b/k
                - AccountLevelIdentityBasedPolicy read, statement 2 of user/anna: would allow it
                    IpAddress acs:SourceIp asks for 10.0.0.0/8, the request has 127.0.0.1
                    Do this.
                """);
    }

    @Test
    void anExplanationNeedsOneThingToExplain() {
        assertThat(run("explain")).isEqualTo(CofferCommandLine.USAGE);
        assertThat(run("explain", "R-9", "--message", "AQAB")).isEqualTo(CofferCommandLine.USAGE);
        assertThat(administration.requests()).isEmpty();
    }
}
