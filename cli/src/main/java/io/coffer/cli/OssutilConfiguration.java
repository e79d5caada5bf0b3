package io.coffer.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The configuration file that ossutil's users have in their home. Version 1 of ossutil writes a section
 * {@code [Credentials]} with names such as {@code accessKeyID}, version 2 a section {@code [default]} with names such as
 * {@code access-key-id}, and {@code [profile NAME]} for others; {@code source-profile} names another profile that says
 * what this one leaves open.
 */
final class OssutilConfiguration {
    static final String FILE = ".ossutilconfig";

    private static final String DEFAULT = "default";
    private static final String VERSION_1 = "credentials";
    private static final String ACCESS_KEY_ID = "accesskeyid";
    private static final String ACCESS_KEY_SECRET = "accesskeysecret";
    private static final Set<String> KEY_NAMES = Set.of(ACCESS_KEY_ID, ACCESS_KEY_SECRET, "ststoken");

    private final Map<String, String> values;

    private OssutilConfiguration(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /**
     * Reads one profile of a file.
     *
     * @param isNamed whether somebody named the file, so that it must be there
     * @param profile empty for the one that needs no name
     * @throws UsageException when the file is there and cannot be read, or the profile is not
     */
    static OssutilConfiguration read(Path file, boolean isNamed, Optional<String> profile) {
        if (!isNamed && !Files.exists(file)) {
            return parse(List.of(), profile);
        }
        try {
            return parse(Files.readAllLines(file, StandardCharsets.UTF_8), profile);
        } catch (IOException unreadable) {
            throw new UsageException(
                    file + " cannot be read: " + unreadable.getClass().getSimpleName());
        }
    }

    static OssutilConfiguration parse(List<String> lines, Optional<String> profile) {
        Map<String, Map<String, String>> sections = sections(lines);
        return new OssutilConfiguration(
                profile.map(name -> profile(sections, name)).orElseGet(() -> unnamed(sections)));
    }

    /** Half an access key of version 2 does not complete that of version 1. */
    private static Map<String, String> unnamed(Map<String, Map<String, String>> sections) {
        Map<String, String> all = new HashMap<>(sections.getOrDefault(VERSION_1, Map.of()));
        if (sections.containsKey(DEFAULT)) {
            Map<String, String> later = profile(sections, DEFAULT);
            boolean isWhole = later.keySet().containsAll(List.of(ACCESS_KEY_ID, ACCESS_KEY_SECRET));
            (isWhole ? all : later).keySet().removeAll(KEY_NAMES);
            all.putAll(later);
        }
        return all;
    }

    private static Map<String, Map<String, String>> sections(List<String> lines) {
        Map<String, Map<String, String>> sections = new HashMap<>();
        Map<String, String> current = new HashMap<>();
        for (String raw : lines) {
            String line = raw.strip();
            int equals = line.indexOf('=');
            if (line.startsWith("[") && line.endsWith("]")) {
                current = sections.computeIfAbsent(
                        sectionName(line.substring(1, line.length() - 1)), section -> new HashMap<>());
            } else if (equals > 0 && !line.startsWith("#") && !line.startsWith(";")) {
                current.put(
                        plain(line.substring(0, equals)),
                        unquoted(line.substring(equals + 1).strip()));
            }
        }
        return sections;
    }

    private static String sectionName(String heading) {
        return heading.strip().replaceFirst("(?i)^profile\\s+", "").toLowerCase(Locale.ROOT);
    }

    /** A profile over the ones it builds upon. */
    private static Map<String, String> profile(Map<String, Map<String, String>> sections, String name) {
        Map<String, String> all = new HashMap<>();
        Set<String> seen = new HashSet<>();
        Optional<String> next = Optional.of(name);
        while (next.isPresent()) {
            String current = next.get().toLowerCase(Locale.ROOT);
            Map<String, String> section = sections.get(current);
            if (section == null) {
                throw new UsageException("the configuration file has no profile " + next.get());
            }
            if (!seen.add(current)) {
                throw new UsageException("the profile " + next.get() + " builds upon itself");
            }
            section.forEach(all::putIfAbsent);
            next = Optional.ofNullable(section.get("sourceprofile"));
        }
        return all;
    }

    Optional<Credentials> credentials() {
        Optional<String> id = value("access-key-id");
        Optional<String> secret = value("access-key-secret");
        if (id.isPresent() != secret.isPresent()) {
            throw new UsageException("the configuration file has only one of access-key-id and access-key-secret");
        }
        return id.map(accessKeyId -> new Credentials(accessKeyId, secret.orElseThrow(), value("sts-token")));
    }

    /** @param name as version 2 of ossutil writes it, such as {@code access-key-id} */
    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(plain(name))).filter(text -> !text.isEmpty());
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
