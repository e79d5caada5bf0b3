package io.coffer.server.admin;

import io.coffer.encryption.KeyAliases.Alias;
import io.coffer.encryption.KeyMetadata;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The filters of ListKeys, {@code [{"Key": "KeyState", "Values": ["Enabled"]}]}: of one property any value will do, and
 * every property must fit.
 */
final class KeyFilters {
    private static final String FILTERS = "Filters";
    private static final int MOST = 10;

    private final Map<String, Set<String>> wanted = new HashMap<>();
    private final List<Alias> aliases;

    KeyFilters(AdminCall call, List<Alias> aliases) {
        this.aliases = aliases;
        if (call.optional(FILTERS).isPresent()) {
            JsonNode filters = KeyParameters.array(call, FILTERS);
            if (filters.size() > MOST) {
                throw KeyError.invalid(FILTERS, "It has more than 10 filters.");
            }
            filters.forEach(this::read);
        }
    }

    private void read(JsonNode filter) {
        JsonNode values = filter.path("Values");
        if (!values.isArray() || values.size() > MOST) {
            throw KeyError.invalid(FILTERS, "Each filter has Values, an array of at most 10 texts.");
        }
        Set<String> known = wanted.computeIfAbsent(filter.path("Key").asString(""), first -> new HashSet<>());
        values.forEach(value -> known.add(value.asString("")));
    }

    boolean accept(KeyMetadata key) {
        return wanted.entrySet().stream()
                .allMatch(property -> property.getValue().isEmpty()
                        || of(key, property.getKey()).anyMatch(property.getValue()::contains));
    }

    private Stream<String> of(KeyMetadata key, String property) {
        return switch (property) {
            case "KeyState" -> Stream.of(KeyView.state(key));
            case "KeySpec" -> Stream.of(KeyView.SPEC);
            case "KeyUsage" -> Stream.of(KeyView.USAGE);
            case "ProtectionLevel" -> Stream.of(KeyView.PROTECTION);
            case "CreatorType" -> Stream.of(KeyView.creatorType(key));
            case "Creator" -> Stream.of(key.owner());
            case "KeyId", "keyId" -> Stream.of(key.keyId());
            case "AliasName" ->
                aliases.stream()
                        .filter(alias -> alias.keyId().equals(key.keyId()))
                        .map(Alias::name);
            case "TagKey" -> key.settings().tags().keySet().stream();
            case "TagValue" -> key.settings().tags().values().stream();
            // keys here belong to no instance
            case "DKMSInstanceId" -> Stream.empty();
            default -> throw KeyError.invalid(FILTERS, "A filter has an unknown Key.");
        };
    }
}
