package io.coffer.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Why a request was refused, or what allowed it. */
@Command(
        name = "explain",
        description = "Tells why a request was refused: by the id of a recent request, or by the"
                + " EncodedDiagnosticMessage that came with the refusal.")
final class ExplainVerb extends Verb {
    @Parameters(
            arity = "0..1",
            paramLabel = "REQUEST_ID",
            description = "The id of one of the server's last requests: RequestId in its answer, or the header"
                    + " x-oss-request-id.")
    private String requestId = "";

    @Option(names = "--message", paramLabel = "ENCODED", description = "The EncodedDiagnosticMessage of a refusal.")
    private String message = "";

    @Override
    View run(AdministrationClient administration) {
        if (requestId.isEmpty() == message.isEmpty()) {
            throw new UsageException("give either a REQUEST_ID or --message");
        }
        if (message.isEmpty()) {
            JsonNode answer = administration.call(Api.COFFER, "ExplainRequest", Map.of("RequestId", requestId));
            return View.told(answer, told(answer.path("Explanation")));
        }
        JsonNode answer =
                administration.call(Api.RAM, "DecodeDiagnosticMessage", Map.of("EncodedDiagnosticMessage", message));
        return View.told(answer, told(answer.path("DecodedDiagnosticMessage")));
    }

    /** One line for what was decided, and one for each reason. */
    private static String told(JsonNode explanation) {
        StringBuilder text = new StringBuilder();
        String outcome = text(explanation, "Outcome");
        String operation = text(explanation, "Operation");
        line(
                text,
                "",
                (operation.isEmpty() ? "the request" : operation)
                        + (outcome.equals("Allowed") ? " was allowed" : " was refused: " + outcome)
                        + optional(", at ", text(explanation, "Time"))
                        + optional(", request ", text(explanation, "RequestId")));
        JsonNode caller = explanation.path("AuthPrincipal");
        line(
                text,
                "",
                "caller " + text(caller, "AuthPrincipalDisplayName")
                        + optional(" (", text(caller, "AuthPrincipalType"), ")")
                        + optional(" of account ", text(caller, "AuthPrincipalOwnerId")));
        line(text, "", text(explanation, "AuthAction") + optional(" on ", text(explanation, "AuthResource")));
        explanation.path("Findings").forEach(finding -> finding(text, finding));
        if (explanation.path("Shortened").asBoolean(false)) {
            line(text, "", "(more was found than the message has room for)");
        }
        return text.toString();
    }

    private static void finding(StringBuilder text, JsonNode finding) {
        String statement = finding.path("Statement").asInt(0) == 0
                ? ""
                : ", statement " + finding.path("Statement").asInt(0);
        line(
                text,
                "- ",
                text(finding, "Layer")
                        + optional(" ", text(finding, "Policy"))
                        + statement
                        + optional(" of ", text(finding, "Holder"))
                        + ": "
                        + text(finding, "Says"));
        finding.path("Mismatches")
                .forEach(miss -> line(
                        text,
                        "    ",
                        text(miss, "Part") + " asks for " + text(miss, "Expected") + ", the request has "
                                + text(miss, "Actual")));
        if (!text(finding, "Advice").isEmpty()) {
            line(text, "    ", text(finding, "Advice"));
        }
    }

    private static void line(StringBuilder text, String start, String line) {
        text.append(start).append(Printable.text(line)).append('\n');
    }

    private static String optional(String before, String value, String... after) {
        return value.isEmpty() ? "" : before + value + String.join("", after);
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asString("");
    }
}
