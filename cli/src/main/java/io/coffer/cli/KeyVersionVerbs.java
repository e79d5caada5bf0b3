package io.coffer.cli;

import java.util.Map;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Versions of keys. */
final class KeyVersionVerbs {
    @Command(
            name = "rotate",
            description = "Gives a key a new version. What lies under older ones stays readable, and stays under them.")
    static final class Rotate extends KeyVerbs.OnKey {
        @Override
        View run(AdministrationClient administration) {
            JsonNode answer = administration.call(Api.KMS, "CreateKeyVersion", Map.of("KeyId", key()));
            return View.fields(answer, answer.path("KeyVersion"), "KeyId", "KeyVersionId", "CreationDate");
        }
    }

    @Command(name = "versions", description = "Lists the versions of a key, the newest first.")
    static final class Versions extends KeyVerbs.OnKey {
        @Override
        View run(AdministrationClient administration) {
            return View.rows(
                    KeyPages.all(
                            administration,
                            "ListKeyVersions",
                            Map.of("KeyId", key()),
                            "/KeyVersions/KeyVersion",
                            UnaryOperator.identity()),
                    "KeyVersionId",
                    "CreationDate");
        }
    }

    @Command(name = "rotation", description = "Says after which time a key gets a new version by itself.")
    static final class Rotation extends KeyVerbs.OnKey {
        @Option(names = "--after", paramLabel = "TIME", description = "7d to 365d; without it the key is not rotated.")
        private String after = "";

        @Override
        View run(AdministrationClient administration) {
            return after.isEmpty()
                    ? done(
                            administration,
                            "UpdateRotationPolicy",
                            Map.of("EnableAutomaticRotation", "false"),
                            "is not rotated by itself")
                    : done(
                            administration,
                            "UpdateRotationPolicy",
                            Map.of("EnableAutomaticRotation", "true", "RotationInterval", after),
                            "is rotated after " + after);
        }
    }

    private KeyVersionVerbs() {}
}
