package io.coffer.server.posture;

import io.coffer.server.object.Reprotection;
import java.util.EnumMap;
import java.util.Map;

/** Counts what a job does, for all of its threads. */
final class RewrapTally {
    private RewrapJob.Counts counts;
    private final Map<Hindrance, Long> hindrances = new EnumMap<>(Hindrance.class);

    RewrapTally(RewrapJob.Counts before) {
        counts = before;
    }

    synchronized void add(Reprotection.Result result) {
        counts = plus(counts, result.outcome(), 1, result.bytes());
        if (result.outcome() == Reprotection.Outcome.BUSY) {
            add(Hindrance.WRITTEN_MEANWHILE);
        }
    }

    static RewrapJob.Counts plus(RewrapJob.Counts counts, Reprotection.Outcome outcome, long entries, long bytes) {
        return switch (outcome) {
            case REWRAPPED ->
                new RewrapJob.Counts(
                        counts.rewrapped() + entries,
                        counts.encrypted(),
                        counts.reencrypted(),
                        counts.attributeKeys(),
                        counts.bytes());
            case ENCRYPTED ->
                new RewrapJob.Counts(
                        counts.rewrapped(),
                        counts.encrypted() + entries,
                        counts.reencrypted(),
                        counts.attributeKeys(),
                        counts.bytes() + bytes);
            case REENCRYPTED ->
                new RewrapJob.Counts(
                        counts.rewrapped(),
                        counts.encrypted(),
                        counts.reencrypted() + entries,
                        counts.attributeKeys(),
                        counts.bytes() + bytes);
            case LEFT, BUSY -> counts;
        };
    }

    synchronized void addAttributeKey() {
        counts = new RewrapJob.Counts(
                counts.rewrapped(),
                counts.encrypted(),
                counts.reencrypted(),
                counts.attributeKeys() + 1,
                counts.bytes());
    }

    synchronized void add(Hindrance hindrance) {
        hindrances.merge(hindrance, 1L, Long::sum);
    }

    synchronized RewrapJob.Counts counts() {
        return counts;
    }

    /** What stood in the way since this was asked last. */
    synchronized Map<Hindrance, Long> takeHindrances() {
        Map<Hindrance, Long> taken = Map.copyOf(hindrances);
        hindrances.clear();
        return taken;
    }
}
