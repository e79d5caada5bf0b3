package io.coffer.server.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was written, before it has a type. Every scalar is its text, so that file, environment and flags are alike. */
sealed interface SettingNode {
    /** Where it was written, such as {@code coffer.yaml line 3} or {@code --listen}. */
    String origin();

    record Scalar(String text, String origin) implements SettingNode {}

    /** A key with nothing behind it. */
    record Empty(String origin) implements SettingNode {}

    record Sequence(List<SettingNode> items, String origin) implements SettingNode {}

    record Section(Map<String, SettingNode> children, String origin) implements SettingNode {
        static Section empty(String origin) {
            return new Section(Map.of(), origin);
        }

        /** This section with the other's keys over its own; sections are joined, everything else is replaced. */
        Section overlaidBy(Section other) {
            Map<String, SettingNode> joined = new LinkedHashMap<>(children);
            other.children.forEach((key, node) -> joined.merge(
                    key,
                    node,
                    (below, above) -> below instanceof Section lower && above instanceof Section upper
                            ? lower.overlaidBy(upper)
                            : above));
            return new Section(joined, origin);
        }

        /** A section that holds one node at the end of a path of keys. */
        static Section at(List<String> path, SettingNode node) {
            SettingNode inner = path.size() == 1 ? node : at(path.subList(1, path.size()), node);
            return new Section(Map.of(path.getFirst(), inner), node.origin());
        }
    }
}
