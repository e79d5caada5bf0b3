package io.coffer.protocol.xml;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.StorageClass;
import java.util.Optional;

/** The body of PutBucket, which may be left out. */
public final class CreateBucketXml {
    private CreateBucketXml() {}

    /** @param locationConstraint a location such as {@code oss-cn-hangzhou}, as sent */
    public record Configuration(
            Optional<String> locationConstraint,
            Optional<StorageClass> storageClass,
            Optional<DataRedundancy> dataRedundancy) {
        public static final Configuration NONE =
                new Configuration(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** @throws OssException when the document is malformed or has a value that OSS does not know */
    public static Configuration parse(byte[] document) {
        if (document.length == 0) {
            return Configuration.NONE;
        }
        XmlElement root = XmlReader.read(document, "CreateBucketConfiguration");
        return new Configuration(
                root.nonEmptyValue("LocationConstraint"),
                root.nonEmptyValue("StorageClass").map(CreateBucketXml::storageClass),
                root.nonEmptyValue("DataRedundancyType").map(CreateBucketXml::dataRedundancy));
    }

    private static StorageClass storageClass(String text) {
        return StorageClass.fromWire(text)
                .orElseThrow(() -> OssError.INVALID_STORAGE_CLASS
                        .with("ArgumentName", "StorageClass")
                        .and("ArgumentValue", text));
    }

    private static DataRedundancy dataRedundancy(String text) {
        return DataRedundancy.fromWire(text)
                .orElseThrow(() -> OssError.invalidArgument(
                        "DataRedundancyType", text, "The data redundancy type you specified is not valid."));
    }
}
