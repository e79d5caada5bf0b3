package io.coffer.protocol.xml;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.coffer.model.AccountId;
import io.coffer.model.ETag;
import io.coffer.model.StorageClass;
import io.coffer.protocol.Crc64;
import io.coffer.protocol.EncodingType;
import io.coffer.protocol.ListPartsQuery;
import io.coffer.protocol.ListUploadsQuery;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The answers of ListParts and ListMultipartUploads. */
public final class MultipartListXml {
    private MultipartListXml() {}

    /** @param crc64 of the plaintext, as {@code size} */
    public record ListedPart(int number, Instant modified, ETag etag, long crc64, long size) {}

    public record Parts(
            String bucket,
            String key,
            String uploadId,
            StorageClass storageClass,
            ListPartsQuery query,
            List<ListedPart> parts,
            boolean truncated) {}

    public record ListedUpload(String key, String uploadId, StorageClass storageClass, Instant initiated) {}

    public record Uploads(
            String bucket,
            AccountId owner,
            ListUploadsQuery query,
            List<ListedUpload> uploads,
            List<String> commonPrefixes,
            boolean truncated) {}

    /** The last part's number is told even when nothing follows. */
    public static byte[] write(Parts listing) {
        EncodingType encoding = listing.query().encodingType();
        XmlWriter xml = new XmlWriter().open("ListPartsResult");
        MultipartXml.encodingType(xml, encoding);
        xml.element("Bucket", listing.bucket())
                .element("Key", encoding.encode(listing.key()))
                .element("UploadId", listing.uploadId())
                .element("StorageClass", listing.storageClass().wire())
                .element("PartNumberMarker", listing.query().partNumberMarker());
        if (!listing.parts().isEmpty()) {
            xml.element("NextPartNumberMarker", listing.parts().getLast().number());
        }
        xml.element("MaxParts", listing.query().maxParts()).element("IsTruncated", listing.truncated());
        for (ListedPart part : listing.parts()) {
            xml.open("Part")
                    .element("PartNumber", part.number())
                    .element("LastModified", part.modified())
                    .element("ETag", part.etag().quoted())
                    .element("HashCrc64ecma", Crc64.text(part.crc64()))
                    .element("Size", part.size())
                    .close();
        }
        return xml.close().bytes();
    }

    public static byte[] write(Uploads listing) {
        ListUploadsQuery query = listing.query();
        EncodingType encoding = query.encodingType();
        XmlWriter xml = new XmlWriter().open("ListMultipartUploadsResult");
        MultipartXml.encodingType(xml, encoding);
        xml.element("Bucket", listing.bucket())
                .element("KeyMarker", encoding.encode(query.keyMarker()))
                .element("UploadIdMarker", query.uploadIdMarker().orElse(""));
        last(listing).ifPresent(key -> xml.element("NextKeyMarker", encoding.encode(key)));
        if (!listing.uploads().isEmpty()) {
            xml.element("NextUploadIdMarker", listing.uploads().getLast().uploadId());
        }
        xml.element("Delimiter", encoding.encode(query.delimiter()))
                .element("Prefix", encoding.encode(query.prefix()))
                .element("MaxUploads", query.maxUploads())
                .element("IsTruncated", listing.truncated());
        for (ListedUpload upload : listing.uploads()) {
            xml.open("Upload")
                    .element("Key", encoding.encode(upload.key()))
                    .element("UploadId", upload.uploadId())
                    .element("StorageClass", upload.storageClass().wire())
                    .element("Initiated", upload.initiated())
                    .close();
        }
        for (String prefix : listing.commonPrefixes()) {
            xml.open("CommonPrefixes")
                    .element("Prefix", encoding.encode(prefix))
                    .close();
        }
        return xml.close().bytes();
    }

    /** The last key or common prefix, whichever sorts later by its bytes, as listings do. */
    private static Optional<String> last(Uploads listing) {
        Optional<String> key = listing.uploads().isEmpty()
                ? Optional.empty()
                : Optional.of(listing.uploads().getLast().key());
        Optional<String> prefix = listing.commonPrefixes().isEmpty()
                ? Optional.empty()
                : Optional.of(listing.commonPrefixes().getLast());
        if (key.isEmpty() || prefix.isEmpty()) {
            return key.or(() -> prefix);
        }
        return Arrays.compareUnsigned(key.get().getBytes(UTF_8), prefix.get().getBytes(UTF_8)) > 0 ? key : prefix;
    }
}
