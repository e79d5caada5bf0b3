package io.coffer.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration file that ossutil's users have in their home. Version 1 of ossutil writes a section
 * {@code [Credentials]} with names such as {@code accessKeyID}, version 2 a section {@code [default]} with names such as
 * {@code access_key_id}; both are read, the latter first.
 */
record OssutilConfiguration(Optional<Credentials> credentials, Optional<String> endpoint) {
    static final String FILE = ".ossutilconfig";

    private static final List<String> SECTIONS = List.of("default", "credentials");

    /** @throws UsageException when the file is there and cannot be read */
    static OssutilConfiguration read(Path home) {
        Path file = home.resolve(FILE);
        if (!Files.exists(file)) {
            return new OssutilConfiguration(Optional.empty(), Optional.empty());
        }
        try {
            return parse(Files.readAllLines(file, StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UsageException(
                    file + " cannot be read: " + unreadable.getClass().getSimpleName());
        }
    }

    static OssutilConfiguration parse(List<String> lines) {
        Map<String, Map<String, String>> sections = new HashMap<>();
        Map<String, String> current = new HashMap<>();
        for (String raw : lines) {
            String line = raw.strip();
            int equals = line.indexOf('=');
            if (line.startsWith("[") && line.endsWith("]")) {
                String name = line.substring(1, line.length() - 1).strip().toLowerCase(Locale.ROOT);
                current = sections.computeIfAbsent(name, section -> new HashMap<>());
            } else if (equals > 0 && !line.startsWith("#") && !line.startsWith(";")) {
                current.put(
                        plain(line.substring(0, equals)),
                        unquoted(line.substring(equals + 1).strip()));
            }
        }
        return new OssutilConfiguration(credentials(sections), value(sections, "endpoint"));
    }

    private static Optional<Credentials> credentials(Map<String, Map<String, String>> sections) {
        return SECTIONS.stream()
                .map(name -> sections.getOrDefault(name, Map.of()))
                .filter(section -> section.containsKey("accesskeyid") && section.containsKey("accesskeysecret"))
                .findFirst()
                .map(section -> new Credentials(
                        section.getOrDefault("accesskeyid", ""),
                        section.getOrDefault("accesskeysecret", ""),
                        Optional.ofNullable(section.get("ststoken"))));
    }

    private static Optional<String> value(Map<String, Map<String, String>> sections, String name) {
        return SECTIONS.stream()
                .flatMap(section -> Optional.ofNullable(
                        sections.getOrDefault(section, Map.of()).get(name))
                        .stream())
                .findFirst();
    }

    /** The one form of {@code accessKeyID}, {@code access-key-id} and {@code access_key_id}. */
    private static String plain(String name) {
        return name.strip().replace("_", "").replace("-", "").toLowerCase(Locale.ROOT);
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
