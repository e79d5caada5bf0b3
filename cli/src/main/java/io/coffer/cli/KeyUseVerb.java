package io.coffer.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** What would be lost with a key. */
@Command(
        name = "use",
        description = {
            "Counts what a key, or one version of it, protects, and says whether something would be lost with it.",
            "The counts are exact for one moment, which the sequence names."
        })
final class KeyUseVerb extends Verb {
    @Parameters(paramLabel = "KEY", description = "The key's id.")
    private String key = "";

    @Option(names = "--version", paramLabel = "NUMBER", description = "One version of it; all of them unless said.")
    private String version = "";

    @Option(names = "--list", description = "Lists what it protects, one by one.")
    private boolean list;

    @Override
    View run(AdministrationClient administration) {
        Map<String, String> asked = Map.of("KeyId", key, "KeyVersion", version);
        if (list) {
            return View.rows(
                    Answers.all(administration, Api.COFFER, "ListKeyUse", asked, "/Uses/Use"),
                    "BucketName",
                    "BucketId",
                    "Key",
                    "Kind",
                    "KeyVersion",
                    "SSEAlgorithm",
                    "Cipher");
        }
        JsonNode answer = administration.call(Api.COFFER, "GetKeyUse", asked);
        return View.told(answer, told(answer));
    }

    private static String told(JsonNode answer) {
        String rows = View.rows(
                        View.items().addAll(answer.at("/Uses/Use").values()),
                        "BucketName",
                        "BucketId",
                        "Kind",
                        "KeyVersion",
                        "SSEAlgorithm",
                        "Cipher",
                        "Entries",
                        "Bytes")
                .asTable();
        boolean nothing = answer.path("ProtectsNothing").asBoolean(false);
        return rows + "\n" + answer.path("Entries").asLong(0) + " versions and uploads ("
                + answer.path("Bytes").asLong(0) + " bytes) and "
                + answer.path("AttributeKeys").asLong(0) + " attribute keys\n"
                + (nothing ? "Nothing would be lost with it" : "What it protects would be lost with it")
                + " at sequence " + answer.path("Sequence").asLong(0) + "\n";
    }
}
