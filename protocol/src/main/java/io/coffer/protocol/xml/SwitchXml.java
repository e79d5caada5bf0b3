package io.coffer.protocol.xml;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.setting.ArchiveDirectRead;
import io.coffer.model.setting.TransferAcceleration;

/** Documents that say of one thing whether it is switched on. */
public final class SwitchXml {
    private static final String TRANSFER_ACCELERATION = "TransferAccelerationConfiguration";
    private static final String ARCHIVE_DIRECT_READ = "ArchiveDirectReadConfiguration";
    private static final String ENABLED = "Enabled";

    private SwitchXml() {}

    public static TransferAcceleration parseTransferAcceleration(byte[] document) {
        return new TransferAcceleration(parse(document, TRANSFER_ACCELERATION));
    }

    public static byte[] write(TransferAcceleration acceleration) {
        return write(TRANSFER_ACCELERATION, acceleration.enabled());
    }

    public static ArchiveDirectRead parseArchiveDirectRead(byte[] document) {
        return new ArchiveDirectRead(parse(document, ARCHIVE_DIRECT_READ));
    }

    public static byte[] write(ArchiveDirectRead directRead) {
        return write(ARCHIVE_DIRECT_READ, directRead.enabled());
    }

    /** @throws OssException {@link OssError#MALFORMED_XML} */
    private static boolean parse(byte[] document, String root) {
        String text =
                XmlReader.read(document, root).nonEmptyValue(ENABLED).orElseThrow(OssError.MALFORMED_XML::exception);
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw OssError.MALFORMED_XML.exception();
        };
    }

    private static byte[] write(String root, boolean enabled) {
        return new XmlWriter().open(root).element(ENABLED, enabled).close().bytes();
    }
}
