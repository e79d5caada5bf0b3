package io.coffer.protocol.xml;

import io.coffer.model.AccountId;
import io.coffer.model.BucketName;
import io.coffer.model.Region;
import io.coffer.model.StorageClass;
import io.coffer.model.Tags;
import io.coffer.model.setting.ResourceGroup;
import io.coffer.protocol.ListBucketsQuery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The answer of ListBuckets. */
public final class ListBucketsXml {
    private ListBucketsXml() {}

    /**
     * One bucket; the endpoints are hosts, with their port if they have one.
     *
     * @param tags when they were asked for
     */
    public record Bucket(
            BucketName name,
            Instant creationDate,
            Region region,
            StorageClass storageClass,
            String extranetEndpoint,
            String intranetEndpoint,
            ResourceGroup resourceGroup,
            Optional<Tags> tags) {}

    /**
     * A page of an account's buckets.
     *
     * @param nextMarker the last name of this page, when buckets are left
     */
    public record Listing(
            ListBucketsQuery query, AccountId owner, List<Bucket> buckets, Optional<BucketName> nextMarker) {
        public Listing {
            buckets = List.copyOf(buckets);
        }
    }

    public static byte[] write(Listing listing) {
        XmlWriter xml = new XmlWriter().open("ListAllMyBucketsResult");
        if (listing.query().partial() || listing.nextMarker().isPresent()) {
            xml.element("Prefix", listing.query().prefix())
                    .element("Marker", listing.query().marker())
                    .element("MaxKeys", listing.query().maxKeys())
                    .element("IsTruncated", listing.nextMarker().isPresent())
                    .elementIfPresent("NextMarker", listing.nextMarker().map(BucketName::value));
        }
        OwnerXml.write(xml, listing.owner());
        xml.open("Buckets");
        listing.buckets().forEach(bucket -> write(xml, bucket));
        return xml.close().close().bytes();
    }

    private static void write(XmlWriter xml, Bucket bucket) {
        xml.open("Bucket")
                .element("CreationDate", bucket.creationDate())
                .element("ExtranetEndpoint", bucket.extranetEndpoint())
                .element("IntranetEndpoint", bucket.intranetEndpoint())
                .element("Location", bucket.region().location())
                .element("Name", bucket.name().value())
                .element("Region", bucket.region().id())
                .element("StorageClass", bucket.storageClass().wire())
                .element("ResourceGroupId", bucket.resourceGroup().id());
        bucket.tags().ifPresent(tags -> {
            xml.open("Tagging");
            TaggingXml.writeSet(xml, tags);
            xml.close();
        });
        xml.close();
    }
}
