package io.coffer.model.lifecycle;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.StorageClass;
import io.coffer.model.setting.Lifecycle;
import io.coffer.model.setting.LifecycleRule;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What the rules of one bucket must be like, beyond the form of their document. */
public final class LifecycleConstraints {
    private static final int MAX_RULES = 1000;
    private static final int MAX_ID_BYTES = 255;
    private static final int MAX_PREFIX_BYTES = 1023;
    private static final long MAX_SIZE = 5L * 1024 * 1024 * 1024 * 1024;
    private static final String TAG_SYMBOLS = " +-=._:/";

    private LifecycleConstraints() {}

    /**
     * Refuses rules that cannot stand, alone or together.
     *
     * @param allowOverlap whether rules for the same keys may do the same at different times
     * @throws OssException the error that OSS gives the cause
     */
    public static void require(Lifecycle lifecycle, boolean allowOverlap) {
        List<LifecycleRule> rules = lifecycle.rules();
        if (rules.isEmpty()) {
            throw OssError.MALFORMED_XML.exception();
        }
        if (rules.size() > MAX_RULES) {
            throw OssError.TOO_MANY_LIFECYCLE_RULES.exception();
        }
        Set<String> ids = new HashSet<>();
        for (LifecycleRule rule : rules) {
            if (!ids.add(rule.id())) {
                throw OssError.invalidArgument("ID", rule.id(), "Rule ID must be unique.");
            }
            require(rule);
        }
        RuleOverlap.require(rules, allowOverlap);
    }

    private static void require(LifecycleRule rule) {
        requireLength("ID", rule.id(), MAX_ID_BYTES);
        requireLength("Prefix", rule.prefix(), MAX_PREFIX_BYTES);
        rule.tags().forEach(LifecycleConstraints::requireLegal);
        rule.filter().ifPresent(filter -> require(rule, filter));
        requireAction(rule);
        rule.expiration().ifPresent(LifecycleConstraints::require);
        rule.abortMultipartUpload().ifPresent(LifecycleConstraints::require);
        rule.transitions().forEach(LifecycleConstraints::require);
        requireOneKindOfTime(rule);
        requireDays("NoncurrentDays", rule.noncurrentExpirationDays());
        rule.noncurrentTransitions().forEach(transition -> {
            requireDays("NoncurrentDays", Optional.of(transition.days()));
            require(transition.storageClass(), transition.access());
        });
        requireEachClassOnce(rule);
        ActionOrder.require(List.of(rule), OssError.LIFECYCLE_ORDER);
    }

    private static void requireLength(String name, String value, int limit) {
        if (value.getBytes(StandardCharsets.UTF_8).length > limit) {
            throw OssError.invalidArgument(name, value, name + " is longer than " + limit + " bytes.");
        }
    }

    private static void requireLegal(LifecycleRule.Tag tag) {
        boolean legal = !tag.key().isEmpty()
                && (tag.key() + tag.value())
                        .codePoints()
                        .allMatch(character ->
                                Character.isLetterOrDigit(character) || TAG_SYMBOLS.indexOf(character) >= 0);
        if (!legal) {
            throw OssError.LIFECYCLE_ILLEGAL_TAG.with("TagKey", tag.key());
        }
    }

    private static void require(LifecycleRule rule, LifecycleRule.Filter filter) {
        filter.except().forEach(not -> {
            not.tag().ifPresent(LifecycleConstraints::requireLegal);
            if (!not.prefix().startsWith(rule.prefix())) {
                throw OssError.invalidArgument(
                        "Prefix", not.prefix(), "The prefix of Not must begin with the prefix of its rule.");
            }
            if (not.prefix().equals(rule.prefix()) && not.tag().isEmpty()) {
                throw OssError.invalidArgument("Prefix", not.prefix(), "Not must leave something to its rule.");
            }
        });
        requireSize("ObjectSizeGreaterThan", filter.sizeGreaterThan(), 0);
        requireSize("ObjectSizeLessThan", filter.sizeLessThan(), 1);
        filter.sizeLessThan()
                .ifPresent(below -> filter.sizeGreaterThan()
                        .filter(above -> above >= below)
                        .ifPresent(above -> {
                            throw OssError.invalidArgument(
                                    "ObjectSizeLessThan",
                                    below.toString(),
                                    "ObjectSizeLessThan must be above ObjectSizeGreaterThan.");
                        }));
    }

    private static void requireSize(String name, Optional<Long> size, long lowest) {
        size.filter(value -> value < lowest || value > MAX_SIZE).ifPresent(value -> {
            throw OssError.invalidArgument(name, value.toString(), name + " must be between " + lowest + " and 5 TB.");
        });
    }

    private static void requireAction(LifecycleRule rule) {
        if (rule.expiration().isEmpty()
                && rule.abortMultipartUpload().isEmpty()
                && rule.transitions().isEmpty()
                && rule.noncurrentExpirationDays().isEmpty()
                && rule.noncurrentTransitions().isEmpty()) {
            throw OssError.LIFECYCLE_WITHOUT_ACTION.with("ID", rule.id());
        }
    }

    private static void require(LifecycleRule.Expiration expiration) {
        long times = Stream.of(expiration.days(), expiration.date(), expiration.createdBefore())
                .filter(Optional::isPresent)
                .count();
        if (times > 1) {
            throw OssError.LIFECYCLE_DAYS_AND_DATE.exception();
        }
        if (times == 0 && !expiration.removesMarkers()) {
            throw OssError.LIFECYCLE_EMPTY_EXPIRATION.exception();
        }
        if (times == 1 && expiration.removesMarkers()) {
            throw OssError.MALFORMED_XML.exception();
        }
        requireDays("Days", expiration.days());
        requireMidnight("Date", expiration.date());
        requireMidnight("CreatedBeforeDate", expiration.createdBefore());
    }

    private static void require(LifecycleRule.Age age) {
        if (age.days().isPresent() && age.createdBefore().isPresent()) {
            throw OssError.LIFECYCLE_DAYS_AND_DATE.exception();
        }
        if (age.days().isEmpty() && age.createdBefore().isEmpty()) {
            throw OssError.MALFORMED_XML.exception();
        }
        requireDays("Days", age.days());
        requireMidnight("CreatedBeforeDate", age.createdBefore());
    }

    private static void require(LifecycleRule.Transition transition) {
        if (transition.access().counts() && transition.age().createdBefore().isPresent()) {
            throw OssError.LIFECYCLE_ACCESS_TIME_WITH_DATE.exception();
        }
        require(transition.age());
        require(transition.storageClass(), transition.access());
    }

    private static void require(StorageClass storageClass, LifecycleRule.Access access) {
        if (storageClass == StorageClass.STANDARD) {
            throw OssError.invalidArgument(
                    "StorageClass", storageClass.wire(), "A lifecycle rule cannot make an object Standard.");
        }
        if (access.returns() && storageClass != StorageClass.IA) {
            throw OssError.invalidArgument(
                    "ReturnToStdWhenVisit", "true", "Only an object of class IA returns to Standard when it is read.");
        }
    }

    private static void requireDays(String name, Optional<Integer> days) {
        days.filter(number -> number < 1).ifPresent(number -> {
            throw OssError.invalidArgument(name, number.toString(), name + " must be a positive number.");
        });
    }

    private static void requireMidnight(String name, Optional<Instant> day) {
        day.filter(time -> !time.equals(time.truncatedTo(ChronoUnit.DAYS))).ifPresent(time -> {
            throw OssError.invalidArgument(name, time.toString(), name + " must be a midnight in UTC.");
        });
    }

    private static void requireOneKindOfTime(LifecycleRule rule) {
        boolean days = rule.expiration().stream()
                        .anyMatch(expiration -> expiration.days().isPresent())
                || rule.transitions().stream()
                        .anyMatch(transition -> transition.age().days().isPresent());
        boolean dates = rule.expiration().stream()
                        .anyMatch(expiration -> expiration.date().isPresent()
                                || expiration.createdBefore().isPresent())
                || rule.transitions().stream()
                        .anyMatch(transition -> transition.age().createdBefore().isPresent());
        if (days && dates) {
            throw OssError.LIFECYCLE_MIXED_TIMES.exception();
        }
    }

    private static void requireEachClassOnce(LifecycleRule rule) {
        requireDistinct(
                "Transition",
                rule.transitions().stream()
                        .filter(transition -> !transition.access().counts())
                        .map(LifecycleRule.Transition::storageClass));
        requireDistinct(
                "Transition",
                rule.transitions().stream()
                        .filter(transition -> transition.access().counts())
                        .map(LifecycleRule.Transition::storageClass));
        requireDistinct(
                "NoncurrentVersionTransition",
                rule.noncurrentTransitions().stream()
                        .filter(transition -> !transition.access().counts())
                        .map(LifecycleRule.NoncurrentTransition::storageClass));
        requireDistinct(
                "NoncurrentVersionTransition",
                rule.noncurrentTransitions().stream()
                        .filter(transition -> transition.access().counts())
                        .map(LifecycleRule.NoncurrentTransition::storageClass));
    }

    private static void requireDistinct(String action, Stream<StorageClass> classes) {
        Set<StorageClass> seen = EnumSet.noneOf(StorageClass.class);
        classes.filter(storageClass -> !seen.add(storageClass)).findFirst().ifPresent(twice -> {
            throw OssError.LIFECYCLE_OVERLAP.saying(OssError.LIFECYCLE_OVERLAP.message() + " " + action);
        });
    }
}
