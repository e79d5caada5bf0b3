package io.coffer.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** A copy of the whole store, written by the server while it serves. */
@Command(
        name = "backup",
        description = {
            "Lets the server write a copy of the whole store and waits until it is complete.",
            "The directory is one of the server's machine, below one of its backup.directories. A backup that broke off"
                    + " is gone on with when its directory is named again. It holds no keys: keep the keystore and the"
                    + " root key apart from it."
        })
final class BackupVerb extends Verb {
    private static final long MILLIS_BETWEEN_LOOKS = 500;

    @Option(
            names = "--to",
            paramLabel = "DIR",
            required = true,
            description = "Where to write, on the server's machine; new, empty, or with an unfinished backup.")
    private String to = "";

    @Option(names = "--no-wait", description = "Only begins it.")
    private boolean onlyBegin;

    @Override
    View run(AdministrationClient administration) {
        return run(administration, ProgressBar.NONE);
    }

    @Override
    View run(AdministrationClient administration, ProgressBar progress) {
        JsonNode state = administration.call(Api.COFFER, "CreateBackup", Map.of("Directory", to));
        while (!onlyBegin && status(state).equals("Running")) {
            progress.tell(state.path("Files").asString("0") + " files, "
                    + state.path("Bytes").asString("0") + " bytes");
            pause();
            state = administration.call(Api.COFFER, "GetBackup", Map.of());
        }
        progress.clear();
        if (status(state).equals("Failed")) {
            throw new RefusedException(
                    "BackupFailed",
                    state.path("Reason").asString(""),
                    state.path("RequestId").asString(""));
        }
        return View.fields(state, state, "Directory", "Status", "StartTime", "EndTime", "Sequence", "Files", "Bytes");
    }

    private static String status(JsonNode state) {
        return state.path("Status").asString("");
    }

    private static void pause() {
        try {
            Thread.sleep(MILLIS_BETWEEN_LOOKS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UnreachableException("interrupted while the server writes the backup; it goes on", interrupted);
        }
    }
}
