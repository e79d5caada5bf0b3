package io.coffer.server.operation.bucket;

import io.coffer.model.OssError;
import io.coffer.model.setting.StorageCapacity;
import io.coffer.protocol.xml.StorageCapacityXml;
import io.coffer.protocol.xml.SwitchXml;
import io.coffer.protocol.xml.UserDefinedLogFieldsXml;
import io.coffer.server.bucket.BucketSettings;
import io.coffer.server.bucket.Buckets;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.OperationFamily;
import io.coffer.server.operation.Subresource;
import java.util.List;
import java.util.stream.Stream;

/** Settings of one small document each: acceleration, reading of archives, capacity and fields of logs. */
public final class BucketFeatures implements OperationFamily {
    private static final int MAX_DOCUMENT = 64 * 1024;

    private final Buckets buckets;

    public BucketFeatures(Buckets buckets) {
        this.buckets = buckets;
    }

    @Override
    public List<Operation> operations() {
        return Stream.of(transferAcceleration(), archiveDirectRead(), storageCapacity(), userDefinedLogFields())
                .flatMap(List::stream)
                .toList();
    }

    private List<Operation> transferAcceleration() {
        return new SettingFamily<>(
                        "BucketTransferAcceleration",
                        Subresource.TRANSFER_ACCELERATION,
                        BucketSettings.TRANSFER_ACCELERATION,
                        buckets)
                .put(MAX_DOCUMENT, (call, document) -> SwitchXml.parseTransferAcceleration(document))
                .get(OssError.NO_SUCH_TRANSFER_ACCELERATION_CONFIGURATION, SwitchXml::write)
                .delete()
                .operations();
    }

    private List<Operation> archiveDirectRead() {
        return new SettingFamily<>(
                        "BucketArchiveDirectRead",
                        Subresource.BUCKET_ARCHIVE_DIRECT_READ,
                        BucketSettings.ARCHIVE_DIRECT_READ,
                        buckets)
                .put(MAX_DOCUMENT, (call, document) -> SwitchXml.parseArchiveDirectRead(document))
                .get(OssError.NO_SUCH_ARCHIVE_DIRECT_READ_CONFIGURATION, SwitchXml::write)
                .operations();
    }

    private List<Operation> storageCapacity() {
        return new SettingFamily<>("BucketQos", Subresource.QOS, BucketSettings.STORAGE_CAPACITY, buckets)
                .put(MAX_DOCUMENT, (call, document) -> StorageCapacityXml.parse(document))
                .get(StorageCapacity.UNBOUNDED, StorageCapacityXml::write)
                .operations();
    }

    private List<Operation> userDefinedLogFields() {
        return new SettingFamily<>(
                        "UserDefinedLogFieldsConfig",
                        Subresource.USER_DEFINED_LOG_FIELDS_CONFIG,
                        BucketSettings.USER_DEFINED_LOG_FIELDS,
                        buckets)
                .put(
                        MAX_DOCUMENT,
                        Operation.State.STORED_AND_HONOURED,
                        (call, document) -> UserDefinedLogFieldsXml.parse(document))
                .get(OssError.NO_SUCH_USER_DEFINED_LOG_FIELDS_CONFIG, UserDefinedLogFieldsXml::write)
                .delete()
                .operations();
    }
}
