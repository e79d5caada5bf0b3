package io.coffer.protocol.xml;

import io.coffer.model.setting.KeptElement;
import java.util.List;
import java.util.Set;

/** Elements that only come and go, in and out of documents. */
final class KeptElements {
    private KeptElements() {}

    /** The children whose names are not in the set. */
    static List<KeptElement> beside(XmlElement parent, Set<String> known) {
        return parent.children().stream()
                .filter(child -> !known.contains(child.name()))
                .map(KeptElements::kept)
                .toList();
    }

    private static KeptElement kept(XmlElement element) {
        return new KeptElement(
                element.name(),
                element.children().isEmpty() ? element.text() : "",
                element.children().stream().map(KeptElements::kept).toList());
    }

    static void write(XmlWriter xml, List<KeptElement> elements) {
        for (KeptElement element : elements) {
            if (element.children().isEmpty()) {
                xml.element(element.name(), element.text());
            } else {
                xml.open(element.name());
                write(xml, element.children());
                xml.close();
            }
        }
    }
}
