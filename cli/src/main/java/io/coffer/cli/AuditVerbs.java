package io.coffer.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The record of changes. */
@Command(
        name = "audit",
        description = "The record of changes: who changed what, and how it ended.",
        synopsisSubcommandLabel = "VERB",
        subcommands = {AuditVerbs.ListAll.class, AuditVerbs.Verify.class})
final class AuditVerbs {
    @Command(name = "list", description = "Lists changes and refused attempts, newest first.")
    static final class ListAll extends Verb {
        private static final int LARGEST_PAGE = 1000;

        @Option(names = "--since", paramLabel = "TIME", description = "Not before, such as 2026-11-22T12:00:00Z.")
        private String since = "";

        @Option(names = "--until", paramLabel = "TIME", description = "Not after.")
        private String until = "";

        @Option(
                names = "--caller",
                paramLabel = "WHO",
                description = "A name, id, session or access key; for a root its account's number.")
        private String caller = "";

        @Option(names = "--action", paramLabel = "NAME", description = "Such as CreateUser or oss:PutBucketPolicy.")
        private String action = "";

        @Option(names = "--limit", paramLabel = "NUMBER", description = "At most so many; 100 unless said.")
        private int limit = 100;

        @Override
        View run(AdministrationClient administration) {
            if (limit < 1) {
                throw new UsageException("--limit must be at least 1");
            }
            ArrayNode records = View.items();
            Map<String, String> asked = new LinkedHashMap<>(
                    Map.of("StartTime", since, "EndTime", until, "Caller", caller, "ActionName", action));
            boolean more = true;
            while (more && records.size() < limit) {
                asked.put("MaxItems", String.valueOf(Math.min(limit - records.size(), LARGEST_PAGE)));
                JsonNode answer = administration.call(Api.COFFER, "ListAuditRecords", asked);
                answer.at("/AuditRecords/AuditRecord").forEach(record -> records.add(shown(record)));
                String marker = answer.path("Marker").asString("");
                more = answer.path("IsTruncated").asBoolean(false)
                        && !marker.isEmpty()
                        && !marker.equals(asked.put("Marker", marker));
            }
            return View.rows(records, "Number", "Time", "RamAction", "Who", "Resource", "Outcome", "ErrorCode");
        }

        /** The record with the one name of its caller that tells most. */
        private static JsonNode shown(JsonNode record) {
            if (!(record instanceof ObjectNode object)) {
                return record;
            }
            JsonNode caller = record.path("Caller");
            String account = caller.path("AccountId").asString("");
            String name = caller.path("Name").asString("root");
            String session = caller.path("SessionName").asString("");
            String who = account.isEmpty()
                    ? caller.path("Type").asString("")
                    : account + ":" + name + (session.isEmpty() ? "" : "/" + session);
            object.put("Who", who);
            if (record.path("Damaged").asBoolean(false)) {
                object.put("Outcome", "DAMAGED");
            }
            return object;
        }
    }

    @Command(
            name = "verify",
            description = {
                "Checks that no record was removed or changed; ends with 1 when one was.",
                "Note the newest number and hash elsewhere: given at a later check, they show whether the newest"
                        + " records were removed in between."
            })
    static final class Verify extends Verb {
        @Option(names = "--known-number", paramLabel = "NUMBER", description = "The newest number of an earlier check.")
        private String number = "";

        @Option(names = "--known-hash", paramLabel = "HASH", description = "Its hash.")
        private String hash = "";

        @Override
        View run(AdministrationClient administration) {
            JsonNode answer = administration.call(
                    Api.COFFER, "VerifyAuditTrail", Map.of("KnownNumber", number, "KnownHash", hash));
            if (!answer.path("IsWhole").asBoolean(false)) {
                throw new RefusedException(
                        "AuditTrailBroken",
                        StreamSupport.stream(answer.at("/Breaks/Break").spliterator(), false)
                                .map(Verify::sentence)
                                .collect(Collectors.joining("; ")),
                        answer.path("RequestId").asString(""));
            }
            ObjectNode shown = JsonNodeFactory.instance.objectNode();
            shown.put("IsWhole", true)
                    .put("RecordCount", answer.path("RecordCount").asLong(0))
                    .put("CheckpointNumber", answer.at("/Checkpoint/Number").asLong(0))
                    .put("NewestNumber", answer.at("/Newest/Number").asLong(0))
                    .put("NewestHash", answer.at("/Newest/Hash").asString(""));
            return View.fields(
                    answer, shown, "IsWhole", "RecordCount", "CheckpointNumber", "NewestNumber", "NewestHash");
        }

        private static String sentence(JsonNode found) {
            long first = found.path("FirstNumber").asLong(0);
            long last = found.path("LastNumber").asLong(0);
            String which = first == last ? "record " + first : "records " + first + " to " + last;
            return which + ": "
                    + switch (found.path("Kind").asString("")) {
                        case "Missing" -> "missing";
                        case "Damaged" -> "damaged";
                        case "OutcomeReplaced" -> "not with the outcome that was written";
                        default -> "not what was written";
                    };
        }
    }

    private AuditVerbs() {}
}
