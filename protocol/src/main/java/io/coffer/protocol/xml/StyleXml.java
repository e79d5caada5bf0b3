package io.coffer.protocol.xml;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.setting.ImageStyles;
import io.coffer.protocol.HttpDates;

/** Ways of processing images: body of PutStyle, answers of GetStyle and ListStyle. */
public final class StyleXml {
    private static final String STYLE = "Style";
    private static final String CONTENT = "Content";

    private StyleXml() {}

    /**
     * The content that PutStyle gives.
     *
     * @throws OssException {@link OssError#MALFORMED_XML}
     */
    public static String parse(byte[] document) {
        return XmlReader.read(document, STYLE).nonEmptyValue(CONTENT).orElseThrow(OssError.MALFORMED_XML::exception);
    }

    public static byte[] write(ImageStyles.Style style) {
        XmlWriter xml = new XmlWriter();
        write(xml, style);
        return xml.bytes();
    }

    public static byte[] write(ImageStyles styles) {
        XmlWriter xml = new XmlWriter().open("StyleList");
        styles.styles().forEach(style -> write(xml, style));
        return xml.close().bytes();
    }

    private static void write(XmlWriter xml, ImageStyles.Style style) {
        xml.open(STYLE)
                .element("Name", style.name())
                .element(CONTENT, style.content())
                .element("Category", style.category())
                .element("CreateTime", HttpDates.format(style.created()))
                .element("LastModifyTime", HttpDates.format(style.modified()))
                .close();
    }
}
