package io.coffer.protocol.xml;

import io.coffer.model.AccountId;
import io.coffer.model.BucketAcl;
import io.coffer.model.BucketName;
import io.coffer.model.EncryptionRule;
import io.coffer.model.Region;
import io.coffer.model.StorageClass;
import io.coffer.model.Versioning;
import io.coffer.model.setting.AccessMonitor;
import io.coffer.model.setting.Logging;
import io.coffer.model.setting.ResourceGroup;
import java.time.Instant;
import java.util.Optional;

/** The answer of GetBucketInfo. */
public final class BucketInfoXml {
    private BucketInfoXml() {}

    /**
     * What is told of a bucket; the endpoints are hosts, with their port if they have one.
     *
     * @param blockPublicAccess by a setting of the bucket or of its owner's account
     */
    public record BucketInfo(
            BucketName name,
            AccountId owner,
            Instant creationDate,
            Region region,
            StorageClass storageClass,
            DataRedundancy dataRedundancy,
            BucketAcl acl,
            Optional<EncryptionRule> encryption,
            Optional<Logging> logging,
            AccessMonitor accessMonitor,
            String extranetEndpoint,
            String intranetEndpoint,
            boolean blockPublicAccess,
            ResourceGroup resourceGroup,
            boolean transferAcceleration,
            boolean replicated,
            Versioning versioning) {}

    public static byte[] write(BucketInfo info) {
        XmlWriter xml = new XmlWriter()
                .open("BucketInfo")
                .open("Bucket")
                .element("AccessMonitor", AccessMonitorXml.status(info.accessMonitor()))
                .element("Comment", "")
                .element("CreationDate", info.creationDate())
                .element("DataRedundancyType", info.dataRedundancy().name())
                .element("ExtranetEndpoint", info.extranetEndpoint())
                .element("IntranetEndpoint", info.intranetEndpoint())
                .element("Location", info.region().location())
                .element("Name", info.name().value())
                .element("BlockPublicAccess", info.blockPublicAccess())
                .element("ResourceGroupId", info.resourceGroup().id());
        OwnerXml.write(xml, info.owner());
        writeEncryption(xml, info.encryption());
        // clients look for the names in it, so it is there without a log as well
        xml.open("BucketPolicy")
                .element("LogBucket", info.logging().map(Logging::targetBucket).orElse(""))
                .element("LogPrefix", info.logging().map(Logging::targetPrefix).orElse(""))
                .close();
        xml.element("StorageClass", info.storageClass().wire())
                .element("TransferAcceleration", info.transferAcceleration() ? "Enabled" : "Disabled")
                .elementIfPresent("Versioning", VersioningXml.status(info.versioning()));
        xml.element("CrossRegionReplication", info.replicated() ? "Enabled" : "Disabled");
        return xml.open("AccessControlList")
                .element("Grant", info.acl().wire())
                .close()
                .close()
                .close()
                .bytes();
    }

    /** Flat, unlike the document of GetBucketEncryption, and never left out. */
    private static void writeEncryption(XmlWriter xml, Optional<EncryptionRule> encryption) {
        xml.open("ServerSideEncryptionRule");
        encryption.ifPresentOrElse(
                rule -> BucketEncryptionXml.writeValues(xml, rule), () -> xml.element("SSEAlgorithm", "None"));
        xml.close();
    }
}
