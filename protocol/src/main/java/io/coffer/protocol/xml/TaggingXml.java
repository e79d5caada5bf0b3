package io.coffer.protocol.xml;

import io.coffer.model.OssException;
import io.coffer.model.Tags;
import java.util.List;

/** The tags of a bucket or object: body of the Put operations, answer of the Get operations. */
public final class TaggingXml {
    private TaggingXml() {}

    /** @throws OssException when the document is malformed, or the tags are too many or illegal */
    public static Tags parse(byte[] document, Tags.Limits limits) {
        List<Tags.Tag> tags = XmlReader.read(document, "Tagging").required("TagSet").children("Tag").stream()
                .map(TaggingXml::tag)
                .toList();
        return Tags.of(tags, limits);
    }

    /** Blanks around a key or value belong to it. */
    private static Tags.Tag tag(XmlElement tag) {
        return new Tags.Tag(
                tag.required("Key").text(),
                tag.child("Value").map(XmlElement::text).orElse(""));
    }

    public static byte[] write(Tags tags) {
        XmlWriter xml = new XmlWriter().open("Tagging");
        writeSet(xml, tags);
        return xml.close().bytes();
    }

    /** The {@code TagSet} alone, as other documents hold it. */
    static void writeSet(XmlWriter xml, Tags tags) {
        xml.open("TagSet");
        tags.values()
                .forEach((key, value) -> xml.open("Tag")
                        .element("Key", key)
                        .element("Value", value)
                        .close());
        xml.close();
    }
}
