package io.coffer.server.bucket;

import io.coffer.model.Tags;
import io.coffer.model.setting.AccessMonitor;
import io.coffer.model.setting.ArchiveDirectRead;
import io.coffer.model.setting.BucketWorm;
import io.coffer.model.setting.CorsConfiguration;
import io.coffer.model.setting.HttpsConfiguration;
import io.coffer.model.setting.ImageStyles;
import io.coffer.model.setting.Lifecycle;
import io.coffer.model.setting.Logging;
import io.coffer.model.setting.ObjectWormConfiguration;
import io.coffer.model.setting.OverwriteConfiguration;
import io.coffer.model.setting.PolicyDocument;
import io.coffer.model.setting.PublicAccessBlock;
import io.coffer.model.setting.RedundancyTransitions;
import io.coffer.model.setting.RefererConfiguration;
import io.coffer.model.setting.Replication;
import io.coffer.model.setting.RequestPayment;
import io.coffer.model.setting.ResourceGroup;
import io.coffer.model.setting.StorageCapacity;
import io.coffer.model.setting.TransferAcceleration;
import io.coffer.model.setting.UserDefinedLogFields;
import io.coffer.model.setting.WebsiteConfiguration;
import io.coffer.server.metadata.SettingType;
import io.coffer.server.metadata.Settings;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Every kind of setting that a bucket's record may hold, beside those that have a field of their own. */
public final class BucketSettings {
    public static final SettingType<BucketWorm> WORM = new SettingType<>("worm", BucketWorm.class);
    public static final SettingType<ObjectWormConfiguration> OBJECT_WORM =
            new SettingType<>("object-worm", ObjectWormConfiguration.class);
    public static final SettingType<OverwriteConfiguration> OVERWRITE =
            new SettingType<>("overwrite", OverwriteConfiguration.class);
    public static final SettingType<StorageCapacity> STORAGE_CAPACITY =
            new SettingType<>("storage-capacity", StorageCapacity.class);
    public static final SettingType<ArchiveDirectRead> ARCHIVE_DIRECT_READ =
            new SettingType<>("archive-direct-read", ArchiveDirectRead.class);
    public static final SettingType<UserDefinedLogFields> USER_DEFINED_LOG_FIELDS =
            new SettingType<>("user-defined-log-fields", UserDefinedLogFields.class);
    public static final SettingType<TransferAcceleration> TRANSFER_ACCELERATION =
            new SettingType<>("transfer-acceleration", TransferAcceleration.class);
    public static final SettingType<ImageStyles> STYLES = new SettingType<>("styles", ImageStyles.class);
    public static final SettingType<RedundancyTransitions> REDUNDANCY_TRANSITIONS =
            new SettingType<>("redundancy-transitions", RedundancyTransitions.class);
    public static final SettingType<Lifecycle> LIFECYCLE = new SettingType<>("lifecycle", Lifecycle.class);
    public static final SettingType<AccessMonitor> ACCESS_MONITOR =
            new SettingType<>("access-monitor", AccessMonitor.class);
    public static final SettingType<PolicyDocument> POLICY = new SettingType<>("policy", PolicyDocument.class);
    public static final SettingType<PublicAccessBlock> PUBLIC_ACCESS_BLOCK =
            new SettingType<>("public-access-block", PublicAccessBlock.class);
    public static final SettingType<RequestPayment> REQUEST_PAYMENT =
            new SettingType<>("request-payment", RequestPayment.class);
    public static final SettingType<HttpsConfiguration> HTTPS = new SettingType<>("https", HttpsConfiguration.class);
    public static final SettingType<Tags> TAGS = new SettingType<>("tags", Tags.class);
    public static final SettingType<ResourceGroup> RESOURCE_GROUP =
            new SettingType<>("resource-group", ResourceGroup.class);

    public static final SettingType<CorsConfiguration> CORS = new SettingType<>("cors", CorsConfiguration.class);
    public static final SettingType<WebsiteConfiguration> WEBSITE =
            new SettingType<>("website", WebsiteConfiguration.class);
    public static final SettingType<RefererConfiguration> REFERER =
            new SettingType<>("referer", RefererConfiguration.class);

    public static final SettingType<Logging> LOGGING = new SettingType<>("logging", Logging.class);
    public static final SettingType<Replication> REPLICATION = new SettingType<>("replication", Replication.class);

    private static final List<SettingType<?>> ALL = List.of(
            WORM,
            OBJECT_WORM,
            OVERWRITE,
            STORAGE_CAPACITY,
            ARCHIVE_DIRECT_READ,
            USER_DEFINED_LOG_FIELDS,
            TRANSFER_ACCELERATION,
            STYLES,
            REDUNDANCY_TRANSITIONS,
            LIFECYCLE,
            ACCESS_MONITOR,
            POLICY,
            PUBLIC_ACCESS_BLOCK,
            REQUEST_PAYMENT,
            HTTPS,
            TAGS,
            RESOURCE_GROUP,
            CORS,
            WEBSITE,
            REFERER,
            LOGGING,
            REPLICATION);

    private static final Set<String> NAMES =
            ALL.stream().map(SettingType::name).collect(Collectors.toUnmodifiableSet());

    private BucketSettings() {}

    /** @throws IllegalArgumentException for a record of a newer version, whose settings would not be honoured here */
    static void requireKnown(Settings settings) {
        if (!NAMES.containsAll(settings.names())) {
            throw new IllegalArgumentException("settings of an unknown kind: " + settings);
        }
    }
}
