package io.coffer.protocol.xml;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.setting.BucketWorm;

/** The retention policy of a bucket: bodies of InitiateBucketWorm and ExtendBucketWorm, answer of GetBucketWorm. */
public final class BucketWormXml {
    private static final String DAYS = "RetentionPeriodInDays";

    private BucketWormXml() {}

    /** The days that InitiateBucketWorm asks for. */
    public static int parseInitiation(byte[] document) {
        return days(document, "InitiateWormConfiguration");
    }

    /** The days that ExtendBucketWorm asks for. */
    public static int parseExtension(byte[] document) {
        return days(document, "ExtendWormConfiguration");
    }

    /** @throws OssException when the document is malformed or the number is none of days */
    private static int days(byte[] document, String root) {
        String text = XmlReader.read(document, root).nonEmptyValue(DAYS).orElseThrow(OssError.MALFORMED_XML::exception);
        return Numbers.within(DAYS, text, 1, BucketWorm.MAX_DAYS);
    }

    public static byte[] write(BucketWorm worm) {
        XmlWriter xml = new XmlWriter()
                .open("WormConfiguration")
                .element("WormId", worm.id())
                .element("State", worm.locked() ? "Locked" : "InProgress")
                .element(DAYS, worm.retentionDays())
                .element("CreationDate", worm.created());
        if (!worm.locked()) {
            xml.element("ExpirationDate", worm.lapses());
        }
        return xml.close().bytes();
    }
}
