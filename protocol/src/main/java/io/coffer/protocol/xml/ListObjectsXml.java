package io.coffer.protocol.xml;

import io.coffer.model.AccountId;
import io.coffer.model.BucketName;
import io.coffer.model.ETag;
import io.coffer.model.ObjectKey;
import io.coffer.model.StorageClass;
import io.coffer.protocol.ContinuationToken;
import io.coffer.protocol.EncodingType;
import io.coffer.protocol.IsoDates;
import io.coffer.protocol.ListObjectsQuery;
import io.coffer.protocol.ObjectType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The answers of ListObjects and ListObjectsV2. */
public final class ListObjectsXml {
    private ListObjectsXml() {}

    /**
     * One object.
     *
     * @param transitionTime when a lifecycle rule made it cold
     * @param size in bytes of its plaintext
     * @param restoreInfo of the copy of an archived object
     */
    public record ListedObject(
            ObjectKey key,
            Optional<Instant> transitionTime,
            Instant lastModified,
            ETag etag,
            ObjectType type,
            long size,
            StorageClass storageClass,
            Optional<String> restoreInfo) {}

    /**
     * A page of a bucket's objects.
     *
     * @param owner of the bucket and so of every object in it
     * @param next the last key or common prefix of this page, when names are left
     */
    public record Listing(
            BucketName bucket,
            ListObjectsQuery query,
            AccountId owner,
            List<ListedObject> entries,
            List<String> commonPrefixes,
            Optional<String> next) {
        public Listing {
            entries = List.copyOf(entries);
            commonPrefixes = List.copyOf(commonPrefixes);
        }
    }

    /** The document of the version of the operation that the query came with. */
    public static byte[] write(Listing listing) {
        ListObjectsQuery query = listing.query();
        XmlWriter xml = new XmlWriter()
                .open("ListBucketResult")
                .element("Name", listing.bucket().value())
                .element("Prefix", query.encodingType().encode(query.prefix()));
        boolean withOwner = switch (query.version()) {
            case V1 -> {
                writeV1(xml, listing);
                yield true;
            }
            case V2 -> {
                writeV2(xml, listing);
                yield query.fetchOwner();
            }
        };
        listing.entries().forEach(entry -> write(xml, entry, listing, withOwner));
        for (String prefix : listing.commonPrefixes()) {
            xml.open("CommonPrefixes")
                    .element("Prefix", query.encodingType().encode(prefix))
                    .close();
        }
        return xml.close().bytes();
    }

    private static void writeV1(XmlWriter xml, Listing listing) {
        EncodingType encoding = listing.query().encodingType();
        xml.element("Marker", encoding.encode(listing.query().marker()));
        writeLimits(xml, listing);
        xml.elementIfPresent("NextMarker", listing.next().map(encoding::encode));
    }

    private static void writeV2(XmlWriter xml, Listing listing) {
        ListObjectsQuery query = listing.query();
        if (!query.marker().isEmpty()) {
            xml.element("StartAfter", query.encodingType().encode(query.marker()));
        }
        writeLimits(xml, listing);
        xml.element(
                        "KeyCount",
                        listing.entries().size() + listing.commonPrefixes().size())
                .elementIfPresent("ContinuationToken", query.continuationToken())
                .elementIfPresent("NextContinuationToken", listing.next().map(ContinuationToken::of));
    }

    private static void writeLimits(XmlWriter xml, Listing listing) {
        ListObjectsQuery query = listing.query();
        xml.element("MaxKeys", query.maxKeys())
                .element("Delimiter", query.encodingType().encode(query.delimiter()));
        if (query.encodingType() == EncodingType.URL) {
            xml.element("EncodingType", "url");
        }
        xml.element("IsTruncated", listing.next().isPresent());
    }

    private static void write(XmlWriter xml, ListedObject entry, Listing listing, boolean withOwner) {
        xml.open("Contents")
                .element(
                        "Key", listing.query().encodingType().encode(entry.key().value()))
                .elementIfPresent("TransitionTime", entry.transitionTime().map(IsoDates::format))
                .element("LastModified", entry.lastModified())
                .element("ETag", entry.etag().quoted())
                .element("Type", entry.type().wire())
                .element("Size", entry.size())
                .element("StorageClass", entry.storageClass().wire())
                .elementIfPresent("RestoreInfo", entry.restoreInfo());
        if (withOwner) {
            OwnerXml.write(xml, listing.owner());
        }
        xml.close();
    }
}
