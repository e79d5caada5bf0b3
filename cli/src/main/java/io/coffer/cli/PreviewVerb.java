package io.coffer.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** What a policy would have made of the last requests. */
@Command(
        name = "preview",
        description = "Tells which of the last requests a policy would have refused or allowed, without setting it.")
final class PreviewVerb extends Verb {
    /** Whose policy. */
    static final class Target {
        @Option(names = "--bucket", paramLabel = "NAME", description = "As the policy of this bucket.")
        Optional<String> bucket = Optional.empty();

        @Option(names = "--user", paramLabel = "NAME", description = "As a policy of this user.")
        Optional<String> user = Optional.empty();

        @Option(names = "--group", paramLabel = "NAME", description = "As a policy of this group.")
        Optional<String> group = Optional.empty();

        @Option(names = "--role", paramLabel = "NAME", description = "As a policy of this role.")
        Optional<String> role = Optional.empty();

        @Option(names = "--control", description = "As a control policy of the account.")
        boolean control;
    }

    @ArgGroup(multiplicity = "1")
    private Target target = new Target();

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "File of the policy document; - reads standard input. Without it: no policy.")
    private Optional<Path> policy = Optional.empty();

    @Option(
            names = "--replaces",
            paramLabel = "NAME",
            description = "The attached policy in whose place it comes; without it, it is added.")
    private Optional<String> replaced = Optional.empty();

    @Override
    View run(AdministrationClient administration) {
        Map<String, String> parameters = new HashMap<>();
        target.bucket.ifPresent(name -> parameters.put("BucketName", name));
        target.user.ifPresent(name -> parameters.put("UserName", name));
        target.group.ifPresent(name -> parameters.put("GroupName", name));
        target.role.ifPresent(name -> parameters.put("RoleName", name));
        if (target.control) {
            parameters.put("ControlPolicy", "true");
        }
        policy.ifPresent(file -> parameters.put("PolicyDocument", DocumentFile.read(file)));
        replaced.ifPresent(name -> parameters.put("PolicyName", name));
        JsonNode answer = administration.call(Api.COFFER, "PreviewPolicy", parameters);
        return View.told(answer, lines(answer));
    }

    static String lines(JsonNode answer) {
        StringBuilder lines = new StringBuilder();
        lines.append(text(answer, "Examined")).append(" requests examined");
        if (answer.has("From")) {
            lines.append(", from ").append(text(answer, "From")).append(" to ").append(text(answer, "To"));
        }
        lines.append('\n');
        part(lines, answer, "WouldRefuse", "would be refused");
        part(lines, answer, "WouldAllow", "would be allowed that were refused");
        part(lines, answer, "Undetermined", "cannot be told: too little of them is known");
        return lines.toString();
    }

    private static void part(StringBuilder lines, JsonNode answer, String name, String sentence) {
        JsonNode part = answer.path(name);
        lines.append(text(part, "Count")).append(' ').append(sentence).append('\n');
        if (!part.path("Request").isEmpty()) {
            String table = new View.Rows(
                            View.items().addAll(part.path("Request").values()),
                            List.of("Time", "Operation", "Caller", "Resource", "PolicyName", "Statement"))
                    .asTable();
            table.lines().forEach(line -> lines.append("  ").append(line).append('\n'));
        }
    }

    private static String text(JsonNode node, String member) {
        return Printable.text(node.path(member).asString(""));
    }
}
