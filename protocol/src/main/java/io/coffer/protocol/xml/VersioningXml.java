package io.coffer.protocol.xml;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.Versioning;
import java.util.Optional;

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
        return new XmlWriter()
                .open(ROOT)
                .elementIfPresent(STATUS, status(state))
                .close()
                .bytes();
    }

    /** Nothing for a bucket that never had versions. */
    static Optional<String> status(Versioning state) {
        return switch (state) {
            case NEVER -> Optional.empty();
            case ENABLED -> Optional.of(ENABLED);
            case SUSPENDED -> Optional.of(SUSPENDED);
        };
    }
}
