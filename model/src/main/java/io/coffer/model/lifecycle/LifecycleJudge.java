package io.coffer.model.lifecycle;

import io.coffer.model.StorageClass;
import io.coffer.model.setting.Lifecycle;
import io.coffer.model.setting.LifecycleRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Decides what the rules of a bucket ask to be done at a moment. To go is stronger than to move; of several classes due
 * the coldest counts, and nothing is ever moved to a warmer one.
 */
public final class LifecycleJudge {
    private final Lifecycle lifecycle;

    public LifecycleJudge(Lifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    /** When a current version goes, and by which rule. */
    public record Expiry(Instant due, String ruleId) {}

    /**
     * What is to be done with a key's versions.
     *
     * @param versions newest first; the first one is current
     */
    public List<LifecycleAction> judge(String key, List<ObjectVersion> versions, Instant now) {
        List<LifecycleAction> actions = new ArrayList<>();
        for (int at = 0; at < versions.size(); at++) {
            ObjectVersion version = versions.get(at);
            if (at == 0) {
                current(key, version, versions.size(), now).ifPresent(actions::add);
            } else {
                // what replaced it tells since when it is not current
                noncurrent(key, version, versions.get(at - 1).modified(), now).ifPresent(actions::add);
            }
        }
        return actions;
    }

    private Optional<LifecycleAction> current(String key, ObjectVersion version, int count, Instant now) {
        if (version.isMarker()) {
            return markerRule(key, version)
                    .filter(id -> count == 1)
                    .map(id -> new LifecycleAction.RemoveMarker(version.id(), id));
        }
        Optional<LifecycleAction> goes = expiry(key, version)
                .filter(expiry -> !expiry.due().isAfter(now))
                .map(expiry -> new LifecycleAction.Expire(version.id(), expiry.ruleId()));
        return goes.isPresent() ? goes : move(version, dueTransitions(key, version, now));
    }

    private Optional<String> markerRule(String key, ObjectVersion marker) {
        return lifecycle.rules().stream()
                .filter(rule -> RuleMatch.matches(rule, key, marker))
                .filter(rule -> rule.expiration().stream().anyMatch(LifecycleRule.Expiration::removesMarkers))
                .map(LifecycleRule::id)
                .findFirst();
    }

    /** The first time at which the current version goes, when any rule lets it go at a known time. */
    public Optional<Expiry> expiry(String key, ObjectVersion version) {
        return lifecycle.rules().stream()
                .filter(rule -> RuleMatch.matches(rule, key, version))
                .flatMap(rule -> rule.expiration().stream()
                        .flatMap(expiration -> due(expiration, version).stream())
                        .map(due -> new Expiry(due, rule.id())))
                .min(Comparator.comparing(Expiry::due));
    }

    private static Optional<Instant> due(LifecycleRule.Expiration expiration, ObjectVersion version) {
        return expiration
                .days()
                .map(days -> DueTime.after(version.modified(), days))
                .or(expiration::date)
                .or(() -> expiration
                        .createdBefore()
                        .filter(bound -> version.modified().isBefore(bound)));
    }

    private record Candidate(StorageClass storageClass, String ruleId) {}

    private List<Candidate> dueTransitions(String key, ObjectVersion version, Instant now) {
        List<Candidate> due = new ArrayList<>();
        for (LifecycleRule rule : lifecycle.rules()) {
            if (RuleMatch.matches(rule, key, version)) {
                rule.transitions().stream()
                        .filter(transition -> isDue(transition, version, now))
                        .forEach(transition -> due.add(new Candidate(transition.storageClass(), rule.id())));
            }
        }
        return due;
    }

    private static boolean isDue(LifecycleRule.Transition transition, ObjectVersion version, Instant now) {
        LifecycleRule.Access access = transition.access();
        Instant from = access.counts() ? version.lastAccess() : version.modified();
        LifecycleRule.Age age = transition.age();
        return !access.spares(version.size())
                && (age.days().stream()
                                .anyMatch(days -> !DueTime.after(from, days).isAfter(now))
                        || age.createdBefore().stream().anyMatch(bound -> isBefore(from, bound, now)));
    }

    /** The day itself must have come as well: a day in the future would otherwise act on all that is stored today. */
    private static boolean isBefore(Instant event, Instant bound, Instant now) {
        return event.isBefore(bound) && !bound.isAfter(now);
    }

    private static Optional<LifecycleAction> move(ObjectVersion version, List<Candidate> due) {
        if (version.kind() != ObjectVersion.Kind.OBJECT) {
            return Optional.empty();
        }
        return due.stream()
                .filter(candidate -> candidate.storageClass().compareTo(version.storageClass()) > 0)
                .max(Comparator.comparing(Candidate::storageClass))
                .map(candidate -> new LifecycleAction.Move(version.id(), candidate.ruleId(), candidate.storageClass()));
    }

    private Optional<LifecycleAction> noncurrent(String key, ObjectVersion version, Instant replaced, Instant now) {
        List<Candidate> due = new ArrayList<>();
        for (LifecycleRule rule : lifecycle.rules()) {
            if (!RuleMatch.matches(rule, key, version)) {
                continue;
            }
            if (rule.noncurrentExpirationDays().stream()
                    .anyMatch(days -> !DueTime.after(replaced, days).isAfter(now))) {
                return Optional.of(new LifecycleAction.DeleteNoncurrent(version.id(), rule.id()));
            }
            rule.noncurrentTransitions().stream()
                    .filter(transition -> isDue(transition, version, replaced, now))
                    .forEach(transition -> due.add(new Candidate(transition.storageClass(), rule.id())));
        }
        return move(version, due);
    }

    private static boolean isDue(
            LifecycleRule.NoncurrentTransition transition, ObjectVersion version, Instant replaced, Instant now) {
        LifecycleRule.Access access = transition.access();
        Instant from = access.counts() && version.lastAccess().isAfter(replaced) ? version.lastAccess() : replaced;
        return !access.spares(version.size())
                && !DueTime.after(from, transition.days()).isAfter(now);
    }

    /** The rule that gives up an upload begun at a time, when one does. */
    public Optional<String> abortsUpload(String key, Instant initiated, Instant now) {
        return lifecycle.rules().stream()
                .filter(rule -> RuleMatch.matchesUpload(rule, key))
                .filter(rule -> rule.abortMultipartUpload().stream()
                        .anyMatch(age -> age.days().stream()
                                        .anyMatch(days ->
                                                !DueTime.after(initiated, days).isAfter(now))
                                || age.createdBefore().stream().anyMatch(bound -> isBefore(initiated, bound, now))))
                .map(LifecycleRule::id)
                .findFirst();
    }

    /** Whether a read brings the version back to Standard. */
    public boolean returnsWhenRead(String key, ObjectVersion version, boolean current) {
        return version.storageClass() == StorageClass.IA
                && lifecycle.rules().stream()
                        .filter(rule -> RuleMatch.matches(rule, key, version))
                        .anyMatch(rule -> current
                                ? rule.transitions().stream()
                                        .anyMatch(transition ->
                                                transition.access().returns())
                                : rule.noncurrentTransitions().stream()
                                        .anyMatch(transition ->
                                                transition.access().returns()));
    }

    /** Whether tags decide about anything, so that they must be known. */
    public boolean asksForTags() {
        return lifecycle.rules().stream()
                .anyMatch(rule -> !rule.tags().isEmpty()
                        || rule.filter().stream()
                                .flatMap(filter -> filter.except().stream())
                                .anyMatch(not -> not.tag().isPresent()));
    }

    /** The fewest prefixes below which all lies that an enabled rule is for. */
    public List<String> prefixes() {
        List<String> sorted = lifecycle.rules().stream()
                .filter(LifecycleRule::enabled)
                .map(LifecycleRule::prefix)
                .sorted()
                .toList();
        List<String> fewest = new ArrayList<>();
        for (String prefix : sorted) {
            if (fewest.isEmpty() || !prefix.startsWith(fewest.getLast())) {
                fewest.add(prefix);
            }
        }
        return fewest;
    }
}
