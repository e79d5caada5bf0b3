package io.coffer.server.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.encryption.RootKey;
import io.coffer.model.BucketName;
import io.coffer.server.metadata.ControlRecords;
import io.coffer.server.metadata.RecordSeal;
import io.coffer.storage.SpaceId;
import io.coffer.storage.StorageEngine;
import io.coffer.storage.memory.MemoryStorageEngine;
import org.junit.jupiter.api.Test;

/** A bucket is there as a whole or not at all, also when its deletion broke off in the middle. */
class BucketStoreTest {
    private final StorageEngine engine = new MemoryStorageEngine();
    private final BucketStore buckets = new BucketStore(
            new ControlRecords(engine, new RecordSeal(RootKey.random().derive("records/v1"))), engine);

    private BucketSnapshot create(String name) {
        return buckets.create(BareBucket.named(name)).orElseThrow();
    }

    @Test
    void aDeletionThatBrokeOffIsFinished() {
        BucketSnapshot whole = create("whole");
        BucketSnapshot half = create("half-deleted");
        engine.dropSpace(new SpaceId(half.record().id()));
        buckets.finishDeletions();
        assertThat(buckets.find(new BucketName("half-deleted"))).isEmpty();
        assertThat(buckets.find(new BucketName("whole"))).contains(whole);
        assertThat(create("half-deleted").record().id())
                .isNotEqualTo(half.record().id());
    }

    @Test
    void askedForAgainItGoesOn() {
        BucketSnapshot half = create("half-deleted");
        engine.dropSpace(new SpaceId(half.record().id()));
        buckets.delete(half);
        assertThat(buckets.find(new BucketName("half-deleted"))).isEmpty();
    }
}
