package io.coffer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
                arguments,
                new CofferCommandLine.Surroundings(
                        environment, home, new PrintWriter(out, true), new PrintWriter(err, true)));
    }

    private void assertSent(Map<String, String> parameters) {
        assertThat(administration.requests().getLast()).containsAllEntriesOf(parameters);
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
                "key create --description one | KMS | CreateKey | Description=one",
                "key list | KMS | ListKeys | PageNumber=1 PageSize=100",
                "key describe k-1 | KMS | DescribeKey | KeyId=k-1",
                "key enable k-1 | KMS | EnableKey | KeyId=k-1",
                "key disable k-1 | KMS | DisableKey | KeyId=k-1",
                "account create second --id 12 | COFFER | CreateAccount | AccountName=second AccountId=12",
                "account list | COFFER | ListAccounts | ",
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
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }

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
    void theSessionTokenOfTheEnvironmentIsSent() {
        environment.put("OSS_SESSION_TOKEN", "CAIS+/=");
        administration.answer("GetCallerIdentity", 200, "{}");

        assertThat(run("whoami")).isZero();
        assertSent(Map.of("SecurityToken", "CAIS+/="));
    }
}
