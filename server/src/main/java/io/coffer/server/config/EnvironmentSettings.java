package io.coffer.server.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads settings from environment variables: {@code limits.idle-seconds} is {@code COFFER_LIMITS_IDLE_SECONDS}, a list
 * is separated by commas. Lists of sections and free options are written in the file only.
 */
final class EnvironmentSettings {
    static final String CONFIGURATION_FILE = "COFFER_CONFIG";
    /** Read by the launcher script, known here so that no misspelling of a setting is seen in them. */
    private static final Set<String> OTHERS =
            Set.of(CONFIGURATION_FILE, "COFFER_HEAP", "COFFER_JAVA_OPTS", "COFFER_VECTORS");

    private static final String PREFIX = "COFFER_";
    /** A variable this close to a setting's name is taken for a misspelling; others belong to someone else. */
    private static final int MISSPELLED = 2;

    private EnvironmentSettings() {}

    static SettingNode.Section read(Map<String, String> environment) {
        Map<String, Variable> variables = variables();
        SettingNode.Section settings = SettingNode.Section.empty("the environment");
        for (String name : new TreeSet<>(environment.keySet())) {
            Variable variable = variables.get(name);
            if (variable == null) {
                refuseMisspelled(name, variables.keySet());
            } else {
                SettingNode node = variable.node(environment.getOrDefault(name, ""));
                settings = settings.overlaidBy(SettingNode.Section.at(variable.path, node));
            }
        }
        return settings;
    }

    /** The variable of a setting's path, such as {@code [tls, key]}. */
    static String variable(List<String> path) {
        return PREFIX + String.join("_", path).toUpperCase(Locale.ROOT).replace('-', '_');
    }

    static boolean isSettable(SettingKey key) {
        return switch (key.kind()) {
            case ONE, OPTIONAL -> true;
            case LIST -> !key.isSection();
            case OPTIONS -> false;
        };
    }

    private record Variable(String name, List<String> path, SettingKey key) {
        SettingNode node(String text) {
            if (key.kind() != SettingKey.Kind.LIST) {
                return new SettingNode.Scalar(text, name);
            }
            List<SettingNode> items = Arrays.stream(text.split(",", -1))
                    .map(String::strip)
                    .filter(item -> !item.isEmpty())
                    .<SettingNode>map(item -> new SettingNode.Scalar(item, name))
                    .toList();
            return new SettingNode.Sequence(items, name);
        }
    }

    private static Map<String, Variable> variables() {
        Map<String, Variable> variables = new TreeMap<>();
        collect(ServerConfig.class, List.of(), variables);
        return variables;
    }

    private static void collect(Class<?> section, List<String> above, Map<String, Variable> variables) {
        for (SettingKey key : SettingKey.of(section)) {
            List<String> path = new ArrayList<>(above);
            path.add(key.name());
            if (isSettable(key) && key.isSection()) {
                collect(key.type(), path, variables);
            } else if (isSettable(key)) {
                String name = variable(path);
                variables.put(name, new Variable(name, List.copyOf(path), key));
            }
        }
    }

    private static void refuseMisspelled(String name, Set<String> known) {
        if (!name.startsWith(PREFIX) || OTHERS.contains(name)) {
            return;
        }
        NearestName.of(name, known)
                .filter(nearest -> NearestName.distance(name, nearest) <= MISSPELLED)
                .ifPresent(nearest -> {
                    throw new ConfigurationException(
                            "the environment: there is no setting " + name + "; the nearest is " + nearest);
                });
    }
}
