package io.coffer.encryption;

import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the owner of a key says about it.
 *
 * @param description at most 8,192 characters
 * @param tags at most 50 pairs, names at most 128 and values at most 256 characters
 * @param rotationInterval after which the key gets a new version by itself; absent when it does not
 * @param deletionProtection why its deletion must not be scheduled, at most 256 characters; absent when it may be
 */
public record KeySettings(
        String description,
        SortedMap<String, String> tags,
        Optional<Duration> rotationInterval,
        Optional<String> deletionProtection) {
    public static final KeySettings NONE = new KeySettings("", new TreeMap<>(), Optional.empty(), Optional.empty());

    private static final int MAX_DESCRIPTION = 8192;
    private static final int MAX_TAGS = 50;
    private static final int MAX_TAG_NAME = 128;
    private static final int MAX_TAG_VALUE = 256;
    private static final int MAX_REASON = 256;

    /** @throws IllegalArgumentException when something is longer than said above, or the interval is not positive */
    public KeySettings {
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
        boolean tagsFit = tags.size() <= MAX_TAGS
                && tags.entrySet().stream()
                        .allMatch(tag -> tag.getKey().length() <= MAX_TAG_NAME
                                && tag.getValue().length() <= MAX_TAG_VALUE);
        boolean intervalFits =
                rotationInterval.filter(interval -> interval.toSeconds() < 1).isEmpty();
        boolean reasonFits = deletionProtection
                .filter(reason -> reason.length() > MAX_REASON)
                .isEmpty();
        if (description.length() > MAX_DESCRIPTION || !tagsFit || !intervalFits || !reasonFits) {
            throw new IllegalArgumentException("the settings of a key are longer than allowed");
        }
    }

    public KeySettings withDescription(String text) {
        return new KeySettings(text, tags, rotationInterval, deletionProtection);
    }

    public KeySettings withTags(SortedMap<String, String> newTags) {
        return new KeySettings(description, newTags, rotationInterval, deletionProtection);
    }

    public KeySettings withRotationInterval(Optional<Duration> interval) {
        return new KeySettings(description, tags, interval, deletionProtection);
    }

    public KeySettings withDeletionProtection(Optional<String> reason) {
        return new KeySettings(description, tags, rotationInterval, reason);
    }
}
