package io.coffer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Rewraps, the use of keys, postures and the check of the ledger, as scripts and people see them. */
class RewrapVerbTest {
    private static final String RUNNING = job("Running", "");
    private static final String DONE = job("Finished", """
            ,"Remaining":0,"PhysicalBytes":0,"Sequence":77,"IsComplete":true,"NotCovered":"backups",
            "Reasons":{"Reason":[]}""");

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

    private static String job(String status, String more) {
        return """
                {"RewrapId":"r1","BucketName":"b","DryRun":false,"Status":"%s",
                "Planned":{"Rewrapped":3,"Encrypted":1,"Reencrypted":0,"AttributeKeys":0,"Bytes":5},
                "Done":{"Rewrapped":2,"Encrypted":0,"Reencrypted":0,"AttributeKeys":0,"Bytes":0}%s}""".formatted(status, more);
    }

    private int run(boolean terminal, String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(List.of("--admin-endpoint", administration.endpoint()));
        return CofferCommandLine.run(
                all.toArray(String[]::new),
                new Surroundings(
                        Map.of("OSS_ACCESS_KEY_ID", Administration.ID, "OSS_ACCESS_KEY_SECRET", Administration.SECRET),
                        home,
                        new PrintWriter(out, true),
                        OutputStream.nullOutputStream(),
                        new PrintWriter(err, true),
                        terminal));
    }

    @Test
    void waitsForTheEndAndSaysThatNothingRemains() {
        administration.answer("StartRewrap", 200, RUNNING).answer("GetRewrap", 200, RUNNING);
        administration.answer("GetRewrap", 200, DONE);
        assertThat(run(false, "rewrap", "--bucket", "b", "--key", "k1")).isZero();
        assertThat(out.toString()).endsWith("\n0 remaining at sequence 77\n").contains("backups");
        assertThat(err.toString()).isEmpty();
        assertThat(administration.requests().getFirst())
                .containsEntry("BucketName", "b")
                .containsEntry("KeyId", "k1")
                .doesNotContainKey("DryRun");
        assertThat(administration.requests().getLast()).containsEntry("RewrapId", "r1");
    }

    @Test
    void aTerminalSeesABar() {
        administration.answer("StartRewrap", 200, RUNNING).answer("GetRewrap", 200, DONE);
        assertThat(run(true, "rewrap", "--bucket", "b")).isZero();
        assertThat(err.toString()).contains("[" + "#".repeat(15) + "-".repeat(15) + "] 2/4 Running");
    }

    @Test
    void whatRemainsIsToldWithItsReasonAndEndsWithOne() {
        administration.answer("StartRewrap", 200, job("Finished", """
                ,"Remaining":2,"PhysicalBytes":9,"Sequence":78,"IsComplete":false,"NotCovered":"x",
                "Reasons":{"Reason":[{"Reason":"KeyDisabled","Entries":2}]}"""));
        assertThat(run(false, "rewrap", "--bucket", "b")).isEqualTo(1);
        assertThat(out.toString())
                .contains("remains: KeyDisabled 2\n", "9 bytes\n")
                .endsWith("2 remaining at sequence 78\n");
    }

    @Test
    void bytesThatAreStillOnTheDiskEndWithOneToo() {
        administration.answer("StartRewrap", 200, job("Finished", """
                ,"Remaining":0,"PhysicalBytes":9,"Sequence":78,"IsComplete":false,"NotCovered":"x",
                "Reasons":{"Reason":[]}"""));
        assertThat(run(false, "rewrap", "--bucket", "b", "--output", "json")).isEqualTo(1);
        assertThat(out.toString()).contains("\"PhysicalBytes\" : 9");
    }

    @Test
    void aDryRunEndsWellWhateverThereIsToDo() {
        administration.answer("StartRewrap", 200, job("Finished", """
                ,"Remaining":4,"PhysicalBytes":0,"Sequence":5,"IsComplete":false,"NotCovered":"x",
                "Reasons":{"Reason":[]}"""));
        assertThat(run(false, "rewrap", "--bucket", "b", "--dry-run")).isZero();
        assertThat(administration.requests().getLast()).containsEntry("DryRun", "true");
        assertThat(out.toString()).endsWith("4 remaining at sequence 5\n");
    }

    @Test
    void theOneUnderWayIsCancelled() {
        administration.answer("ListRewraps", 200, "{\"Rewraps\":{\"Rewrap\":[" + DONE + "," + RUNNING + "]}}");
        administration.answer("CancelRewrap", 200, job("Cancelled", ""));
        assertThat(run(false, "rewrap", "--bucket", "b", "--cancel")).isZero();
        assertThat(out.toString()).isEqualTo("the rewrap r1 of bucket b is cancelled\n");
        administration.answer("ListRewraps", 200, "{\"Rewraps\":{\"Rewrap\":[" + DONE + "]}}");
        assertThat(run(false, "rewrap", "--bucket", "b", "--follow")).isEqualTo(1);
        assertThat(err.toString()).contains("NoSuchRewrap");
    }

    @Test
    void aKeySaysWhetherSomethingWouldBeLostWithIt() {
        administration.answer("GetKeyUse", 200, """
                {"KeyId":"k","KeyVersion":3,"Entries":0,"Bytes":0,"AttributeKeys":0,"ProtectsNothing":true,
                "Uses":{"Use":[]},"Sequence":9}""");
        assertThat(run(false, "key", "use", "k", "--version", "3")).isZero();
        assertThat(out.toString()).endsWith("Nothing would be lost with it at sequence 9\n");
        assertThat(administration.requests().getLast()).containsEntry("KeyVersion", "3");
        administration.answer("GetKeyUse", 200, """
                {"KeyId":"k","Entries":1,"Bytes":5,"AttributeKeys":1,"ProtectsNothing":false,
                "Uses":{"Use":[{"BucketName":"b","Kind":"Version","Entries":1,"Bytes":5}]},"Sequence":10}""");
        assertThat(run(false, "key", "use", "k")).isZero();
        assertThat(out.toString()).endsWith("What it protects would be lost with it at sequence 10\n");
    }

    @Test
    void aPostureHasItsFiveMembers() {
        administration.answer("GetPosture", 200, """
                {"Satisfied":2,"SatisfiedBytes":5,"Unsatisfied":1,"UnsatisfiedBytes":3,
                "ByReason":{"Shortfall":[{"Reason":"NotEncrypted","Entries":1,"Bytes":3}]},
                "ByKeyVersion":{"KeyVersion":[{"Kind":"Version","SSEAlgorithm":"KMS","KeyId":"k","KeyVersion":1}]},
                "AttributeKeys":{"AttributeKey":[{"Kind":"AttributeKey","KeyId":"k","KeyVersion":1,"Entries":1}]},
                "Sequence":12}""");
        assertThat(run(false, "posture", "--bucket", "b", "--output", "json")).isZero();
        JsonNode json = new JsonMapper().readTree(out.toString());
        assertThat(json.propertyNames())
                .containsExactly("satisfied", "unsatisfied", "byReason", "byKeyVersion", "sequence");
        assertThat(json.at("/byReason/NotEncrypted").asInt()).isEqualTo(1);
        assertThat(json.at("/byKeyVersion/0/sseAlgorithm").asString()).isEqualTo("KMS");
        assertThat(json.at("/byKeyVersion/1/kind").asString()).isEqualTo("AttributeKey");
    }

    @Test
    void theCheckEndsWithOneWhenSomethingDiffers() {
        administration.answer("VerifyLedger", 200, "{\"Differences\":{\"Difference\":[]},\"IsExact\":true}");
        assertThat(run(false, "posture", "--check")).isZero();
        administration.answer(
                "VerifyLedger",
                200,
                "{\"Differences\":{\"Difference\":[{\"Text\":\"a row too many\"}]},\"IsExact\":false}");
        assertThat(run(false, "posture", "--check")).isEqualTo(1);
        assertThat(out.toString()).endsWith("a row too many\n");
        assertThat(run(false, "posture")).isEqualTo(2);
    }
}
