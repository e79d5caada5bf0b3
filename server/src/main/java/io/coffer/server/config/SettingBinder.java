package io.coffer.server.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what was written into records; the records' own constructors validate. */
final class SettingBinder {
    private SettingBinder() {}

    /**
     * Binds a section. Components without {@link Setting} must be optional and start empty.
     *
     * @throws ConfigurationException for an unknown, missing or wrong key; the message names the place
     */
    static <T> T bind(Class<T> type, SettingNode.Section section) {
        return type.cast(bind(type, section, ""));
    }

    private static Object bind(Class<?> type, SettingNode.Section section, String path) {
        refuseUnknownKeys(type, section, path);
        Object[] values = Arrays.stream(type.getRecordComponents())
                .map(component -> SettingKey.of(component)
                        .map(key -> value(key, section, path + key.name()))
                        .orElseGet(Optional::empty))
                .toArray();
        try {
            return construct(type, values);
        } catch (IllegalArgumentException refused) {
            throw wrong(section, path.isEmpty() ? path : path.substring(0, path.length() - 1), refused);
        }
    }

    private static Object value(SettingKey key, SettingNode.Section section, String path) {
        SettingNode node = section.children().get(key.name());
        return switch (key.kind()) {
            case ONE -> one(key, node == null ? fallback(key, section, path) : node, path);
            case OPTIONAL -> Optional.ofNullable(node).map(given -> one(key, given, path));
            case LIST -> list(key, node, path);
            case OPTIONS -> options(node, path);
        };
    }

    private static SettingNode fallback(SettingKey key, SettingNode.Section section, String path) {
        if (key.isSection()) {
            return SettingNode.Section.empty(section.origin());
        }
        if (key.fallback().isEmpty()) {
            throw new ConfigurationException(section.origin() + ": " + path + " is missing");
        }
        return new SettingNode.Scalar(key.fallback(), "the built-in value");
    }

    private static Object one(SettingKey key, SettingNode node, String path) {
        if (key.isSection()) {
            return switch (node) {
                case SettingNode.Section section -> bind(key.type(), section, path + ".");
                case SettingNode.Empty empty -> bind(key.type(), SettingNode.Section.empty(empty.origin()), path + ".");
                case SettingNode.Scalar scalar -> throw notASection(scalar, path);
                case SettingNode.Sequence sequence -> throw notASection(sequence, path);
            };
        }
        String text = scalar(node, path);
        try {
            return ScalarSetting.parse(key.type(), text);
        } catch (IllegalArgumentException refused) {
            throw wrong(node, path, refused);
        }
    }

    private static Object list(SettingKey key, @Nullable SettingNode node, String path) {
        List<Object> items = switch (node) {
            case null -> List.of();
            case SettingNode.Sequence sequence ->
                sequence.items().stream().map(item -> one(key, item, path)).toList();
            case SettingNode.Empty empty -> throw wrongForm(empty, path, "has no value");
            case SettingNode.Scalar scalar -> throw wrongForm(scalar, path, "must be a list");
            case SettingNode.Section section -> throw wrongForm(section, path, "must be a list");
        };
        Set<Object> distinct = new LinkedHashSet<>(items);
        if (node != null && distinct.size() < items.size()) {
            throw wrongForm(node, path, "names the same thing twice");
        }
        return items;
    }

    private static Map<String, String> options(@Nullable SettingNode node, String path) {
        return switch (node) {
            case null -> Map.of();
            case SettingNode.Empty empty -> options(SettingNode.Section.empty(empty.origin()), path);
            case SettingNode.Section section -> {
                Map<String, String> options = new LinkedHashMap<>();
                section.children().forEach((name, value) -> options.put(name, scalar(value, path + "." + name)));
                yield options;
            }
            case SettingNode.Scalar scalar -> throw notASection(scalar, path);
            case SettingNode.Sequence sequence -> throw notASection(sequence, path);
        };
    }

    private static String scalar(SettingNode node, String path) {
        return switch (node) {
            case SettingNode.Scalar scalar -> scalar.text();
            case SettingNode.Empty empty -> throw wrongForm(empty, path, "has no value");
            case SettingNode.Sequence sequence -> throw wrongForm(sequence, path, "must be one value");
            case SettingNode.Section section -> throw wrongForm(section, path, "must be one value");
        };
    }

    private static void refuseUnknownKeys(Class<?> type, SettingNode.Section section, String path) {
        List<String> known = SettingKey.of(type).stream().map(SettingKey::name).toList();
        section.children().forEach((name, node) -> {
            if (!known.contains(name)) {
                String nearest = NearestName.of(name, known).orElseThrow();
                throw new ConfigurationException(
                        node.origin() + ": there is no key " + path + name + "; the nearest is " + path + nearest);
            }
        });
    }

    private static Object construct(Class<?> type, Object[] values) {
        try {
            Class<?>[] types = Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            Constructor<?> canonical = type.getDeclaredConstructor(types);
            return canonical.newInstance(values);
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            throw new IllegalStateException(thrown.getCause());
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("a record without its constructor: " + type, impossible);
        }
    }

    private static ConfigurationException notASection(SettingNode node, String path) {
        return wrongForm(node, path, "must hold keys of its own");
    }

    private static ConfigurationException wrongForm(SettingNode node, String path, String problem) {
        return new ConfigurationException(node.origin() + ": " + path + " " + problem);
    }

    private static ConfigurationException wrong(SettingNode node, String path, IllegalArgumentException refused) {
        String place = path.isEmpty() ? node.origin() : node.origin() + ": " + path;
        return new ConfigurationException(place + ": " + refused.getMessage());
    }
}
