package io.coffer.server.bucket;

import io.coffer.model.BucketAcl;
import io.coffer.model.StorageClass;
import io.coffer.model.Versioning;
import io.coffer.protocol.xml.DataRedundancy;
import io.coffer.server.metadata.Settings;
import java.time.Instant;
import java.util.Optional;

/** A bucket that nothing was set on, for tests that need one and no server. */
public final class BareBucket {
    private BareBucket() {}

    public static BucketRecord named(String name) {
        return new BucketRecord(
                BucketStore.newId(),
                name,
                "1",
                Instant.EPOCH,
                BucketAcl.PRIVATE,
                StorageClass.STANDARD,
                DataRedundancy.LRS,
                Optional.empty(),
                Versioning.NEVER,
                Settings.NONE);
    }
}
