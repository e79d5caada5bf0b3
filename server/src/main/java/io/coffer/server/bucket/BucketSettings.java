package io.coffer.server.bucket;

import io.coffer.model.setting.Logging;
import io.coffer.model.setting.Replication;
import io.coffer.server.metadata.SettingType;
import io.coffer.server.metadata.Settings;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Every kind of setting that a bucket's record may hold, beside those that have a field of their own. */
public final class BucketSettings {
    public static final SettingType<Logging> LOGGING = new SettingType<>("logging", Logging.class);
    public static final SettingType<Replication> REPLICATION = new SettingType<>("replication", Replication.class);

    private static final List<SettingType<?>> ALL = List.of(LOGGING, REPLICATION);

    private static final Set<String> NAMES = ALL.stream().map(SettingType::name).collect(Collectors.toUnmodifiableSet());

    private BucketSettings() {}

    /** @throws IllegalArgumentException for a record of a newer version, whose settings would not be honoured here */
    static void requireKnown(Settings settings) {
        if (!NAMES.containsAll(settings.names())) {
            throw new IllegalArgumentException("settings of an unknown kind: " + settings);
        }
    }
}
