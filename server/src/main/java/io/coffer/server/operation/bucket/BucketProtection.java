package io.coffer.server.operation.bucket;

import io.coffer.model.OssError;
import io.coffer.model.Versioning;
import io.coffer.model.setting.ObjectWormConfiguration;
import io.coffer.protocol.Method;
import io.coffer.protocol.OssResponse;
import io.coffer.protocol.xml.ObjectWormXml;
import io.coffer.protocol.xml.OverwriteConfigurationXml;
import io.coffer.server.bucket.BucketRecord;
import io.coffer.server.bucket.BucketSettings;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.bucket.Buckets;
import io.coffer.server.bucket.WormRules;
import io.coffer.server.operation.Call;
import io.coffer.server.operation.Documents;
import io.coffer.server.operation.Level;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.OperationFamily;
import io.coffer.server.operation.Subresource;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** What protects the objects of a bucket: retention of single versions, and rules against writing over. */
public final class BucketProtection implements OperationFamily {
    private static final int MAX_DOCUMENT = 64 * 1024;

    /** room for 100 rules with the longest prefixes and suffixes */
    private static final int MAX_OVERWRITE_DOCUMENT = 1024 * 1024;

    private final Buckets buckets;
    private final Clock clock;

    public BucketProtection(Buckets buckets, Clock clock) {
        this.buckets = buckets;
        this.clock = clock;
    }

    private record ObjectWormChange(BucketSnapshot bucket, ObjectWormConfiguration configuration) {}

    @Override
    public List<Operation> operations() {
        List<Operation> operations = new ArrayList<>(objectWorm());
        operations.addAll(new SettingFamily<>(
                        "BucketOverwriteConfig", Subresource.OVERWRITE_CONFIG, BucketSettings.OVERWRITE, buckets)
                .put(MAX_OVERWRITE_DOCUMENT, (call, document) -> OverwriteConfigurationXml.parse(document))
                .get(OssError.NO_SUCH_OVERWRITE_CONFIGURATION, OverwriteConfigurationXml::write)
                .delete()
                .operations());
        return operations;
    }

    private List<Operation> objectWorm() {
        return List.of(
                Operation.named("PutBucketObjectWormConfiguration")
                        .on(Method.PUT, Level.BUCKET)
                        .subresource(Subresource.OBJECT_WORM)
                        .document(MAX_DOCUMENT)
                        .state(Operation.State.STORED_AND_HONOURED)
                        .requires("oss:PutBucketObjectWormConfiguration")
                        .decode(call -> new ObjectWormChange(
                                call.existingBucket(),
                                ObjectWormXml.parseConfiguration(Documents.body(call.request()))))
                        .handle(change ->
                                buckets.change(change.bucket(), record -> enable(record, change.configuration())))
                        .encode(bucket -> OssResponse.empty(200)),
                Operation.named("GetBucketObjectWormConfiguration")
                        .on(Method.GET, Level.BUCKET)
                        .subresource(Subresource.OBJECT_WORM)
                        .requires("oss:GetBucketObjectWormConfiguration")
                        .decode(Call::existingBucket)
                        .handle(BucketProtection::configuration)
                        .encode(configuration -> OssResponse.xml(ObjectWormXml.write(configuration))));
    }

    private BucketRecord enable(BucketRecord bucket, ObjectWormConfiguration configuration) {
        if (WormRules.policy(bucket, clock.instant()).isPresent()) {
            throw OssError.WORM_WITH_OBJECT_WORM.with("BucketName", bucket.name());
        }
        if (bucket.versioning() != Versioning.ENABLED) {
            throw OssError.OBJECT_WORM_WITHOUT_VERSIONING.with("BucketName", bucket.name());
        }
        return bucket.with(BucketSettings.OBJECT_WORM, configuration);
    }

    private static ObjectWormConfiguration configuration(BucketSnapshot bucket) {
        return bucket.setting(BucketSettings.OBJECT_WORM)
                .orElseThrow(() -> OssError.NO_SUCH_OBJECT_WORM_CONFIGURATION.with(
                        "BucketName", bucket.name().value()));
    }
}
