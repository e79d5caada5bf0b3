package io.coffer.protocol.xml;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.Versioning;

/** Body of PutBucketVersioning and answer of GetBucketVersioning. */
public final class VersioningXml {
    private static final String ROOT = "VersioningConfiguration";
    private static final String STATUS = "Status";
    private static final String ENABLED = "Enabled";
    private static final String SUSPENDED = "Suspended";

    private VersioningXml() {}

    /** @throws OssException {@link OssError#MALFORMED_XML} for a status that is missing or another */
    public static Versioning parse(byte[] document) {
        return switch (XmlReader.read(document, ROOT).value(STATUS).orElse("")) {
            case ENABLED -> Versioning.ENABLED;
            case SUSPENDED -> Versioning.SUSPENDED;
            default -> throw OssError.MALFORMED_XML.exception();
        };
    }

    /** A bucket that never had versions answers an empty root. */
    public static byte[] write(Versioning state) {
        XmlWriter xml = new XmlWriter().open(ROOT);
        switch (state) {
            case NEVER -> {}
            case ENABLED -> xml.element(STATUS, ENABLED);
            case SUSPENDED -> xml.element(STATUS, SUSPENDED);
        }
        return xml.close().bytes();
    }
}
