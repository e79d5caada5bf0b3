package io.coffer.protocol.xml;

import io.coffer.model.ObjectKey;
import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.protocol.EncodingType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Body and answer of DeleteMultipleObjects. */
public final class DeleteMultipleXml {
    /** the most objects of one request */
    public static final int MAX_OBJECTS = 1000;

    private DeleteMultipleXml() {}

    /** An object, or one version of it; the version id is not yet checked. */
    public record Item(ObjectKey key, Optional<String> versionId) {}

    /**
     * What to delete, in the order of the request.
     *
     * @param quiet whether the answer leaves out what was deleted
     */
    public record Request(boolean quiet, List<Item> items) {
        public Request {
            items = List.copyOf(items);
        }
    }

    /**
     * What became of one item, also when there was no such object.
     *
     * @param deleteMarkerVersionId the delete marker that was made or removed, if one was
     */
    public record Deleted(Item item, Optional<String> deleteMarkerVersionId) {}

    /** @throws OssException {@link OssError#MALFORMED_XML}, or one of the refusals of an object's name */
    public static Request parse(byte[] document) {
        XmlElement root = XmlReader.read(document, "Delete");
        List<XmlElement> objects = root.children("Object");
        if (objects.isEmpty() || objects.size() > MAX_OBJECTS) {
            throw OssError.MALFORMED_XML.exception();
        }
        return new Request(
                quiet(root), objects.stream().map(DeleteMultipleXml::item).toList());
    }

    private static boolean quiet(XmlElement root) {
        String text = root.value("Quiet").orElse("");
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "", "false" -> false;
            default -> throw OssError.MALFORMED_XML.exception();
        };
    }

    private static Item item(XmlElement object) {
        return new Item(new ObjectKey(object.required("Key").text()), object.nonEmptyValue("VersionId"));
    }

    public static byte[] write(List<Deleted> deleted, boolean quiet, EncodingType encoding) {
        XmlWriter xml = new XmlWriter().open("DeleteResult");
        if (encoding == EncodingType.URL) {
            xml.element("EncodingType", "url");
        }
        if (!quiet) {
            deleted.forEach(one -> write(xml, one, encoding));
        }
        return xml.close().bytes();
    }

    private static void write(XmlWriter xml, Deleted deleted, EncodingType encoding) {
        xml.open("Deleted")
                .element("Key", encoding.encode(deleted.item().key().value()))
                .elementIfPresent("VersionId", deleted.item().versionId());
        deleted.deleteMarkerVersionId()
                .ifPresent(id -> xml.element("DeleteMarker", true).element("DeleteMarkerVersionId", id));
        xml.close();
    }
}
