package io.coffer.server.metadata;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.coffer.storage.StorageException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The settings of one record, each read when it is first asked for: a request that needs none of a thousand lifecycle
 * rules does not pay for them. Immutable.
 */
public final class Settings {
    public static final Settings NONE = new Settings(Map.of());

    private final Map<String, JsonNode> stored;
    private final Map<String, Object> read = new ConcurrentHashMap<>();

    @JsonCreator
    Settings(Map<String, JsonNode> stored) {
        this.stored = Map.copyOf(stored);
    }

    @JsonValue
    Map<String, JsonNode> stored() {
        return new TreeMap<>(stored);
    }

    public Set<String> names() {
        return stored.keySet();
    }

    /** @throws StorageException of kind {@link StorageException.Kind#CORRUPT} when this version cannot read it */
    public <T> Optional<T> get(SettingType<T> type) {
        JsonNode node = stored.get(type.name());
        if (node == null) {
            return Optional.empty();
        }
        return Optional.of(type.type().cast(read.computeIfAbsent(type.name(), name -> parse(type, node))));
    }

    private static <T> T parse(SettingType<T> type, JsonNode node) {
        try {
            return RecordJson.MAPPER.treeToValue(node, type.type());
        } catch (JacksonException unreadable) {
            throw new StorageException(
                    StorageException.Kind.CORRUPT, "the setting " + type.name() + " cannot be read", unreadable);
        }
    }

    public <T> Settings with(SettingType<T> type, T value) {
        Map<String, JsonNode> changed = new TreeMap<>(stored);
        changed.put(type.name(), RecordJson.MAPPER.valueToTree(value));
        return new Settings(changed);
    }

    public Settings without(SettingType<?> type) {
        Map<String, JsonNode> changed = new TreeMap<>(stored);
        changed.remove(type.name());
        return new Settings(changed);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Settings settings && stored.equals(settings.stored);
    }

    @Override
    public int hashCode() {
        return stored.hashCode();
    }

    @Override
    public String toString() {
        return "settings " + new TreeMap<>(stored).keySet();
    }
}
