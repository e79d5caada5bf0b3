package io.coffer.server.operation.bucket;

import io.coffer.model.Region;
import io.coffer.model.StorageClass;
import io.coffer.model.setting.AccessMonitor;
import io.coffer.model.setting.TransferAcceleration;
import io.coffer.protocol.Method;
import io.coffer.protocol.OssResponse;
import io.coffer.protocol.xml.BucketInfoXml;
import io.coffer.protocol.xml.BucketStatXml;
import io.coffer.protocol.xml.LocationXml;
import io.coffer.server.bucket.AccountSettings;
import io.coffer.server.bucket.BucketSettings;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.object.ObjectListing;
import io.coffer.server.object.UploadListing;
import io.coffer.server.operation.Call;
import io.coffer.server.operation.Endpoints;
import io.coffer.server.operation.Level;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.OperationFamily;
import io.coffer.server.operation.Subresource;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** GetBucketInfo, GetBucketLocation and GetBucketStat. */
public final class BucketDescription implements OperationFamily {
    private final ObjectListing listing;
    private final UploadListing uploadListing;
    private final AccountSettings accountSettings;
    private final Region region;
    private final Clock clock;

    public BucketDescription(
            ObjectListing listing,
            UploadListing uploadListing,
            AccountSettings accountSettings,
            Region region,
            Clock clock) {
        this.listing = listing;
        this.uploadListing = uploadListing;
        this.accountSettings = accountSettings;
        this.region = region;
        this.clock = clock;
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.named("GetBucketInfo")
                        .on(Method.GET, Level.BUCKET)
                        .subresource(Subresource.BUCKET_INFO)
                        .requires("oss:GetBucketInfo")
                        .decode(call -> call)
                        .handle(this::info)
                        .encode(info -> OssResponse.xml(BucketInfoXml.write(info))),
                Operation.named("GetBucketLocation")
                        .on(Method.GET, Level.BUCKET)
                        .subresource(Subresource.LOCATION)
                        .requires("oss:GetBucketLocation")
                        .decode(Call::existingBucket)
                        .handle(bucket -> region)
                        .encode(place -> OssResponse.xml(LocationXml.write(place))),
                Operation.named("GetBucketStat")
                        .on(Method.GET, Level.BUCKET)
                        .subresource(Subresource.STAT)
                        .requires("oss:GetBucketStat")
                        .decode(Call::existingBucket)
                        .handle(this::stat)
                        .encode(stat -> OssResponse.xml(BucketStatXml.write(stat))));
    }

    private BucketInfoXml.BucketInfo info(Call call) {
        BucketSnapshot bucket = call.existingBucket();
        Endpoints endpoints = Endpoints.of(call.request(), region);
        return new BucketInfoXml.BucketInfo(
                bucket.name(),
                bucket.owner(),
                bucket.created(),
                region,
                bucket.storageClass(),
                bucket.record().dataRedundancy(),
                bucket.acl(),
                bucket.encryptionRule(),
                bucket.setting(BucketSettings.LOGGING),
                bucket.setting(BucketSettings.ACCESS_MONITOR).orElse(AccessMonitor.OFF),
                endpoints.extranet(),
                endpoints.intranet(),
                accountSettings.blocksPublicAccess(bucket),
                bucket.resourceGroup(),
                bucket.setting(BucketSettings.TRANSFER_ACCELERATION)
                        .filter(TransferAcceleration::enabled)
                        .isPresent(),
                bucket.setting(BucketSettings.REPLICATION)
                        .filter(replication -> !replication.rules().isEmpty())
                        .isPresent(),
                bucket.versioning());
    }

    private BucketStatXml.Stat stat(BucketSnapshot bucket) {
        Map<StorageClass, BucketStatXml.Usage> usage = new EnumMap<>(StorageClass.class);
        ObjectListing.Contents contents = listing.contents(bucket);
        contents.byClass()
                .forEach((storageClass, used) ->
                        usage.put(storageClass, new BucketStatXml.Usage(used.bytes(), used.bytes(), used.objects())));
        long[] uploads = {0};
        uploadListing.walk(bucket, "", upload -> uploads[0]++);
        return new BucketStatXml.Stat(
                usage, uploads[0], uploadListing.partCount(bucket), 0, contents.deleteMarkers(), clock.instant());
    }
}
