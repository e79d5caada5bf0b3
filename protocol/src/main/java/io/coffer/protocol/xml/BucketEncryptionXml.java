package io.coffer.protocol.xml;

import io.coffer.model.EncryptionRule;
import io.coffer.model.OssException;

/** The bucket's encryption rule: body of PutBucketEncryption, answer of GetBucketEncryption. */
public final class BucketEncryptionXml {
    private static final String ROOT = "ServerSideEncryptionRule";
    private static final String CONTAINER = "ApplyServerSideEncryptionByDefault";
    private static final String ALGORITHM = "SSEAlgorithm";
    private static final String KEY_ID = "KMSMasterKeyID";
    private static final String DATA_ENCRYPTION = "KMSDataEncryption";

    private BucketEncryptionXml() {}

    /** @throws OssException when the document is malformed or its values make no rule */
    public static EncryptionRule parse(byte[] document) {
        XmlElement values = XmlReader.read(document, ROOT).required(CONTAINER);
        return EncryptionRule.parse(values.value(ALGORITHM), values.value(KEY_ID), values.value(DATA_ENCRYPTION));
    }

    /** The rule as a document; a value that is not set has no element. */
    public static byte[] write(EncryptionRule rule) {
        XmlWriter xml = new XmlWriter().open(ROOT).open(CONTAINER);
        writeValues(xml, rule);
        return xml.close().close().bytes();
    }

    /** The rule's values without the container between, as GetBucketInfo shows them. */
    static void writeValues(XmlWriter xml, EncryptionRule rule) {
        xml.element(ALGORITHM, rule.algorithm().name())
                .elementIfPresent(DATA_ENCRYPTION, rule.dataEncryption())
                .elementIfPresent(KEY_ID, rule.keyId());
    }
}
