package io.coffer.protocol.xml;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import io.coffer.model.OssError;
import io.coffer.model.OssException;
import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads a request's document within fixed limits. Document types and entities are refused; namespaces are ignored;
 * references to control characters, which XML 1.0 forbids, are read, since object names may hold them.
 */
public final class XmlReader {
    /** the longest document, in bytes: room for 1000 of the longest keys, every byte written as a reference */
    public static final int MAX_SIZE = 8 * 1024 * 1024;

    private static final int MAX_DEPTH = 16;
    private static final int MAX_ELEMENTS = 20_000;
    private static final int MAX_ATTRIBUTES = 16;

    /** in characters */
    private static final int MAX_ATTRIBUTE_LENGTH = 4 * 1024;

    /** in characters */
    private static final int MAX_TEXT_LENGTH = 64 * 1024;

    private static final XMLInputFactory FACTORY = factory();

    private XmlReader() {}

    private static XMLInputFactory factory() {
        WstxInputFactory factory = new WstxInputFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        // a limit met while a text is fetched late would be another kind of exception
        factory.setProperty(WstxInputProperties.P_LAZY_PARSING, false);
        factory.setProperty(WstxInputProperties.P_ALLOW_XML11_ESCAPED_CHARS_IN_XML10, true);
        factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, MAX_DEPTH);
        factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_COUNT, (long) MAX_ELEMENTS);
        factory.setProperty(WstxInputProperties.P_MAX_CHILDREN_PER_ELEMENT, MAX_ELEMENTS);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, MAX_ATTRIBUTES);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, MAX_ATTRIBUTE_LENGTH);
        factory.setProperty(WstxInputProperties.P_MAX_TEXT_LENGTH, (long) MAX_TEXT_LENGTH);
        factory.setProperty(WstxInputProperties.P_MAX_CHARACTERS, (long) MAX_SIZE);
        return factory;
    }

    /**
     * The root of a document.
     *
     * @param rootName the name it must have
     * @throws OssException {@link OssError#MALFORMED_XML} for a document that is none, another root, or one beyond the
     *     limits
     */
    public static XmlElement read(byte[] document, String rootName) {
        XmlElement root = read(document);
        if (!root.name().equals(rootName)) {
            throw OssError.MALFORMED_XML.exception();
        }
        return root;
    }

    /** As {@link #read(byte[], String)}, whatever the root's name is. */
    public static XmlElement read(byte[] document) {
        if (document.length > MAX_SIZE) {
            throw OssError.MALFORMED_XML.exception();
        }
        try {
            return read(
                    FACTORY.createXMLStreamReader(new ByteArrayInputStream(ControlCharacters.referenced(document))));
        } catch (XMLStreamException notWellFormed) {
            throw OssError.MALFORMED_XML.exception();
        }
    }

    private static XmlElement read(XMLStreamReader reader) throws XMLStreamException {
        Deque<Unfinished> open = new ArrayDeque<>();
        Unfinished document = new Unfinished("");
        open.push(document);
        try {
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> open.push(new Unfinished(reader.getLocalName()));
                    case XMLStreamConstants.END_ELEMENT -> {
                        XmlElement finished = open.pop().finish();
                        open.element().children.add(finished);
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
                        open.element().append(reader.getText());
                    case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                        throw OssError.MALFORMED_XML.exception();
                    default -> {
                        // comments, processing instructions and blanks around the root say nothing
                    }
                }
            }
        } finally {
            reader.close();
        }
        return document.children.getFirst();
    }

    private static final class Unfinished {
        private final String name;
        private final StringBuilder text = new StringBuilder();
        private final List<XmlElement> children = new ArrayList<>();

        Unfinished(String name) {
            this.name = name;
        }

        void append(String more) {
            if (text.length() + more.length() > MAX_TEXT_LENGTH) {
                throw OssError.MALFORMED_XML.exception();
            }
            text.append(more);
        }

        XmlElement finish() {
            return new XmlElement(name, text.toString(), children);
        }
    }
}
