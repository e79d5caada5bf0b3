package io.coffer.cli.object;

import io.coffer.cli.Surroundings;
import io.coffer.cli.UsageException;
import io.coffer.cli.View;
import io.coffer.cli.oss.OssCall;
import io.coffer.cli.oss.OssClient;
import io.coffer.protocol.Method;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A URL for somebody without an access key. */
@Command(name = "presign", description = "Prints a URL that reads or writes an object for whoever has it.")
public final class PresignVerb extends OssVerb {
    private static final Duration LONGEST = Duration.ofDays(7);

    @Parameters(paramLabel = "oss://BUCKET/KEY", description = "The object.")
    private String address = "";

    @Option(
            names = "--expires-duration",
            paramLabel = "TIME",
            description = "How long it holds, such as 30s, 15m or 2h (15m).")
    private String duration = "15m";

    @Option(names = "--method", paramLabel = "METHOD", description = "What it does: GET, HEAD, PUT or DELETE (GET).")
    private Method method = Method.GET;

    @Option(names = "--version-id", paramLabel = "ID", description = "The version.")
    private Optional<String> version = Optional.empty();

    @Override
    View run(OssClient client, Surroundings surroundings) {
        OssAddress of = OssAddress.object(address);
        OssCall call = OssCall.object(method, of.bucket(), of.key());
        String url = client.presigned(
                        version.map(id -> call.asking("versionId", id)).orElse(call), validity())
                .toString();
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("Url", url);
        return View.told(json, url + "\n");
    }

    private Duration validity() {
        try {
            String text = duration.toUpperCase(Locale.ROOT);
            Duration validity = Duration.parse("PT" + (text.matches("[0-9]+") ? text + "S" : text));
            if (validity.toSeconds() >= 1 && validity.compareTo(LONGEST) <= 0) {
                return validity;
            }
        } catch (DateTimeParseException notATime) {
            // reported below with what is too short or too long
        }
        throw new UsageException("--expires-duration must be 1s to 168h, not " + duration);
    }
}
