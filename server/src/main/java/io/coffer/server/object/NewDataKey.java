package io.coffer.server.object;

import io.coffer.encryption.DataKey;
import io.coffer.server.keyuse.KeyUseRecorder;

/** A data key that was made for a write. The record of its making is written while the body comes. */
final class NewDataKey implements AutoCloseable {
    private final DataKey key;
    private final WrapsInFlight.Flight flight;
    private final KeyUseRecorder.Receipt receipt;

    NewDataKey(DataKey key, WrapsInFlight.Flight flight, KeyUseRecorder.Receipt receipt) {
        this.key = key;
        this.flight = flight;
        this.receipt = receipt;
    }

    DataKey key() {
        return key;
    }

    /**
     * To be called right before the record that holds the key is committed.
     *
     * @throws io.coffer.encryption.KeyManagementException when the key's version takes no more records
     */
    void requireOpen() {
        flight.requireOpen();
    }

    /** The record that holds the key is committed, or never will be; the key itself stays open. */
    void landed() {
        flight.close();
    }

    /**
     * What was written with the key, once the record is durable: before that nobody may be told of it.
     *
     * @throws io.coffer.storage.StorageException when the record cannot be made durable
     */
    <T> T recorded(T written) {
        receipt.await();
        return written;
    }

    @Override
    public void close() {
        key.close();
        flight.close();
    }
}
