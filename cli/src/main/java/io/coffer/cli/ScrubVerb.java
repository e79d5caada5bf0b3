package io.coffer.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** What reading everything at rest came upon. */
@Command(
        name = "scrub",
        description = {
            "Shows how far the server is with reading everything at rest, and what it found damaged.",
            "It reads by itself, at the rate that scrub.mebibytes-per-second of its configuration says."
        })
final class ScrubVerb extends Verb {
    @Override
    View run(AdministrationClient administration) {
        JsonNode answer = administration.call(Api.COFFER, "GetScrubReport", Map.of());
        return View.told(answer, told("Current", answer.path("Current")) + told("Last", answer.path("Last")));
    }

    private static String told(String which, JsonNode pass) {
        if (pass.isMissingNode()) {
            return which + " pass: none\n";
        }
        StringBuilder text = new StringBuilder(which)
                .append(" pass: begun ")
                .append(Printable.text(pass.path("StartTime").asString("")))
                .append(pass.hasNonNull("EndTime") ? ", ended " : "")
                .append(Printable.text(pass.path("EndTime").asString("")))
                .append(", ")
                .append(pass.path("Entries").asLong(0))
                .append(" entries, ")
                .append(pass.path("Bytes").asLong(0))
                .append(" bytes, ")
                .append(pass.path("DamagedEntries").asLong(0))
                .append(" damaged\n");
        pass.at("/Damages/Damage")
                .forEach(damage -> text.append("  ")
                        .append(Printable.text(damage.path("BucketName").asString("")))
                        .append(' ')
                        .append(Printable.text(damage.path("Name").asString("")))
                        .append(": ")
                        .append(Printable.text(damage.path("Reason").asString("")))
                        .append('\n'));
        return text.toString();
    }
}
