package io.coffer.model.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.model.StorageClass;
import io.coffer.model.setting.Lifecycle;
import io.coffer.model.setting.LifecycleRule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** What holds for any rules, any versions and any time. */
class LifecycleJudgePropertyTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<String> KEYS = List.of("", "a", "a/b", "a/b/c", "b");
    private static final StorageClass[] CLASSES = StorageClass.values();

    private static LifecycleRule rule(Random random, String id) {
        Rules rule = Rules.on(KEYS.get(random.nextInt(KEYS.size())));
        if (random.nextInt(5) == 0) {
            rule.disabled();
        }
        if (random.nextInt(3) == 0) {
            rule.tagged("t", Integer.toString(random.nextInt(2)));
        }
        if (random.nextInt(4) == 0) {
            rule.sized(Optional.of((long) random.nextInt(50)), Optional.of(50L + random.nextInt(50)));
        }
        switch (random.nextInt(5)) {
            case 0 -> rule.expire(1 + random.nextInt(20));
            case 1 -> rule.expireCreatedBefore(START.plus(Duration.ofDays(random.nextInt(40))));
            case 2 -> rule.removeMarkers();
            default -> {}
        }
        if (random.nextBoolean()) {
            rule.move(1 + random.nextInt(20), CLASSES[1 + random.nextInt(4)]);
        }
        if (random.nextBoolean()) {
            rule.deleteNoncurrent(1 + random.nextInt(20));
        }
        if (random.nextBoolean()) {
            rule.moveNoncurrent(1 + random.nextInt(20), CLASSES[1 + random.nextInt(4)]);
        }
        return rule.named(id);
    }

    private static List<LifecycleRule> rules(Random random) {
        List<LifecycleRule> rules = new ArrayList<>();
        for (int count = random.nextInt(4); count >= 0; count--) {
            rules.add(rule(random, "rule" + count));
        }
        return rules;
    }

    private static List<ObjectVersion> versions(Random random) {
        List<ObjectVersion> versions = new ArrayList<>();
        Instant modified = START.plusSeconds(random.nextInt(3_000_000));
        for (int count = random.nextInt(4); count >= 0; count--) {
            versions.add(
                    random.nextInt(4) == 0
                            ? Rules.marker("v" + count, modified)
                            : Rules.object(
                                    "v" + count,
                                    modified,
                                    random.nextInt(120),
                                    CLASSES[random.nextInt(5)],
                                    Map.of("t", Integer.toString(random.nextInt(2)))));
            modified = modified.minusSeconds(random.nextInt(500_000));
        }
        return versions;
    }

    @RepeatedTest(300)
    void whatIsDecidedIsSafe(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<LifecycleRule> rules = rules(random);
        List<ObjectVersion> versions = versions(random);
        String key = KEYS.get(1 + random.nextInt(KEYS.size() - 1));
        Instant now = START.plusSeconds(random.nextInt(6_000_000));
        List<LifecycleAction> actions = new LifecycleJudge(new Lifecycle(rules)).judge(key, versions, now);

        Set<String> judged = new HashSet<>();
        for (LifecycleAction action : actions) {
            assertThat(judged.add(action.version()))
                    .as("one action for a version")
                    .isTrue();
            LifecycleRule cause = rules.stream()
                    .filter(rule -> rule.id().equals(action.ruleId()))
                    .findFirst()
                    .orElseThrow();
            assertThat(cause.enabled()).isTrue();
            assertThat(key).startsWith(cause.prefix());
            ObjectVersion version = versions.stream()
                    .filter(candidate -> candidate.id().equals(action.version()))
                    .findFirst()
                    .orElseThrow();
            boolean current = version.equals(versions.getFirst());
            switch (action) {
                case LifecycleAction.Expire expire -> {
                    assertThat(current).isTrue();
                    assertThat(version.isMarker()).isFalse();
                }
                case LifecycleAction.DeleteNoncurrent delete ->
                    assertThat(current).isFalse();
                case LifecycleAction.RemoveMarker remove -> {
                    assertThat(version.isMarker()).isTrue();
                    assertThat(versions).hasSize(1);
                }
                case LifecycleAction.Move move -> {
                    assertThat(version.isMarker()).isFalse();
                    assertThat(move.storageClass()).isGreaterThan(version.storageClass());
                }
            }
            // nothing is due within a day and a night of the moment it counts from
            if (cause.tags().isEmpty() && !(action instanceof LifecycleAction.RemoveMarker)) {
                assertThat(now).isAfter(versions.getLast().modified());
            }
        }
    }

    @RepeatedTest(200)
    void whatGoesNowGoesLaterAndWithMoreRulesAsWell(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition() * 31L);
        List<LifecycleRule> rules = rules(random);
        List<ObjectVersion> versions = versions(random);
        String key = KEYS.get(1 + random.nextInt(KEYS.size() - 1));
        Instant now = START.plusSeconds(random.nextInt(6_000_000));
        Set<String> gone = gone(rules, key, versions, now);
        assertThat(gone(rules, key, versions, now.plus(Duration.ofDays(random.nextInt(30)))))
                .containsAll(gone);
        List<LifecycleRule> more = new ArrayList<>(rules);
        more.add(rule(random, "more"));
        assertThat(gone(more, key, versions, now)).containsAll(gone);
        assertThat(gone(List.of(), key, versions, now)).isEmpty();
    }

    private static Set<String> gone(List<LifecycleRule> rules, String key, List<ObjectVersion> versions, Instant now) {
        Set<String> gone = new HashSet<>();
        for (LifecycleAction action : new LifecycleJudge(new Lifecycle(rules)).judge(key, versions, now)) {
            if (!(action instanceof LifecycleAction.Move)) {
                gone.add(action.version());
            }
        }
        return gone;
    }
}
