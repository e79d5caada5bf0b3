package io.coffer.model.lifecycle;

import io.coffer.model.OssError;
import io.coffer.model.StorageClass;
import io.coffer.model.setting.LifecycleRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Objects grow colder step by step and go last: what comes later in this order needs a later time. */
final class ActionOrder {
    private ActionOrder() {}

    /**
     * @param to the class moved to; empty for going altogether
     * @param time in days, or as a day; the two are never compared with each other
     */
    private record Step(Optional<StorageClass> to, long time) {
        static Step gone(long time) {
            return new Step(Optional.empty(), time);
        }

        boolean comesBefore(Step other) {
            return to.isPresent() && (other.to.isEmpty() || to.get().compareTo(other.to.get()) < 0);
        }
    }

    /** @throws io.coffer.model.OssException {@code refusal} */
    static void require(List<LifecycleRule> rules, OssError refusal) {
        List<Step> byDays = new ArrayList<>();
        List<Step> byDate = new ArrayList<>();
        List<Step> byAccess = new ArrayList<>();
        List<Step> noncurrent = new ArrayList<>();
        List<Step> noncurrentByAccess = new ArrayList<>();
        for (LifecycleRule rule : rules) {
            rule.expiration().ifPresent(expiration -> {
                expiration.days().ifPresent(days -> byDays.add(Step.gone(days)));
                expiration.date().ifPresent(day -> byDate.add(Step.gone(day.getEpochSecond())));
                expiration.createdBefore().ifPresent(day -> byDate.add(Step.gone(day.getEpochSecond())));
            });
            for (LifecycleRule.Transition transition : rule.transitions()) {
                Optional<StorageClass> to = Optional.of(transition.storageClass());
                Optional<Integer> days = transition.age().days();
                days.ifPresent(number -> (transition.access().counts() ? byAccess : byDays).add(new Step(to, number)));
                transition.age().createdBefore().ifPresent(day -> byDate.add(new Step(to, day.getEpochSecond())));
            }
            rule.noncurrentExpirationDays().ifPresent(days -> noncurrent.add(Step.gone(days)));
            rule.noncurrentTransitions()
                    .forEach(transition -> (transition.access().counts() ? noncurrentByAccess : noncurrent)
                            .add(new Step(Optional.of(transition.storageClass()), transition.days())));
        }
        for (List<Step> steps : List.of(byDays, byDate, byAccess, noncurrent, noncurrentByAccess)) {
            if (!isOrdered(steps)) {
                throw refusal.exception();
            }
        }
    }

    private static boolean isOrdered(List<Step> steps) {
        return steps.stream()
                .allMatch(
                        one -> steps.stream().allMatch(other -> !one.comesBefore(other) || one.time() < other.time()));
    }
}
