package io.coffer.protocol.xml;

import io.coffer.model.StorageClass;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** The answer of GetBucketStat. */
public final class BucketStatXml {
    private BucketStatXml() {}

    /**
     * What the objects of one storage class take up.
     *
     * @param storage billed size in bytes, which minimum sizes may raise
     * @param realStorage size in bytes
     */
    public record Usage(long storage, long realStorage, long objectCount) {
        public static final Usage NONE = new Usage(0, 0, 0);
    }

    /**
     * A bucket's figures.
     *
     * @param usage by storage class; a class that is left out holds nothing
     * @param lastModified when the figures were taken
     */
    public record Stat(
            Map<StorageClass, Usage> usage,
            long multipartUploadCount,
            long multipartPartCount,
            long liveChannelCount,
            long deleteMarkerCount,
            Instant lastModified) {
        public Stat {
            Map<StorageClass, Usage> all = new EnumMap<>(StorageClass.class);
            for (StorageClass storageClass : StorageClass.values()) {
                all.put(storageClass, usage.getOrDefault(storageClass, Usage.NONE));
            }
            usage = Map.copyOf(all);
        }
    }

    public static byte[] write(Stat stat) {
        XmlWriter xml = new XmlWriter()
                .open("BucketStat")
                .element(
                        "Storage",
                        stat.usage().values().stream().mapToLong(Usage::storage).sum())
                .element(
                        "ObjectCount",
                        stat.usage().values().stream()
                                .mapToLong(Usage::objectCount)
                                .sum())
                .element("MultipartUploadCount", stat.multipartUploadCount())
                .element("LiveChannelCount", stat.liveChannelCount())
                .element("LastModifiedTime", stat.lastModified().getEpochSecond());
        for (StorageClass storageClass : StorageClass.values()) {
            write(xml, storageClass, stat.usage().getOrDefault(storageClass, Usage.NONE));
        }
        return xml.element("MultipartPartCount", stat.multipartPartCount())
                .element("DeleteMarkerCount", stat.deleteMarkerCount())
                .close()
                .bytes();
    }

    private static void write(XmlWriter xml, StorageClass storageClass, Usage usage) {
        String prefix = switch (storageClass) {
            case STANDARD -> "Standard";
            case IA -> "InfrequentAccess";
            case ARCHIVE -> "Archive";
            case COLD_ARCHIVE -> "ColdArchive";
            case DEEP_COLD_ARCHIVE -> "DeepColdArchive";
        };
        xml.element(prefix + "Storage", usage.storage());
        if (storageClass != StorageClass.STANDARD) {
            xml.element(prefix + "RealStorage", usage.realStorage());
        }
        xml.element(prefix + "ObjectCount", usage.objectCount());
    }
}
