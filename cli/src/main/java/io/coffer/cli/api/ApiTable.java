package io.coffer.cli.api;

import io.coffer.cli.api.ApiParameter.Kind;
import io.coffer.cli.api.ApiParameter.Place;
import io.coffer.protocol.Method;
import io.coffer.protocol.QueryParameters.Parameter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Reads the table of operations; its form stands at its head. */
final class ApiTable {
    private static final String FILE = "operations.table";
    private static final int COLUMNS = 4;

    private final Map<String, String> groups = new HashMap<>();
    private final List<ApiOperation> operations = new ArrayList<>();

    private ApiTable() {}

    static List<ApiOperation> read() {
        ApiTable table = new ApiTable();
        try (InputStream file = Objects.requireNonNull(ApiTable.class.getResourceAsStream(FILE));
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(table::line);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return List.copyOf(table.operations);
    }

    private void line(String line) {
        if (line.startsWith("%")) {
            String[] group = line.split(" = ", 2);
            groups.put(group[0], group[1]);
        } else {
            operations.add(operation(line));
        }
    }

    private ApiOperation operation(String line) {
        String[] columns = line.split("\\|", -1);
        if (columns.length != COLUMNS) {
            throw new IllegalStateException("not an operation: " + line);
        }
        List<String> route = words(columns[1]);
        return new ApiOperation(
                columns[0].strip(),
                Method.valueOf(route.get(0)),
                ApiOperation.Level.valueOf(route.get(1).toUpperCase(Locale.ROOT)),
                route.stream().skip(2).map(ApiTable::fixed).toList(),
                words(columns[2]).stream()
                        .flatMap(word -> parameters(word).stream())
                        .toList(),
                columns[3].strip());
    }

    private static Parameter fixed(String word) {
        String[] pair = word.substring(1).split("=", 2);
        return new Parameter(pair[0], pair.length == 1 ? Optional.empty() : Optional.of(pair[1]));
    }

    private List<ApiParameter> parameters(String word) {
        if (word.startsWith("%")) {
            return words(Objects.requireNonNull(groups.get(word), word)).stream()
                    .flatMap(inner -> parameters(inner).stream())
                    .toList();
        }
        boolean isRequired = word.endsWith("*");
        String rest = isRequired ? word.substring(0, word.length() - 1) : word;
        Kind kind = rest.endsWith("#") ? Kind.NUMBER : rest.endsWith("!") ? Kind.FLAG : Kind.TEXT;
        String named = kind == Kind.TEXT ? rest : rest.substring(0, rest.length() - 1);
        return List.of(
                switch (named) {
                    case "metadata" -> new ApiParameter(named, Place.METADATA, kind, isRequired);
                    case "data" -> new ApiParameter(named, Place.DATA, kind, isRequired);
                    case "content" -> new ApiParameter(named, Place.CONTENT, kind, isRequired);
                    default -> placed(named, kind, isRequired);
                });
    }

    private static ApiParameter placed(String named, Kind kind, boolean isRequired) {
        if (named.startsWith("@")) {
            return new ApiParameter(named.substring(1), Place.HEADER, kind, isRequired);
        }
        int equals = named.indexOf('=');
        if (equals < 0) {
            return new ApiParameter(named, Place.QUERY, kind, isRequired);
        }
        Place body = Place.valueOf(named.substring(0, equals).toUpperCase(Locale.ROOT));
        return new ApiParameter(named.substring(equals + 1), body, kind, isRequired);
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
