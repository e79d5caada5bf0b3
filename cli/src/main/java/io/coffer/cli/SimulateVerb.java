package io.coffer.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Whether somebody could do something. */
@Command(
        name = "simulate",
        description = "Tells whether a caller could do something, and what decides, without doing it.")
final class SimulateVerb extends Verb {
    @Parameters(
            index = "0",
            paramLabel = "PRINCIPAL",
            description = "user/NAME, role/NAME, root, anonymous, or an ARN of these.")
    private String principal = "";

    @Parameters(index = "1", paramLabel = "ACTION", description = "The action, such as oss:GetObject.")
    private String action = "";

    @Parameters(
            index = "2",
            paramLabel = "RESOURCE",
            description = "oss://BUCKET/KEY, or a resource as policies name it.")
    private String resource = "";

    @Option(
            names = "--context",
            paramLabel = "KEY=VALUE",
            description = "What conditions see, such as acs:SourceIp=192.0.2.1; may be repeated.")
    private List<String> context = new ArrayList<>();

    @Option(
            names = "--session-policy",
            paramLabel = "FILE",
            description = "File of the policy of the role's session; - reads standard input.")
    private Optional<Path> sessionPolicy = Optional.empty();

    @Option(names = "--version-id", paramLabel = "ID", description = "The version of the object.")
    private String version = "";

    @Override
    View run(AdministrationClient administration) {
        Map<String, String> parameters =
                new LinkedHashMap<>(Map.of("Principal", principal, "AccessAction", action, "Resource", resource));
        sessionPolicy.ifPresent(file -> parameters.put("SessionPolicy", DocumentFile.read(file)));
        if (!version.isEmpty()) {
            parameters.put("VersionId", version);
        }
        for (int at = 0; at < context.size(); at++) {
            int equals = context.get(at).indexOf('=');
            if (equals <= 0) {
                throw new UsageException("--context must be KEY=VALUE");
            }
            parameters.put("Context." + (at + 1) + ".Key", context.get(at).substring(0, equals));
            parameters.put("Context." + (at + 1) + ".Value", context.get(at).substring(equals + 1));
        }
        JsonNode answer = administration.call(Api.COFFER, "SimulateAccess", parameters);
        return View.told(answer, lines(answer));
    }

    static String lines(JsonNode answer) {
        JsonNode by = answer.path("DecidedBy");
        StringBuilder lines = new StringBuilder();
        line(lines, "Decision", text(answer, "Decision"));
        line(lines, "Decided by", text(by, "Type"));
        if (by.has("Statement")) {
            String holder = text(by, "PolicyHolder");
            line(
                    lines,
                    "Policy",
                    text(by, "PolicyName") + (holder.isEmpty() ? "" : " of " + holder) + ", statement "
                            + text(by, "Statement"));
        }
        JsonNode refusal = answer.path("Refusal");
        if (refusal.isObject()) {
            line(
                    lines,
                    "Refusal",
                    (text(refusal, "Status") + " " + text(refusal, "Code") + " " + text(refusal, "EC")).strip() + ": "
                            + text(refusal, "Message"));
        }
        answer.at("/Needed/Permission")
                .forEach(needed -> line(lines, "Needs", text(needed, "Action") + " on " + text(needed, "Resource")));
        answer.at("/Notes/Note").forEach(note -> line(lines, "Note", text(note, "Text")));
        answer.at("/Findings/Finding").forEach(finding -> {
            line(lines, "Finding", text(finding, "Layer") + ": " + text(finding, "Says"));
            finding.path("Mismatches")
                    .forEach(miss -> line(
                            lines,
                            "",
                            "  " + text(miss, "Part") + ": expected " + text(miss, "Expected") + ", found "
                                    + text(miss, "Actual")));
        });
        return lines.toString();
    }

    private static String text(JsonNode node, String member) {
        return node.path(member).asString("");
    }

    private static void line(StringBuilder lines, String label, String text) {
        lines.append(label)
                .repeat(' ', 12 - label.length())
                .append(Printable.text(text))
                .append('\n');
    }
}
