package io.coffer.server.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coffer.server.metadata.ControlRecords;
import io.coffer.server.metadata.RecordSeal;
import io.coffer.storage.Condition;
import io.coffer.storage.StorageEngine;
import io.coffer.storage.memory.MemoryStorageEngine;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoreIdentityTest {
    private static ControlRecords records(StorageEngine engine) {
        return new ControlRecords(engine, new RecordSeal(new byte[32]));
    }

    @Test
    void isDrawnOnceAndStays() {
        try (StorageEngine engine = new MemoryStorageEngine()) {
            StoreIdentity first = StoreIdentity.loadOrCreate(records(engine));
            assertThat(first.bytes()).hasSize(16);
            assertThat(StoreIdentity.loadOrCreate(records(engine))).isEqualTo(first);
        }
    }

    private record WithoutFormat(String id) {}

    @Test
    void aStoreOfAnotherFormatIsRefused() {
        try (StorageEngine engine = new MemoryStorageEngine()) {
            records(engine).put("store", new WithoutFormat("00".repeat(16)), Condition.ABSENT);
            assertThatThrownBy(() -> StoreIdentity.loadOrCreate(records(engine)))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("format 1");
        }
        try (StorageEngine engine = new MemoryStorageEngine()) {
            records(engine).put("store", new StoreIdentity("00".repeat(16), Optional.of(4)), Condition.ABSENT);
            assertThatThrownBy(() -> StoreIdentity.loadOrCreate(records(engine)))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("format 4");
        }
    }
}
