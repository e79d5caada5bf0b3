package io.coffer.cli;

import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How a bucket is protected, measured by its encryption rule. */
@Command(
        name = "posture",
        description = {
            "Counts what of a bucket satisfies its encryption rule, what does not and why.",
            "The counts are exact for one moment, which the sequence names."
        })
final class PostureVerb extends Verb {
    @Option(names = "--bucket", paramLabel = "NAME", description = "The bucket.")
    private String bucket = "";

    @Option(
            names = "--check",
            description = "Counts everything anew from the records and compares; ends with 1 when something differs.")
    private boolean check;

    @Override
    View run(AdministrationClient administration) {
        if (check == !bucket.isEmpty()) {
            throw new UsageException("give --bucket or --check");
        }
        return check ? checked(administration) : posture(administration);
    }

    private static View checked(AdministrationClient administration) {
        JsonNode answer = administration.call(Api.COFFER, "VerifyLedger", Map.of());
        if (answer.path("IsExact").asBoolean(false)) {
            return View.done(answer, "the ledger is what the records say");
        }
        StringBuilder lines = new StringBuilder("the ledger differs from the records:\n");
        answer.at("/Differences/Difference")
                .forEach(one -> lines.append(Printable.text(one.path("Text").asString("")))
                        .append('\n'));
        return View.ended(View.told(answer, lines.toString()), CofferCommandLine.REFUSED);
    }

    private View posture(AdministrationClient administration) {
        JsonNode answer = administration.call(Api.COFFER, "GetPosture", Map.of("BucketName", bucket));
        return View.told(json(answer), told(answer));
    }

    /** The counts in a line each, and below them a row for each way in which something is protected. */
    private static String told(JsonNode answer) {
        StringBuilder text = new StringBuilder(count(answer, "Satisfied")).append(count(answer, "Unsatisfied"));
        answer.at("/ByReason/Shortfall")
                .forEach(reason -> text.append("  ")
                        .append(Printable.text(reason.path("Reason").asString("")))
                        .append(' ')
                        .append(reason.path("Entries").asLong(0))
                        .append('\n'));
        text.append("Sequence ").append(answer.path("Sequence").asLong(0)).append("\n\n");
        return text
                + View.rows(
                                byKeyVersion(answer),
                                "Kind",
                                "SSEAlgorithm",
                                "Cipher",
                                "KeyId",
                                "KeyVersion",
                                "Entries",
                                "Bytes",
                                "Satisfied")
                        .asTable();
    }

    /** Versions, links and uploads, and behind them the keys that seal their facts. */
    private static ArrayNode byKeyVersion(JsonNode answer) {
        return View.items()
                .addAll(answer.at("/ByKeyVersion/KeyVersion").values())
                .addAll(answer.at("/AttributeKeys/AttributeKey").values());
    }

    /** {@code SSEAlgorithm} is {@code sseAlgorithm}. */
    private static String lowerCamel(String name) {
        int capitals = 0;
        while (capitals < name.length() && Character.isUpperCase(name.charAt(capitals))) {
            capitals++;
        }
        int lowered = capitals > 1 ? capitals - 1 : capitals;
        return name.substring(0, lowered).toLowerCase(Locale.ROOT) + name.substring(lowered);
    }

    private static String count(JsonNode answer, String member) {
        return member + " " + answer.path(member).asLong(0) + " ("
                + answer.path(member + "Bytes").asLong(0) + " bytes)\n";
    }

    private static ObjectNode json(JsonNode answer) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("satisfied", answer.path("Satisfied").asLong(0));
        json.put("unsatisfied", answer.path("Unsatisfied").asLong(0));
        ObjectNode reasons = json.putObject("byReason");
        answer.at("/ByReason/Shortfall")
                .forEach(reason -> reasons.put(
                        reason.path("Reason").asString(""),
                        reason.path("Entries").asLong(0)));
        ArrayNode versions = json.putArray("byKeyVersion");
        byKeyVersion(answer).forEach(one -> {
            ObjectNode version = versions.addObject();
            one.properties().forEach(member -> version.set(lowerCamel(member.getKey()), member.getValue()));
        });
        return json.put("sequence", answer.path("Sequence").asLong(0));
    }
}
