package io.coffer.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Carrying the whole store over to another storage; the end of it is made on the server's machine. */
@Command(
        name = "migrate",
        description = {
            "Carries the whole store of a server from its data directory to a storage that several servers share, as it is:"
                    + " nothing is decrypted.",
            "The server does so while it serves, into migration.target of its configuration. The end is made on its machine"
                    + " while it is stopped, by coffer migrate finish."
        },
        synopsisSubcommandLabel = "VERB",
        subcommands = {MigrateVerbs.Start.class, MigrateVerbs.Status.class, MigrateVerbs.Cancel.class},
        footer = {
            "%nOn the server's own machine, with --help of its own:",
            "  finish  Carries what is left of a stopped server's store, compares both sides and hands over."
        })
final class MigrateVerbs {
    private static final long MILLIS_BETWEEN_LOOKS = 500;

    @Command(
            name = "start",
            description = {
                "Lets the server carry its store over and waits until little is left. What an earlier start carried is not"
                        + " carried again.",
                "Ends with 1 when it broke off or was cancelled."
            })
    static final class Start extends Verb {
        @Option(names = "--no-wait", description = "Only begins it.")
        private boolean onlyBegin;

        @Override
        View run(AdministrationClient administration) {
            return run(administration, ProgressBar.NONE);
        }

        @Override
        View run(AdministrationClient administration, ProgressBar progress) {
            JsonNode state = administration.call(Api.COFFER, "StartMigration", Map.of());
            while (!onlyBegin && status(state).equals("Running")) {
                JsonNode current = state.path("Current");
                progress.tell("pass " + state.path("Pass").asString("") + ": "
                        + current.path("Entries").asLong(0) + " entries looked at, "
                        + current.path("Carried").asLong(0) + " carried, "
                        + current.path("CarriedBytes").asLong(0) + " bytes");
                pause();
                state = administration.call(Api.COFFER, "GetMigration", Map.of());
            }
            progress.clear();
            return shown(state);
        }
    }

    @Command(
            name = "status",
            description = "Shows how far the migration is that runs, or ran last since the server's start.")
    static final class Status extends Verb {
        @Override
        View run(AdministrationClient administration) {
            JsonNode state = administration.call(Api.COFFER, "GetMigration", Map.of());
            return View.told(state, told(state));
        }
    }

    @Command(name = "cancel", description = "Ends the migration that runs. What was carried stays at the target.")
    static final class Cancel extends Verb {
        @Override
        View run(AdministrationClient administration) {
            JsonNode state = administration.call(Api.COFFER, "CancelMigration", Map.of());
            return View.told(state, told(state));
        }
    }

    private MigrateVerbs() {}

    private static View shown(JsonNode state) {
        View view = View.told(state, told(state));
        return status(state).equals("CaughtUp") || status(state).equals("Running")
                ? view
                : View.ended(view, CofferCommandLine.REFUSED);
    }

    private static String told(JsonNode state) {
        StringBuilder text = new StringBuilder();
        text.append(Printable.text(status(state)))
                .append(": begun ")
                .append(Printable.text(state.path("StartTime").asString("")));
        if (state.hasNonNull("EndTime")) {
            text.append(", ended ").append(Printable.text(state.path("EndTime").asString("")));
        }
        long pass = state.path("Pass").asLong(0);
        text.append('\n');
        if (state.hasNonNull("Before")) {
            counts(text, pass - 1, state.path("Before"));
        }
        counts(text, pass, state.path("Current"));
        if (state.hasNonNull("Reason")) {
            text.append("reason: ")
                    .append(Printable.text(state.path("Reason").asString("")))
                    .append('\n');
        }
        if (status(state).equals("CaughtUp")) {
            text.append("next: stop the server and run coffer migrate finish with its configuration\n");
        }
        return text.toString();
    }

    private static void counts(StringBuilder text, long pass, JsonNode counts) {
        text.append("pass ")
                .append(pass)
                .append(": ")
                .append(counts.path("Entries").asLong(0))
                .append(" entries looked at with ")
                .append(counts.path("Bytes").asLong(0))
                .append(" bytes, ")
                .append(counts.path("Carried").asLong(0))
                .append(" carried with ")
                .append(counts.path("CarriedBytes").asLong(0))
                .append(" bytes, ")
                .append(counts.path("Updated").asLong(0))
                .append(" updated, ")
                .append(counts.path("Deleted").asLong(0))
                .append(" deleted, ")
                .append(counts.path("Failed").asLong(0))
                .append(" failed\n");
    }

    private static String status(JsonNode state) {
        return state.path("Status").asString("");
    }

    private static void pause() {
        try {
            Thread.sleep(MILLIS_BETWEEN_LOOKS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UnreachableException(
                    "interrupted while the server carries its store over; it goes on", interrupted);
        }
    }
}
