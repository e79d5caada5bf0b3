package io.coffer.model.lifecycle;

import io.coffer.model.StorageClass;
import io.coffer.model.setting.Lifecycle;
import io.coffer.model.setting.LifecycleRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes rules and versions in few words. */
final class Rules {
    static final LifecycleRule.Access BY_CHANGE =
            new LifecycleRule.Access(Optional.empty(), Optional.empty(), Optional.empty());

    private final String prefix;
    private boolean enabled = true;
    private List<LifecycleRule.Tag> tags = List.of();
    private Optional<LifecycleRule.Filter> filter = Optional.empty();
    private Optional<LifecycleRule.Expiration> expiration = Optional.empty();
    private Optional<LifecycleRule.Age> abort = Optional.empty();
    private final List<LifecycleRule.Transition> transitions = new ArrayList<>();
    private Optional<Integer> noncurrentDays = Optional.empty();
    private final List<LifecycleRule.NoncurrentTransition> noncurrent = new ArrayList<>();

    private Rules(String prefix) {
        this.prefix = prefix;
    }

    static Rules on(String prefix) {
        return new Rules(prefix);
    }

    static Lifecycle of(LifecycleRule... rules) {
        return new Lifecycle(List.of(rules));
    }

    Rules disabled() {
        enabled = false;
        return this;
    }

    Rules tagged(String key, String value) {
        tags = List.of(new LifecycleRule.Tag(key, value));
        return this;
    }

    Rules sized(Optional<Long> above, Optional<Long> below) {
        filter = Optional.of(new LifecycleRule.Filter(List.of(), above, below));
        return this;
    }

    Rules except(String not, Optional<LifecycleRule.Tag> tag) {
        filter = Optional.of(
                new LifecycleRule.Filter(List.of(new LifecycleRule.Not(not, tag)), Optional.empty(), Optional.empty()));
        return this;
    }

    Rules expire(int days) {
        expiration = Optional.of(
                new LifecycleRule.Expiration(Optional.of(days), Optional.empty(), Optional.empty(), Optional.empty()));
        return this;
    }

    Rules expireOn(Instant date) {
        expiration = Optional.of(
                new LifecycleRule.Expiration(Optional.empty(), Optional.of(date), Optional.empty(), Optional.empty()));
        return this;
    }

    Rules expireCreatedBefore(Instant bound) {
        expiration = Optional.of(
                new LifecycleRule.Expiration(Optional.empty(), Optional.empty(), Optional.of(bound), Optional.empty()));
        return this;
    }

    Rules removeMarkers() {
        expiration = Optional.of(
                new LifecycleRule.Expiration(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(true)));
        return this;
    }

    Rules abort(int days) {
        abort = Optional.of(new LifecycleRule.Age(Optional.of(days), Optional.empty()));
        return this;
    }

    Rules move(int days, StorageClass storageClass) {
        return move(days, storageClass, BY_CHANGE);
    }

    Rules move(int days, StorageClass storageClass, LifecycleRule.Access access) {
        transitions.add(new LifecycleRule.Transition(
                new LifecycleRule.Age(Optional.of(days), Optional.empty()), storageClass, access));
        return this;
    }

    Rules moveCreatedBefore(Instant bound, StorageClass storageClass) {
        transitions.add(new LifecycleRule.Transition(
                new LifecycleRule.Age(Optional.empty(), Optional.of(bound)), storageClass, BY_CHANGE));
        return this;
    }

    Rules deleteNoncurrent(int days) {
        noncurrentDays = Optional.of(days);
        return this;
    }

    Rules moveNoncurrent(int days, StorageClass storageClass) {
        noncurrent.add(new LifecycleRule.NoncurrentTransition(days, storageClass, BY_CHANGE));
        return this;
    }

    LifecycleRule named(String id) {
        return new LifecycleRule(
                id, prefix, enabled, tags, filter, expiration, abort, transitions, noncurrentDays, noncurrent);
    }

    LifecycleRule rule() {
        return named("rule");
    }

    static ObjectVersion object(String id, Instant modified) {
        return object(id, modified, 100, StorageClass.STANDARD, Map.of());
    }

    static ObjectVersion object(
            String id, Instant modified, long size, StorageClass storageClass, Map<String, String> tags) {
        return new ObjectVersion(id, ObjectVersion.Kind.OBJECT, modified, size, storageClass, tags, modified);
    }

    static ObjectVersion marker(String id, Instant modified) {
        return new ObjectVersion(
                id, ObjectVersion.Kind.DELETE_MARKER, modified, 0, StorageClass.STANDARD, Map.of(), modified);
    }
}
