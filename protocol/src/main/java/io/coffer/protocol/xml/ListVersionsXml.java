package io.coffer.protocol.xml;

import io.coffer.model.AccountId;
import io.coffer.model.BucketName;
import io.coffer.model.ETag;
import io.coffer.model.ObjectKey;
import io.coffer.model.StorageClass;
import io.coffer.model.VersionId;
import io.coffer.protocol.EncodingType;
import io.coffer.protocol.ListVersionsQuery;
import io.coffer.protocol.ObjectType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The answer of ListObjectVersions. */
public final class ListVersionsXml {
    private ListVersionsXml() {}

    /** One version, or a delete marker, which has neither ETag nor size. */
    public record ListedVersion(
            ObjectKey key,
            VersionId version,
            boolean latest,
            Instant lastModified,
            ObjectType type,
            ETag etag,
            long size,
            StorageClass storageClass,
            Optional<String> restoreInfo) {}

    /**
     * A page of a bucket's versions.
     *
     * @param nextKey the last key or common prefix of this page, when more follows
     * @param nextVersion with it, the last version, unless a common prefix came last
     */
    public record Listing(
            BucketName bucket,
            ListVersionsQuery query,
            AccountId owner,
            List<ListedVersion> versions,
            List<String> commonPrefixes,
            Optional<String> nextKey,
            Optional<VersionId> nextVersion) {
        public Listing {
            versions = List.copyOf(versions);
            commonPrefixes = List.copyOf(commonPrefixes);
        }
    }

    public static byte[] write(Listing listing) {
        ListVersionsQuery query = listing.query();
        EncodingType encoding = query.encodingType();
        XmlWriter xml = new XmlWriter()
                .open("ListVersionsResult")
                .element("Name", listing.bucket().value())
                .element("Prefix", encoding.encode(query.prefix()))
                .element("KeyMarker", encoding.encode(query.keyMarker()))
                .element(
                        "VersionIdMarker",
                        query.versionIdMarker().map(VersionId::value).orElse(""))
                .element("MaxKeys", query.maxKeys())
                .element("Delimiter", encoding.encode(query.delimiter()));
        if (encoding == EncodingType.URL) {
            xml.element("EncodingType", "url");
        }
        xml.element("IsTruncated", listing.nextKey().isPresent())
                .elementIfPresent("NextKeyMarker", listing.nextKey().map(encoding::encode))
                .elementIfPresent("NextVersionIdMarker", listing.nextVersion().map(VersionId::value));
        listing.versions().forEach(version -> write(xml, version, listing));
        for (String prefix : listing.commonPrefixes()) {
            xml.open("CommonPrefixes")
                    .element("Prefix", encoding.encode(prefix))
                    .close();
        }
        return xml.close().bytes();
    }

    private static void write(XmlWriter xml, ListedVersion version, Listing listing) {
        boolean marker = version.type() == ObjectType.DELETE_MARKER;
        xml.open(marker ? "DeleteMarker" : "Version")
                .element(
                        "Key",
                        listing.query().encodingType().encode(version.key().value()))
                .element("VersionId", version.version().value())
                .element("IsLatest", version.latest())
                .element("LastModified", version.lastModified());
        if (!marker) {
            xml.element("ETag", version.etag().quoted())
                    .element("Type", version.type().wire())
                    .element("Size", version.size())
                    .element("StorageClass", version.storageClass().wire())
                    .elementIfPresent("RestoreInfo", version.restoreInfo());
        }
        OwnerXml.write(xml, listing.owner());
        xml.close();
    }
}
