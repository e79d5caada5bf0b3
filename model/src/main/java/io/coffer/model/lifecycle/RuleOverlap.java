package io.coffer.model.lifecycle;

import io.coffer.model.OssError;
import io.coffer.model.setting.LifecycleRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Rules for the same keys, which contradict each other when they do the same. */
final class RuleOverlap {
    private static final String ABORT = "AbortMultipartUpload";

    private RuleOverlap() {}

    /** @throws io.coffer.model.OssException {@link OssError#LIFECYCLE_OVERLAP} or a wrong order among the rules */
    static void require(List<LifecycleRule> rules, boolean allowed) {
        for (int at = 0; at < rules.size(); at++) {
            for (LifecycleRule other : rules.subList(0, at)) {
                requireApart(other, rules.get(at), allowed);
            }
        }
    }

    private static void requireApart(LifecycleRule one, LifecycleRule other, boolean allowed) {
        if (!overlap(one, other)) {
            return;
        }
        Set<String> same = new HashSet<>(actions(one));
        same.retainAll(actions(other));
        if (allowed) {
            // which of two times gives up an upload is never left open
            same.retainAll(Set.of(ABORT));
        }
        same.stream().sorted().findFirst().ifPresent(action -> {
            throw OssError.LIFECYCLE_OVERLAP.saying(OssError.LIFECYCLE_OVERLAP.message() + " "
                    + (action.contains("/") ? action.substring(0, action.indexOf('/')) : action));
        });
        if (!allowed) {
            ActionOrder.require(List.of(one, other), OssError.LIFECYCLE_ORDER_OF_RULES);
        }
    }

    /** Two rules with different tags are taken to be for different objects, as OSS takes them. */
    private static boolean overlap(LifecycleRule one, LifecycleRule other) {
        boolean nested =
                one.prefix().startsWith(other.prefix()) || other.prefix().startsWith(one.prefix());
        return nested
                && Set.copyOf(one.tags()).equals(Set.copyOf(other.tags()))
                && !isExcepted(one, other)
                && !isExcepted(other, one)
                && !sizesApart(one, other)
                && !sizesApart(other, one);
    }

    private static boolean isExcepted(LifecycleRule inner, LifecycleRule outer) {
        return outer.filter().stream()
                .flatMap(filter -> filter.except().stream())
                .anyMatch(not -> not.tag().isEmpty() && inner.prefix().startsWith(not.prefix()));
    }

    private static boolean sizesApart(LifecycleRule small, LifecycleRule large) {
        return small.filter().flatMap(LifecycleRule.Filter::sizeLessThan).stream()
                .anyMatch(below -> large.filter().flatMap(LifecycleRule.Filter::sizeGreaterThan).stream()
                        .anyMatch(above -> above >= below - 1));
    }

    /** What a rule does; moving to one class is another thing than moving to another. */
    private static List<String> actions(LifecycleRule rule) {
        List<String> actions = new ArrayList<>();
        rule.expiration().ifPresent(expiration -> {
            if (expiration.hasTime()) {
                actions.add("Expiration");
            }
            if (expiration.removesMarkers()) {
                actions.add("ExpiredObjectDeleteMarker");
            }
        });
        rule.abortMultipartUpload().ifPresent(age -> actions.add(ABORT));
        rule.transitions()
                .forEach(transition -> actions.add("Transition/" + transition.storageClass()
                        + transition.access().counts()));
        rule.noncurrentExpirationDays().ifPresent(days -> actions.add("NoncurrentVersionExpiration"));
        rule.noncurrentTransitions()
                .forEach(transition -> actions.add("NoncurrentVersionTransition/" + transition.storageClass()
                        + transition.access().counts()));
        return actions;
    }
}
