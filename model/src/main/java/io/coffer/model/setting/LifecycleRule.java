package io.coffer.model.setting;

import io.coffer.model.StorageClass;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One rule of a lifecycle.
 *
 * @param prefix of the keys it is for; empty for all
 * @param tags all of which an object must have
 * @param abortMultipartUpload when uploads that were never completed are given up
 * @param noncurrentExpirationDays how long a version stays after it was replaced
 */
public record LifecycleRule(
        String id,
        String prefix,
        boolean enabled,
        List<Tag> tags,
        Optional<Filter> filter,
        Optional<Expiration> expiration,
        Optional<Age> abortMultipartUpload,
        List<Transition> transitions,
        Optional<Integer> noncurrentExpirationDays,
        List<NoncurrentTransition> noncurrentTransitions) {

    public LifecycleRule {
        tags = List.copyOf(tags);
        transitions = List.copyOf(transitions);
        noncurrentTransitions = List.copyOf(noncurrentTransitions);
    }

    /** The tag that an object has, or must not have. */
    public record Tag(String key, String value) {}

    /**
     * What narrows a rule beyond prefix and tags.
     *
     * @param except what the rule leaves alone
     * @param sizeGreaterThan in bytes, exclusive
     * @param sizeLessThan in bytes, exclusive
     */
    public record Filter(List<Not> except, Optional<Long> sizeGreaterThan, Optional<Long> sizeLessThan) {
        public Filter {
            except = List.copyOf(except);
        }
    }

    /** Objects below a prefix, all of them or those that have a tag. */
    public record Not(String prefix, Optional<Tag> tag) {}

    /** Either so many days after the last change, or at once for everything last changed before a day. */
    public record Age(Optional<Integer> days, Optional<Instant> createdBefore) {}

    /**
     * When the current version goes. One of these is given.
     *
     * @param date the older way to say a day: the rule acts on everything from that day on
     * @param expiredObjectDeleteMarker whether a delete marker goes that hides nothing any more
     */
    public record Expiration(
            Optional<Integer> days,
            Optional<Instant> date,
            Optional<Instant> createdBefore,
            Optional<Boolean> expiredObjectDeleteMarker) {
        public boolean removesMarkers() {
            return expiredObjectDeleteMarker.orElse(false);
        }

        /** Whether objects go by it, and not only delete markers. */
        public boolean hasTime() {
            return days.isPresent() || date.isPresent() || createdBefore.isPresent();
        }
    }

    /**
     * How a transition regards reads.
     *
     * @param accessTime whether days count from the last read
     * @param returnToStandard whether a read brings the object back to Standard
     * @param allowSmallFile whether objects below 64 KB move as well; yes unless it is said
     */
    public record Access(
            Optional<Boolean> accessTime, Optional<Boolean> returnToStandard, Optional<Boolean> allowSmallFile) {
        public boolean counts() {
            return accessTime.orElse(false);
        }

        public boolean returns() {
            return counts() && returnToStandard.orElse(false);
        }

        /** Whether an object of that many bytes is left where it is. */
        public boolean spares(long size) {
            return counts() && !allowSmallFile.orElse(true) && size < SMALL;
        }
    }

    /** When the current version moves to a colder class. */
    public record Transition(Age age, StorageClass storageClass, Access access) {}

    /** When a version that was replaced moves to a colder class. */
    public record NoncurrentTransition(int days, StorageClass storageClass, Access access) {}

    private static final long SMALL = 64 * 1024;

    /** Whether days count from the last read somewhere. */
    public boolean countsAccess() {
        return transitions.stream().anyMatch(transition -> transition.access().counts())
                || noncurrentTransitions.stream()
                        .anyMatch(transition -> transition.access().counts());
    }
}
