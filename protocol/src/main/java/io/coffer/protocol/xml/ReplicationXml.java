package io.coffer.protocol.xml;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.setting.Replication;
import io.coffer.model.setting.ReplicationRule;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The documents of replication. */
public final class ReplicationXml {
    private static final String CONFIGURATION = "ReplicationConfiguration";
    private static final String ENABLED = "enabled";
    private static final String DISABLED = "disabled";
    private static final int MAX_PREFIXES = 10;
    private static final Set<String> ACTIONS = Set.of("ALL", "PUT", "DELETE", "ABORT");
    private static final Set<String> TRANSFER_TYPES = Set.of("internal", "oss_acc");

    private ReplicationXml() {}

    /**
     * The rule that a PutBucketReplication asks for.
     *
     * @param newId for a rule without an id
     * @throws OssException when the document is malformed or a value is none of those allowed
     */
    public static ReplicationRule parse(byte[] document, String newId, Instant now) {
        XmlElement rule = XmlReader.read(document, CONFIGURATION).required("Rule");
        XmlElement destination = rule.required("Destination");
        Optional<XmlElement> kms =
                rule.child("SourceSelectionCriteria").flatMap(criteria -> criteria.child("SseKmsEncryptedObjects"));
        return new ReplicationRule(
                rule.nonEmptyValue("ID").orElse(newId),
                rule.child("PrefixSet").map(ReplicationXml::prefixes).orElse(List.of()),
                actions(rule.nonEmptyValue("Action").orElse("ALL")),
                destination.required("Bucket").text().strip(),
                destination.nonEmptyValue("Location"),
                destination.nonEmptyValue("TransferType").map(ReplicationXml::transferType),
                rule.nonEmptyValue("HistoricalObjectReplication")
                        .map(text -> enabled("HistoricalObjectReplication", text))
                        .orElse(true),
                rule.nonEmptyValue("SyncRole"),
                kms.map(objects -> kmsStatus(objects.required("Status").text().strip())),
                rule.child("EncryptionConfiguration").flatMap(replica -> replica.nonEmptyValue("ReplicaKmsKeyID")),
                rule.child("RTC").map(ReplicationXml::timeControl),
                ReplicationRule.State.STARTING,
                now);
    }

    private static List<String> prefixes(XmlElement set) {
        List<String> prefixes = set.children("Prefix").stream()
                .map(XmlElement::text)
                .filter(prefix -> !prefix.isEmpty())
                .distinct()
                .toList();
        if (prefixes.size() > MAX_PREFIXES) {
            throw OssError.invalidArgument(
                    "PrefixSet", Integer.toString(prefixes.size()), "A rule has at most 10 prefixes.");
        }
        return prefixes;
    }

    private static String actions(String text) {
        if (!Arrays.stream(text.split(",", -1)).allMatch(ACTIONS::contains)) {
            throw OssError.invalidArgument("Action", text, "The action of the rule is not valid.");
        }
        return text;
    }

    private static String transferType(String text) {
        if (!TRANSFER_TYPES.contains(text)) {
            throw OssError.invalidArgument("TransferType", text, "The transfer type is not valid.");
        }
        return text;
    }

    private static boolean enabled(String name, String text) {
        if (!text.equals(ENABLED) && !text.equals(DISABLED)) {
            throw OssError.invalidArgument(name, text, "The value must be enabled or disabled.");
        }
        return text.equals(ENABLED);
    }

    private static boolean kmsStatus(String text) {
        if (!text.equals("Enabled") && !text.equals("Disabled")) {
            throw OssError.invalidArgument("SseKmsEncryptedObjects", text, "The status must be Enabled or Disabled.");
        }
        return text.equals("Enabled");
    }

    private static boolean timeControl(XmlElement control) {
        return enabled("RTC", control.required("Status").text().strip());
    }

    /** The id in the body of DeleteBucketReplication. */
    public static String parseDeletion(byte[] document) {
        return XmlReader.read(document, "ReplicationRules")
                .nonEmptyValue("ID")
                .orElseThrow(OssError.MALFORMED_XML::exception);
    }

    /** Replication time control of one rule. */
    public record TimeControl(Optional<String> rule, boolean enabled) {}

    public static TimeControl parseTimeControl(byte[] document) {
        XmlElement rule = XmlReader.read(document, "ReplicationRule");
        return new TimeControl(rule.nonEmptyValue("ID"), timeControl(rule.required("RTC")));
    }

    public static byte[] write(Replication replication) {
        XmlWriter xml = new XmlWriter().open(CONFIGURATION);
        for (ReplicationRule rule : replication.rules()) {
            xml.open("Rule");
            writeCommon(xml, rule);
            rule.timeControl()
                    .ifPresent(enabled -> xml.open("RTC")
                            .element("Status", enabled ? ENABLED : DISABLED)
                            .close());
            xml.elementIfPresent("SyncRole", rule.syncRole());
            rule.kmsObjects()
                    .ifPresent(enabled -> xml.open("SourceSelectionCriteria")
                            .open("SseKmsEncryptedObjects")
                            .element("Status", enabled ? "Enabled" : "Disabled")
                            .close()
                            .close());
            rule.replicaKeyId()
                    .ifPresent(id -> xml.open("EncryptionConfiguration")
                            .element("ReplicaKmsKeyID", id)
                            .close());
            xml.close();
        }
        return xml.close().bytes();
    }

    private static void writeCommon(XmlWriter xml, ReplicationRule rule) {
        xml.element("ID", rule.id());
        if (!rule.prefixes().isEmpty()) {
            xml.open("PrefixSet");
            rule.prefixes().forEach(prefix -> xml.element("Prefix", prefix));
            xml.close();
        }
        xml.element("Action", rule.actions())
                .open("Destination")
                .element("Bucket", rule.targetBucket())
                .elementIfPresent("Location", rule.location())
                .elementIfPresent("TransferType", rule.transferType())
                .close()
                .element("Status", rule.state().wire())
                .element("HistoricalObjectReplication", rule.historical() ? ENABLED : DISABLED);
    }

    /**
     * How far a rule is.
     *
     * @param historical the share, 0 to 1, of the objects older than the rule; empty when they are left alone
     * @param newObjects everything written before is replicated
     */
    public record Progress(ReplicationRule rule, Optional<Double> historical, Instant newObjects) {}

    public static byte[] writeProgress(List<Progress> rules) {
        XmlWriter xml = new XmlWriter().open("ReplicationProgress");
        for (Progress progress : rules) {
            xml.open("Rule");
            writeCommon(xml, progress.rule());
            xml.open("Progress");
            progress.historical().ifPresent(share -> xml.element("HistoricalObject", share(share)));
            xml.element("NewObject", progress.newObjects()).close().close();
        }
        return xml.close().bytes();
    }

    private static String share(double share) {
        // rounded down: the whole is told only when it is reached
        return BigDecimal.valueOf(share).setScale(2, RoundingMode.DOWN).toPlainString();
    }

    /** The answer of GetBucketReplicationLocation: the one place there is. */
    public static byte[] writeLocation(String location) {
        return new XmlWriter()
                .open("ReplicationLocation")
                .element("Location", location)
                .open("LocationTransferTypeConstraint")
                .open("LocationTransferType")
                .element("Location", location)
                .open("TransferTypes")
                .element("Type", "internal")
                .close()
                .close()
                .close()
                .open("LocationRTCConstraint")
                .element("Location", location)
                .close()
                .close()
                .bytes();
    }
}
