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

/** The verbs of a migration against answers as the server gives them. */
class MigrateVerbsTest {
    private static final String RUNNING = state("Running", 1, "");

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

    private static String state(String status, int pass, String more) {
        return """
                {"Status":"%s","StartTime":"2026-11-30T10:00:00Z","Pass":%d,
                "Current":{"Entries":9,"Bytes":70,"Carried":2,"CarriedBytes":30,"Updated":1,"Deleted":4,"Failed":0}%s}""".formatted(status, pass, more);
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
    void itWaitsUntilLittleIsLeftAndTellsWhatComesNext() {
        administration.answer("StartMigration", 200, RUNNING).answer("GetMigration", 200, state("CaughtUp", 2, """
                ,"EndTime":"2026-11-30T11:00:00Z",
                "Before":{"Entries":8,"Bytes":60,"Carried":8,"CarriedBytes":60,"Updated":0,"Deleted":0,"Failed":0}"""));
        assertThat(run(true, "migrate", "start")).isZero();
        assertThat(err.toString()).contains("pass 1: 9 entries looked at, 2 carried, 30 bytes");
        assertThat(out.toString()).isEqualTo("""
                CaughtUp: begun 2026-11-30T10:00:00Z, ended 2026-11-30T11:00:00Z
                pass 1: 8 entries looked at with 60 bytes, 8 carried with 60 bytes, 0 updated, 0 deleted, 0 failed
                pass 2: 9 entries looked at with 70 bytes, 2 carried with 30 bytes, 1 updated, 4 deleted, 0 failed
                next: stop the server and run coffer migrate finish with its configuration
                """);
    }

    @Test
    void withoutWaitingItOnlyBegins() {
        administration.answer("StartMigration", 200, RUNNING);
        assertThat(run(false, "migrate", "start", "--no-wait")).isZero();
        assertThat(out.toString()).startsWith("Running: begun").doesNotContain("next:");
        assertThat(administration.requests()).hasSize(1);
    }

    @Test
    void whatBrokeOffEndsWithOneAndItsReason() {
        administration.answer("StartMigration", 200, state("Failed", 1, ",\"Reason\":\"the cluster is away\""));
        assertThat(run(false, "migrate", "start")).isEqualTo(1);
        assertThat(out.toString()).contains("reason: the cluster is away\n");
        administration.answer("GetMigration", 200, state("Failed", 1, ",\"Reason\":\"the cluster is away\""));
        assertThat(run(false, "migrate", "status", "--output", "json")).isZero();
        assertThat(out.toString()).contains("\"Reason\" : \"the cluster is away\"");
    }

    @Test
    void itIsCancelled() {
        administration.answer("CancelMigration", 200, state("Cancelled", 1, ""));
        assertThat(run(false, "migrate", "cancel")).isZero();
        assertThat(out.toString()).startsWith("Cancelled: begun");
        assertThat(administration.requests().getLast()).containsEntry("Action", "CancelMigration");
    }
}
