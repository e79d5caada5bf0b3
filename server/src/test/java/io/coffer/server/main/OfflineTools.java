package io.coffer.server.main;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands that work without a server, for tests of other rooms. */
public final class OfflineTools {
    private static final JsonMapper JSON = new JsonMapper();

    private OfflineTools() {}

    /** What a command printed and ended with. */
    public record Result(int code, String out, String err) {
        public JsonNode json() {
            return JSON.readTree(out);
        }

        /** {@code check bucket/key}, a line each. */
        public List<String> findings() {
            return json().path("findings")
                    .valueStream()
                    .map(finding -> finding.path("check").asString() + " "
                            + finding.path("bucket").asString() + "/"
                            + finding.path("key").asString())
                    .toList();
        }
    }

    private interface Command {
        int run(PrintStream out, PrintStream err);
    }

    private static Result run(Command command) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = command.run(
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    public static Result verify(Path data, String... more) {
        String[] arguments = Stream.concat(Stream.of("--data", data.toString(), "--output", "json"), Stream.of(more))
                .toArray(String[]::new);
        return run((out, err) -> Verify.run(arguments, out, err, Map.of()));
    }

    public static Result drill(String... arguments) {
        return run((out, err) -> Drill.run(arguments, out, err, Map.of()));
    }

    public static Result migrateFinish(Path configuration, Path data, String... more) {
        String[] arguments = Stream.concat(
                        Stream.of("--config", configuration.toString(), "--data", data.toString()), Stream.of(more))
                .toArray(String[]::new);
        return run((out, err) -> Migrate.run(arguments, out, err, Map.of()));
    }

    /** As it ends without a configuration. */
    public static Result migrateFinish(Path data) {
        return run((out, err) -> Migrate.run(new String[] {"--data", data.toString()}, out, err, Map.of()));
    }

    public static Result keyLog(String... arguments) {
        return run((out, err) -> KeyLog.run(arguments, out, err));
    }
}
