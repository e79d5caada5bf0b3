package io.coffer.model.setting;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tasks that bring a bucket's data from one zone into several, oldest first. */
public record RedundancyTransitions(List<Task> tasks) {
    public static final RedundancyTransitions NONE = new RedundancyTransitions(List.of());

    public RedundancyTransitions {
        tasks = List.copyOf(tasks);
    }

    /** @param finished empty while the task waits */
    public record Task(String id, Instant created, Optional<Instant> finished) {}

    public Optional<Task> task(String id) {
        return tasks.stream().filter(task -> task.id().equals(id)).findFirst();
    }

    public Optional<Task> waiting() {
        return tasks.stream().filter(task -> task.finished().isEmpty()).findFirst();
    }

    public RedundancyTransitions with(Task task) {
        List<Task> more = new ArrayList<>(tasks);
        more.add(task);
        return new RedundancyTransitions(more);
    }

    public RedundancyTransitions without(String id) {
        return new RedundancyTransitions(
                tasks.stream().filter(task -> !task.id().equals(id)).toList());
    }

    /** With every waiting task finished. */
    public RedundancyTransitions finish(Instant now) {
        return new RedundancyTransitions(tasks.stream()
                .map(task -> task.finished().isPresent() ? task : new Task(task.id(), task.created(), Optional.of(now)))
                .toList());
    }
}
