package io.coffer.cli.importing;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** How far an earlier run came with a bucket. */
final class BucketProgress {
    private boolean isBegun;
    private boolean isListed;
    private boolean isFinished;
    private Optional<String> upTo = Optional.empty();
    private Totals totals = Totals.NONE;
    private final Map<String, Integer> beyond = new HashMap<>();
    private final Set<String> failed = new TreeSet<>();

    boolean isBegun() {
        return isBegun;
    }

    /** Whether every name was tried. */
    boolean isListed() {
        return isListed;
    }

    boolean isFinished() {
        return isFinished;
    }

    /** The name up to which every one was tried. */
    Optional<String> upTo() {
        return upTo;
    }

    Totals totals() {
        return totals;
    }

    /** Versions copied of a name behind {@link #upTo}. */
    int done(String key) {
        return beyond.getOrDefault(key, 0);
    }

    Set<String> failed() {
        return failed;
    }

    void begun() {
        isBegun = true;
    }

    void listed() {
        isListed = true;
    }

    void finished() {
        isFinished = true;
    }

    void done(String key, int versions) {
        beyond.put(key, versions);
    }

    void upTo(String key, Totals all) {
        upTo = Optional.of(key);
        totals = all;
        beyond.remove(key);
    }

    void failed(String key) {
        failed.add(key);
    }

    void mended(String key, Totals all) {
        failed.remove(key);
        totals = all;
    }
}
