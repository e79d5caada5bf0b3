package io.coffer.server.bucket;

import io.coffer.model.setting.AccessMonitor;
import io.coffer.model.setting.Lifecycle;
import io.coffer.server.metadata.SettingType;
import io.coffer.server.metadata.Settings;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Every kind of setting that a bucket's record may hold, beside those that have a field of their own. */
public final class BucketSettings {
    public static final SettingType<Lifecycle> LIFECYCLE = new SettingType<>("lifecycle", Lifecycle.class);
    public static final SettingType<AccessMonitor> ACCESS_MONITOR =
            new SettingType<>("access-monitor", AccessMonitor.class);

    private static final List<SettingType<?>> ALL = List.of(LIFECYCLE, ACCESS_MONITOR);

    private static final Set<String> NAMES = ALL.stream().map(SettingType::name).collect(Collectors.toUnmodifiableSet());

    private BucketSettings() {}

    /** @throws IllegalArgumentException for a record of a newer version, whose settings would not be honoured here */
    static void requireKnown(Settings settings) {
        if (!NAMES.containsAll(settings.names())) {
            throw new IllegalArgumentException("settings of an unknown kind: " + settings);
        }
    }
}
