package io.coffer.model.lifecycle;

import io.coffer.model.OssError;
import io.coffer.model.StorageClass;
import io.coffer.model.setting.LifecycleRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Objects grow colder step by step and go last: what comes later in this order needs a later time. */
final class ActionOrder {
    /** After the coldest class. */
    private static final int GOES = StorageClass.values().length;

    private ActionOrder() {}

    /** @param time in days, or as a day; the two are never compared with each other */
    private record Step(int rank, long time) {}

    /** @throws io.coffer.model.OssException {@code refusal} */
    static void require(List<LifecycleRule> rules, OssError refusal) {
        List<Step> byDays = new ArrayList<>();
        List<Step> byDate = new ArrayList<>();
        List<Step> byAccess = new ArrayList<>();
        List<Step> noncurrent = new ArrayList<>();
        List<Step> noncurrentByAccess = new ArrayList<>();
        for (LifecycleRule rule : rules) {
            rule.expiration().ifPresent(expiration -> {
                expiration.days().ifPresent(days -> byDays.add(new Step(GOES, days)));
                expiration.date().ifPresent(day -> byDate.add(step(GOES, day)));
                expiration.createdBefore().ifPresent(day -> byDate.add(step(GOES, day)));
            });
            for (LifecycleRule.Transition transition : rule.transitions()) {
                int rank = transition.storageClass().ordinal();
                Optional<Integer> days = transition.age().days();
                days.ifPresent(
                        number -> (transition.access().counts() ? byAccess : byDays).add(new Step(rank, number)));
                transition.age().createdBefore().ifPresent(day -> byDate.add(step(rank, day)));
            }
            rule.noncurrentExpirationDays().ifPresent(days -> noncurrent.add(new Step(GOES, days)));
            rule.noncurrentTransitions()
                    .forEach(transition -> (transition.access().counts() ? noncurrentByAccess : noncurrent)
                            .add(new Step(transition.storageClass().ordinal(), transition.days())));
        }
        for (List<Step> steps : List.of(byDays, byDate, byAccess, noncurrent, noncurrentByAccess)) {
            if (!isOrdered(steps)) {
                throw refusal.exception();
            }
        }
    }

    private static Step step(int rank, Instant day) {
        return new Step(rank, day.getEpochSecond());
    }

    private static boolean isOrdered(List<Step> steps) {
        return steps.stream()
                .allMatch(one -> steps.stream()
                        .allMatch(other -> one.rank() >= other.rank() || one.time() < other.time()));
    }
}
