package io.coffer.protocol.xml;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import java.util.List;
import java.util.Optional;

/**
 * An element of a request's document.
 *
 * @param name without a namespace
 * @param text all text that stands directly in it, blanks included
 */
public record XmlElement(String name, String text, List<XmlElement> children) {
    public XmlElement {
        children = List.copyOf(children);
    }

    /** Every child of that name. */
    public List<XmlElement> children(String childName) {
        return children.stream().filter(child -> child.name().equals(childName)).toList();
    }

    /**
     * The only child of that name.
     *
     * @throws OssException {@link OssError#MALFORMED_XML} when there are several
     */
    public Optional<XmlElement> child(String childName) {
        List<XmlElement> found = children(childName);
        if (found.size() > 1) {
            throw OssError.MALFORMED_XML.exception();
        }
        return found.stream().findFirst();
    }

    /** As {@link #child}, for a child that must be there. */
    public XmlElement required(String childName) {
        return child(childName).orElseThrow(OssError.MALFORMED_XML::exception);
    }

    /** The text of the only child of that name, without surrounding blanks. */
    public Optional<String> value(String childName) {
        return child(childName).map(child -> child.text().strip());
    }

    /** As {@link #value}; an empty text equals none. */
    public Optional<String> nonEmptyValue(String childName) {
        return value(childName).filter(text -> !text.isEmpty());
    }

    /**
     * A value that is {@code true} or {@code false}.
     *
     * @throws OssException {@link OssError#MALFORMED_XML} for any other text
     */
    public Optional<Boolean> flag(String childName) {
        return value(childName).map(text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw OssError.MALFORMED_XML.exception();
        });
    }
}
