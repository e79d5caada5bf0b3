package io.coffer.model.lifecycle;

import io.coffer.model.setting.LifecycleRule;
import java.util.Map;

/** Which keys and versions a rule is for. */
final class RuleMatch {
    private RuleMatch() {}

    /** Whether the rule is in force for a key, whatever its versions are like. */
    static boolean matchesKey(LifecycleRule rule, String key) {
        return rule.enabled() && key.startsWith(rule.prefix());
    }

    static boolean matches(LifecycleRule rule, String key, ObjectVersion version) {
        if (!matchesKey(rule, key)) {
            return false;
        }
        // a marker has neither tags nor size, so nothing that asks for them is for it
        if (version.isMarker()) {
            return rule.tags().isEmpty() && rule.filter().stream().noneMatch(filter -> excludesMarker(filter, key));
        }
        return rule.tags().stream().allMatch(tag -> has(version.tags(), tag))
                && rule.filter().stream().allMatch(filter -> admits(filter, key, version));
    }

    private static boolean excludesMarker(LifecycleRule.Filter filter, String key) {
        return filter.sizeGreaterThan().isPresent()
                || filter.sizeLessThan().isPresent()
                || filter.except().stream().anyMatch(not -> key.startsWith(not.prefix()));
    }

    private static boolean admits(LifecycleRule.Filter filter, String key, ObjectVersion version) {
        return filter.sizeGreaterThan().stream().allMatch(bound -> version.size() > bound)
                && filter.sizeLessThan().stream().allMatch(bound -> version.size() < bound)
                && filter.except().stream().noneMatch(not -> isExcepted(not, key, version.tags()));
    }

    private static boolean isExcepted(LifecycleRule.Not not, String key, Map<String, String> tags) {
        return key.startsWith(not.prefix()) && not.tag().stream().allMatch(tag -> has(tags, tag));
    }

    /** An upload has no tags and no size yet, so a rule that asks for them is not for it. */
    static boolean matchesUpload(LifecycleRule rule, String key) {
        return matchesKey(rule, key)
                && rule.tags().isEmpty()
                && rule.filter().stream().noneMatch(filter -> excludesMarker(filter, key));
    }

    private static boolean has(Map<String, String> tags, LifecycleRule.Tag tag) {
        return tag.value().equals(tags.get(tag.key()));
    }
}
