package io.coffer.protocol.xml;

import io.coffer.model.AccountId;

/** The owner as it stands in many documents; the display name equals the id. */
final class OwnerXml {
    private OwnerXml() {}

    static void write(XmlWriter xml, AccountId owner) {
        xml.open("Owner")
                .element("ID", owner.value())
                .element("DisplayName", owner.value())
                .close();
    }
}
