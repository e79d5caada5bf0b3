package io.coffer.server.keyuse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which records are wanted.
 *
 * @param wanted the fields that must have these values; none for all records
 */
public record KeyLogQuery(Map<String, String> wanted) {
    public KeyLogQuery {
        wanted = Map.copyOf(wanted);
    }

    /**
     * Visits the readable records in their order.
     *
     * @param place a file of the log, or its directory
     */
    public static void each(Path place, KeyLogQuery query, Consumer<KeyLogReader.Line> visitor) throws IOException {
        List<Path> files = Files.isDirectory(place)
                ? KeyLogFiles.in(place).stream().map(KeyLogFiles.LogFile::path).toList()
                : List.of(place);
        for (Path file : files) {
            try (KeyLogReader reader = new KeyLogReader(file)) {
                for (KeyLogReader.Line line = reader.next(); line != null; line = reader.next()) {
                    if (line.isReadable() && query.takes(line)) {
                        visitor.accept(line);
                    }
                }
            }
        }
    }

    private boolean takes(KeyLogReader.Line line) {
        return wanted.entrySet().stream()
                .allMatch(field -> line.text(field.getKey()).equals(field.getValue()));
    }

    /** Time, operation, key and version, bucket and body, who and by which request, in one line for people. */
    public static String row(KeyLogReader.Line line) {
        String version =
                line.json().map(json -> json.path("keyVersion").asString("")).orElse("");
        String who = Stream.of("caller", "account", "principal", "session", "accessKeyId")
                .map(line::text)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("/"));
        return Stream.of(
                        line.text("time"),
                        line.text("operation"),
                        line.text("keyId") + (version.isEmpty() ? "" : ":" + version),
                        line.text("bucket") + "/" + line.text("blob"),
                        who,
                        line.text("requestId"))
                .map(text -> text.isEmpty() || text.equals("/") ? "-" : text)
                .collect(Collectors.joining("  "));
    }
}
