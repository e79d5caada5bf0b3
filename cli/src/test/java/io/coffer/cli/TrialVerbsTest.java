package io.coffer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verbs that try out what would be: simulate and preview. */
class TrialVerbsTest {
    private static final String POLICY = "{\"Version\":\"1\",\"Statement\":[]}";

    @TempDir
    private Path home;

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
        Map<String, String> environment =
                Map.of("OSS_ACCESS_KEY_ID", Administration.ID, "OSS_ACCESS_KEY_SECRET", Administration.SECRET);
        return CofferCommandLine.run(
                all.toArray(String[]::new),
                new Surroundings(environment, home, new PrintWriter(out, true), new PrintWriter(err, true)));
    }

    private String policyFile() throws IOException {
        return Files.writeString(home.resolve("policy.json"), POLICY).toString();
    }

    @Test
    void whatASimulationFindsIsTold() throws IOException {
        administration.answer("SimulateAccess", 200, """
                {"Decision":"ExplicitDeny","DecidedBy":{"Type":"BucketPolicy","PolicyName":"photos","Statement":2},
                 "Refusal":{"Status":403,"Code":"AccessDenied","EC":"0003-00000101","Message":"denied"},
                 "Needed":{"Permission":[{"Action":"oss:GetObject","Resource":"acs:oss:cn-hangzhou:1:photos/key"}]},
                 "Notes":{"Note":[{"Text":"the referer counts"}]}}""");
        String file = policyFile();

        assertThat(run(
                        "simulate",
                        "role/reader",
                        "oss:GetObject",
                        "oss://photos/key",
                        "--context",
                        "acs:SourceIp=192.0.2.1",
                        "--context",
                        "acs:UserAgent=a=b",
                        "--version-id",
                        "v1",
                        "--session-policy",
                        file))
                .as(err.toString())
                .isZero();

        assertThat(administration.requests().getLast())
                .containsEntry("Principal", "role/reader")
                .containsEntry("AccessAction", "oss:GetObject")
                .containsEntry("Resource", "oss://photos/key")
                .containsEntry("VersionId", "v1")
                .containsEntry("SessionPolicy", POLICY)
                .containsEntry("Context.1.Key", "acs:SourceIp")
                .containsEntry("Context.1.Value", "192.0.2.1")
                .containsEntry("Context.2.Value", "a=b");
        assertThat(out.toString())
                .contains(
                        "Decision    ExplicitDeny",
                        "Policy      photos, statement 2",
                        "Refusal     403 AccessDenied 0003-00000101: denied",
                        "Needs       oss:GetObject on acs:oss:cn-hangzhou:1:photos/key",
                        "Note        the referer counts");
    }

    @Test
    void aSimulationNeedsKeysWithValues() {
        assertThat(run("simulate", "root", "oss:GetObject", "oss://b/k", "--context", "acs:SourceIp"))
                .isEqualTo(CofferCommandLine.USAGE);
        assertThat(run("simulate", "root", "oss:GetObject", "oss://b/k", "--session-policy", "missing.json"))
                .isEqualTo(CofferCommandLine.USAGE);
        assertThat(err.toString()).contains("--context must be KEY=VALUE", "missing.json cannot be read");
        assertThat(administration.requests()).isEmpty();
    }

    @Test
    void aPreviewIsOfOnePolicy() throws IOException {
        String answer = """
                {"Examined":3,"WouldRefuse":{"Count":1,"Request":[{"Time":"2026-11-22T12:00:00Z",
                 "Operation":"PutObject","Caller":"anna","Resource":"photos/key","PolicyName":"p","Statement":1}]},
                 "WouldAllow":{"Count":0},"Undetermined":{"Count":0}}""";
        administration.answer("PreviewPolicy", 200, answer).answer("PreviewPolicy", 200, answer);

        assertThat(run("preview", "--bucket", "photos", "--policy", policyFile()))
                .as(err.toString())
                .isZero();

        assertThat(administration.requests().getLast())
                .containsEntry("BucketName", "photos")
                .containsEntry("PolicyDocument", POLICY);
        assertThat(out.toString()).contains("3 requests examined", "1 would be refused", "photos/key");
        assertThat(run("preview", "--user", "anna", "--replaces", "old")).isZero();
        assertThat(administration.requests().getLast())
                .containsEntry("UserName", "anna")
                .containsEntry("PolicyName", "old")
                .doesNotContainKey("PolicyDocument");
        assertThat(run("preview")).isEqualTo(CofferCommandLine.USAGE);
        assertThat(run("preview", "--user", "anna", "--bucket", "photos")).isEqualTo(CofferCommandLine.USAGE);
    }
}
