package io.coffer.server.main;

import io.coffer.server.metadata.ControlRecords;
import io.coffer.storage.BlobId;
import io.coffer.storage.Condition;
import io.coffer.storage.StorageException;
import java.util.HexFormat;

/** The store's own id, drawn when it is made; every wrapped key is bound to it. */
record StoreIdentity(String id) {
    private static final String RECORD = "store";

    /** 16 bytes */
    byte[] bytes() {
        return HexFormat.of().parseHex(id);
    }

    /** @throws StorageException of kind {@link StorageException.Kind#CORRUPT} under another root key */
    static StoreIdentity loadOrCreate(ControlRecords records) {
        return records.get(RECORD, StoreIdentity.class)
                .map(ControlRecords.Stored::value)
                .orElseGet(() -> create(records));
    }

    private static StoreIdentity create(ControlRecords records) {
        StoreIdentity identity = new StoreIdentity(BlobId.random().hex());
        try {
            records.put(RECORD, identity, Condition.ABSENT);
            return identity;
        } catch (StorageException taken) {
            if (taken.kind() != StorageException.Kind.CONFLICT) {
                throw taken;
            }
            return loadOrCreate(records);
        }
    }
}
