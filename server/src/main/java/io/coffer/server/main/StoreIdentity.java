package io.coffer.server.main;

import io.coffer.server.metadata.ControlRecords;
import io.coffer.storage.BlobId;
import io.coffer.storage.Condition;
import io.coffer.storage.StorageException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The store's own id, drawn when it is made; every wrapped key is bound to it.
 *
 * @param format of the records in the store
 */
record StoreIdentity(String id, Optional<Integer> format) {
    private static final String RECORD = "store";
    private static final int FORMAT = 3;

    /** 16 bytes */
    byte[] bytes() {
        return HexFormat.of().parseHex(id);
    }

    /**
     * @throws StorageException of kind {@link StorageException.Kind#CORRUPT} under another root key
     * @throws StartException when the store's records have another format
     */
    static StoreIdentity loadOrCreate(ControlRecords records) {
        return find(records).orElseGet(() -> create(records));
    }

    /** As {@link #loadOrCreate}, of a store that is only looked at. */
    static Optional<StoreIdentity> find(ControlRecords records) {
        Optional<StoreIdentity> found = records.get(RECORD, StoreIdentity.class).map(ControlRecords.Stored::value);
        found.ifPresent(StoreIdentity::requireKnownFormat);
        return found;
    }

    private static void requireKnownFormat(StoreIdentity identity) {
        if (!identity.format().equals(Optional.of(FORMAT))) {
            throw new StartException("the store's records have format "
                    + identity.format().map(Object::toString).orElse("1") + "; this version reads and writes format "
                    + FORMAT);
        }
    }

    private static StoreIdentity create(ControlRecords records) {
        StoreIdentity identity = new StoreIdentity(BlobId.random().hex(), Optional.of(FORMAT));
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
