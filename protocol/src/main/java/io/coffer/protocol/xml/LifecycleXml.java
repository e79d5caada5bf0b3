package io.coffer.protocol.xml;

import io.coffer.model.OssException;
import io.coffer.model.setting.Lifecycle;
import io.coffer.model.setting.LifecycleRule;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The bucket's lifecycle: body of PutBucketLifecycle, answer of GetBucketLifecycle. An element that is not known is
 * refused: a rule understood in part would delete what it was not meant for.
 */
public final class LifecycleXml {
    private static final String ROOT = "LifecycleConfiguration";
    private static final String DAYS = "Days";
    private static final String NONCURRENT_DAYS = "NoncurrentDays";
    private static final String CREATED_BEFORE = "CreatedBeforeDate";
    private static final String STORAGE_CLASS = "StorageClass";
    private static final String ACCESS_TIME = "IsAccessTime";
    private static final String RETURN = "ReturnToStdWhenVisit";
    private static final String SMALL_FILE = "AllowSmallFile";

    private LifecycleXml() {}

    /**
     * Reads the rules; whether they can stand together is not judged here.
     *
     * @param newId makes the id of a rule that has none
     * @throws OssException {@link io.coffer.model.OssError#MALFORMED_XML}
     */
    public static Lifecycle parse(byte[] document, Supplier<String> newId) {
        XmlElement root = LifecycleElements.only(XmlReader.read(document, ROOT), Set.of("Rule"));
        return new Lifecycle(
                root.children("Rule").stream().map(rule -> rule(rule, newId)).toList());
    }

    private static LifecycleRule rule(XmlElement rule, Supplier<String> newId) {
        LifecycleElements.only(
                rule,
                Set.of(
                        "ID",
                        "Prefix",
                        "Status",
                        "Tag",
                        "Filter",
                        "Expiration",
                        "AbortMultipartUpload",
                        "Transition",
                        "NoncurrentVersionExpiration",
                        "NoncurrentVersionTransition",
                        "AtimeBase"));
        return new LifecycleRule(
                rule.nonEmptyValue("ID").orElseGet(newId),
                LifecycleElements.text(rule, "Prefix").orElse(""),
                LifecycleElements.enabled(rule),
                rule.children("Tag").stream().map(LifecycleElements::tag).toList(),
                rule.child("Filter").map(LifecycleXml::filter),
                rule.child("Expiration").map(LifecycleXml::expiration),
                rule.child("AbortMultipartUpload")
                        .map(age -> age(LifecycleElements.only(age, Set.of(DAYS, CREATED_BEFORE)))),
                rule.children("Transition").stream()
                        .map(LifecycleXml::transition)
                        .toList(),
                rule.child("NoncurrentVersionExpiration")
                        .map(expiration -> LifecycleElements.requiredNumber(
                                LifecycleElements.only(expiration, Set.of(NONCURRENT_DAYS)), NONCURRENT_DAYS)),
                rule.children("NoncurrentVersionTransition").stream()
                        .map(LifecycleXml::noncurrentTransition)
                        .toList());
    }

    private static LifecycleRule.Filter filter(XmlElement filter) {
        LifecycleElements.only(filter, Set.of("Not", "ObjectSizeGreaterThan", "ObjectSizeLessThan"));
        List<LifecycleRule.Not> except = filter.children("Not").stream()
                .map(not -> LifecycleElements.only(not, Set.of("Prefix", "Tag")))
                .map(not -> new LifecycleRule.Not(
                        LifecycleElements.text(not, "Prefix").orElse(""),
                        not.child("Tag").map(LifecycleElements::tag)))
                .toList();
        return new LifecycleRule.Filter(
                except,
                LifecycleElements.longNumber(filter, "ObjectSizeGreaterThan"),
                LifecycleElements.longNumber(filter, "ObjectSizeLessThan"));
    }

    private static LifecycleRule.Expiration expiration(XmlElement expiration) {
        LifecycleElements.only(expiration, Set.of(DAYS, "Date", CREATED_BEFORE, "ExpiredObjectDeleteMarker"));
        return new LifecycleRule.Expiration(
                LifecycleElements.number(expiration, DAYS),
                LifecycleElements.time(expiration, "Date"),
                LifecycleElements.time(expiration, CREATED_BEFORE),
                LifecycleElements.flag(expiration, "ExpiredObjectDeleteMarker"));
    }

    private static LifecycleRule.Age age(XmlElement element) {
        return new LifecycleRule.Age(
                LifecycleElements.number(element, DAYS), LifecycleElements.time(element, CREATED_BEFORE));
    }

    private static LifecycleRule.Transition transition(XmlElement element) {
        LifecycleElements.only(element, Set.of(DAYS, CREATED_BEFORE, STORAGE_CLASS, ACCESS_TIME, RETURN, SMALL_FILE));
        return new LifecycleRule.Transition(age(element), LifecycleElements.storageClass(element), access(element));
    }

    private static LifecycleRule.NoncurrentTransition noncurrentTransition(XmlElement element) {
        LifecycleElements.only(element, Set.of(NONCURRENT_DAYS, STORAGE_CLASS, ACCESS_TIME, RETURN, SMALL_FILE));
        return new LifecycleRule.NoncurrentTransition(
                LifecycleElements.requiredNumber(element, NONCURRENT_DAYS),
                LifecycleElements.storageClass(element),
                access(element));
    }

    private static LifecycleRule.Access access(XmlElement element) {
        return new LifecycleRule.Access(
                LifecycleElements.flag(element, ACCESS_TIME),
                LifecycleElements.flag(element, RETURN),
                LifecycleElements.flag(element, SMALL_FILE));
    }

    /** @param accessBase when the last access of what was never read counts from, for rules that regard it */
    public static byte[] write(Lifecycle lifecycle, Optional<Instant> accessBase) {
        XmlWriter xml = new XmlWriter().open(ROOT);
        for (LifecycleRule rule : lifecycle.rules()) {
            xml.open("Rule")
                    .element("ID", rule.id())
                    .element("Prefix", rule.prefix())
                    .element("Status", rule.enabled() ? "Enabled" : "Disabled");
            rule.tags().forEach(tag -> write(xml, tag));
            rule.filter().ifPresent(filter -> write(xml, filter));
            rule.expiration().ifPresent(expiration -> write(xml, expiration));
            rule.abortMultipartUpload()
                    .ifPresent(age ->
                            writeAge(xml.open("AbortMultipartUpload"), age).close());
            rule.transitions().forEach(transition -> write(xml, transition));
            rule.noncurrentExpirationDays()
                    .ifPresent(days -> xml.open("NoncurrentVersionExpiration")
                            .element(NONCURRENT_DAYS, days)
                            .close());
            rule.noncurrentTransitions().forEach(transition -> write(xml, transition));
            accessBase
                    .filter(since -> rule.countsAccess())
                    .ifPresent(since -> xml.element("AtimeBase", since.getEpochSecond()));
            xml.close();
        }
        return xml.close().bytes();
    }

    private static void write(XmlWriter xml, LifecycleRule.Tag tag) {
        xml.open("Tag").element("Key", tag.key()).element("Value", tag.value()).close();
    }

    private static void write(XmlWriter xml, LifecycleRule.Filter filter) {
        xml.open("Filter");
        filter.sizeGreaterThan().ifPresent(size -> xml.element("ObjectSizeGreaterThan", size));
        filter.sizeLessThan().ifPresent(size -> xml.element("ObjectSizeLessThan", size));
        for (LifecycleRule.Not not : filter.except()) {
            xml.open("Not").element("Prefix", not.prefix());
            not.tag().ifPresent(tag -> write(xml, tag));
            xml.close();
        }
        xml.close();
    }

    private static void write(XmlWriter xml, LifecycleRule.Expiration expiration) {
        xml.open("Expiration");
        expiration.days().ifPresent(days -> xml.element(DAYS, days));
        expiration.date().ifPresent(day -> xml.element("Date", day));
        expiration.createdBefore().ifPresent(day -> xml.element(CREATED_BEFORE, day));
        expiration.expiredObjectDeleteMarker().ifPresent(flag -> xml.element("ExpiredObjectDeleteMarker", flag));
        xml.close();
    }

    private static XmlWriter writeAge(XmlWriter xml, LifecycleRule.Age age) {
        age.days().ifPresent(days -> xml.element(DAYS, days));
        age.createdBefore().ifPresent(day -> xml.element(CREATED_BEFORE, day));
        return xml;
    }

    private static void write(XmlWriter xml, LifecycleRule.Transition transition) {
        writeAge(xml.open("Transition"), transition.age())
                .element(STORAGE_CLASS, transition.storageClass().wire());
        write(xml, transition.access());
        xml.close();
    }

    private static void write(XmlWriter xml, LifecycleRule.NoncurrentTransition transition) {
        xml.open("NoncurrentVersionTransition")
                .element(NONCURRENT_DAYS, transition.days())
                .element(STORAGE_CLASS, transition.storageClass().wire());
        write(xml, transition.access());
        xml.close();
    }

    private static void write(XmlWriter xml, LifecycleRule.Access access) {
        access.accessTime().ifPresent(flag -> xml.element(ACCESS_TIME, flag));
        access.returnToStandard().ifPresent(flag -> xml.element(RETURN, flag));
        access.allowSmallFile().ifPresent(flag -> xml.element(SMALL_FILE, flag));
    }
}
