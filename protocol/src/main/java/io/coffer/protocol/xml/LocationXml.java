package io.coffer.protocol.xml;

import io.coffer.model.Region;

/** The answer of GetBucketLocation. */
public final class LocationXml {
    private LocationXml() {}

    public static byte[] write(Region region) {
        return new XmlWriter().element("LocationConstraint", region.location()).bytes();
    }
}
