package io.coffer.protocol.xml;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.setting.StorageCapacity;

/** How much a bucket may hold: body and answer of {@code ?qos}. */
public final class StorageCapacityXml {
    private static final String ROOT = "BucketUserQos";
    private static final String CAPACITY = "StorageCapacity";

    private StorageCapacityXml() {}

    /** @throws OssException when the document is malformed or the number is below -1 */
    public static StorageCapacity parse(byte[] document) {
        String text =
                XmlReader.read(document, ROOT).nonEmptyValue(CAPACITY).orElseThrow(OssError.MALFORMED_XML::exception);
        long gigabytes = Numbers.parse(text);
        if (gigabytes < -1) {
            throw OssError.invalidArgument(CAPACITY, text, "The storage capacity must be -1 or more.");
        }
        return new StorageCapacity(gigabytes);
    }

    public static byte[] write(StorageCapacity capacity) {
        return new XmlWriter()
                .open(ROOT)
                .element(CAPACITY, capacity.gigabytes())
                .close()
                .bytes();
    }
}
