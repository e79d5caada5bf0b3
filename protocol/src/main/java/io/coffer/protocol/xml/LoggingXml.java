package io.coffer.protocol.xml;

import io.coffer.model.OssException;
import io.coffer.model.setting.Logging;
import java.util.Optional;

/** Where a bucket's access log goes: body of PutBucketLogging, answer of GetBucketLogging. */
public final class LoggingXml {
    private static final String ROOT = "BucketLoggingStatus";
    private static final String ENABLED = "LoggingEnabled";
    private static final String TARGET_BUCKET = "TargetBucket";
    private static final String TARGET_PREFIX = "TargetPrefix";
    private static final String ROLE = "LoggingRole";

    private LoggingXml() {}

    /**
     * @return empty for a document that ends logging
     * @throws OssException when the document is malformed
     */
    public static Optional<Logging> parse(byte[] document) {
        return XmlReader.read(document, ROOT)
                .child(ENABLED)
                .map(enabled -> new Logging(
                        enabled.required(TARGET_BUCKET).text().strip(),
                        enabled.value(TARGET_PREFIX).orElse(""),
                        enabled.nonEmptyValue(ROLE)));
    }

    public static byte[] write(Optional<Logging> logging) {
        XmlWriter xml = new XmlWriter().open(ROOT);
        logging.ifPresent(target -> xml.open(ENABLED)
                .element(TARGET_BUCKET, target.targetBucket())
                .element(TARGET_PREFIX, target.targetPrefix())
                .elementIfPresent(ROLE, target.role())
                .close());
        return xml.close().bytes();
    }
}
