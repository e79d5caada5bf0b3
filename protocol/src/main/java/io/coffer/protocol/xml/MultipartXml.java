package io.coffer.protocol.xml;

import io.coffer.model.ETag;
import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.protocol.EncodingType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The documents of multipart uploads, but for their listings. */
public final class MultipartXml {
    /** the most parts of one upload */
    private static final int MAX_PARTS = 10_000;

    private MultipartXml() {}

    /** A part as the caller names it, the tag as it was written. */
    public record NamedPart(int number, String etag) {}

    /** Body of CompleteMultipartUpload, in the order given. */
    public static List<NamedPart> parseComplete(byte[] document) {
        try {
            XmlElement root = XmlReader.read(document, "CompleteMultipartUpload");
            List<XmlElement> elements = root.children("Part");
            if (elements.isEmpty() || elements.size() > MAX_PARTS) {
                throw OssError.MALFORMED_COMPLETE_XML.exception();
            }
            List<NamedPart> parts = new ArrayList<>(elements.size());
            for (XmlElement element : elements) {
                parts.add(new NamedPart(
                        Integer.parseInt(element.value("PartNumber").orElse("")),
                        element.required("ETag").text().strip()));
            }
            return parts;
        } catch (NumberFormatException noNumber) {
            throw OssError.MALFORMED_COMPLETE_XML.exception();
        } catch (OssException refused) {
            throw refused.error() == OssError.MALFORMED_XML ? OssError.MALFORMED_COMPLETE_XML.exception() : refused;
        }
    }

    public static byte[] initiated(String bucket, String key, String uploadId, EncodingType encoding) {
        XmlWriter xml = new XmlWriter().open("InitiateMultipartUploadResult");
        encodingType(xml, encoding);
        return xml.element("Bucket", bucket)
                .element("Key", encoding.encode(key))
                .element("UploadId", uploadId)
                .close()
                .bytes();
    }

    public static byte[] completed(String location, String bucket, String key, ETag etag, EncodingType encoding) {
        XmlWriter xml = new XmlWriter().open("CompleteMultipartUploadResult");
        encodingType(xml, encoding);
        return xml.element("Location", location)
                .element("Bucket", bucket)
                .element("Key", encoding.encode(key))
                .element("ETag", etag.quoted())
                .close()
                .bytes();
    }

    public static byte[] copied(ETag etag, Instant modified) {
        return new XmlWriter()
                .open("CopyPartResult")
                .element("LastModified", modified)
                .element("ETag", etag.quoted())
                .close()
                .bytes();
    }

    static void encodingType(XmlWriter xml, EncodingType encoding) {
        if (encoding == EncodingType.URL) {
            xml.element("EncodingType", "url");
        }
    }
}
