package io.coffer.server.object;

import io.coffer.encryption.DataKey;
import io.coffer.encryption.KeyManagement;
import io.coffer.encryption.WrapContext;
import io.coffer.encryption.WrappedKey;
import io.coffer.model.EncryptionContext;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.keyuse.KeyUse;
import io.coffer.server.keyuse.KeyUseRecorder;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Uses master keys for whom a bucket's snapshot names, and records each use. A key that was unwrapped is given out only
 * when its record was taken, so a log that cannot be written stops reads as well: otherwise filling the disk would be the
 * way to read unseen.
 */
final class RecordedKeys {
    private final KeyManagement keyManagement;
    private final KeyUseRecorder recorder;
    private final WrapsInFlight flights;
    private final byte[] storeId;

    RecordedKeys(KeyManagement keyManagement, KeyUseRecorder recorder, WrapsInFlight flights, byte[] storeId) {
        this.keyManagement = keyManagement;
        this.recorder = recorder;
        this.flights = flights;
        this.storeId = storeId.clone();
    }

    /**
     * @param blob 16 bytes, what the key is for
     * @param callers what the caller adds to the wrap's context
     */
    NewDataKey generate(BucketSnapshot bucket, byte[] blob, String keyId, EncryptionContext callers) {
        WrapsInFlight.Flight flight = flights.begin(keyId);
        try {
            return generate(bucket, blob, keyId, callers, flight);
        } catch (RuntimeException refused) {
            flight.close();
            throw refused;
        }
    }

    private NewDataKey generate(
            BucketSnapshot bucket, byte[] blob, String keyId, EncryptionContext callers, WrapsInFlight.Flight flight) {
        DataKey made = keyManagement.generateDataKey(keyId, context(bucket, blob, callers));
        try {
            return new NewDataKey(
                    made,
                    flight.under(made.wrapped()),
                    record(KeyUse.Operation.GENERATE, made.wrapped(), bucket, blob));
        } catch (RuntimeException unrecorded) {
            made.close();
            throw unrecorded;
        }
    }

    /** Whether {@link #unwrap} waits for nothing. */
    boolean opensAtOnce() {
        return keyManagement.unwrapsAtOnce() && recorder.hasRoom();
    }

    /** Opens the key of one object's body; each use is recorded, also of a key that was kept open. */
    DataKey unwrap(BucketSnapshot bucket, byte[] blob, WrappedKey wrapped, EncryptionContext callers) {
        return recorded(bucket, blob, keyManagement.unwrap(wrapped, context(bucket, blob, callers)));
    }

    /** Opens a key that many objects share; recorded when a master key opens it, and not while it is kept open. */
    DataKey unwrapShared(BucketSnapshot bucket, byte[] id, WrappedKey wrapped) {
        DataKey opened = keyManagement.unwrap(wrapped, context(bucket, id, EncryptionContext.NONE));
        if (opened.kept().isEmpty()) {
            return recorded(bucket, id, opened);
        }
        try {
            recorder.requireRecording();
            return opened;
        } catch (RuntimeException unrecorded) {
            opened.close();
            throw unrecorded;
        }
    }

    private DataKey recorded(BucketSnapshot bucket, byte[] blob, DataKey opened) {
        try {
            // on the disk within a moment: a read does not wait for it
            record(KeyUse.Operation.UNWRAP, opened.wrapped(), bucket, blob);
            return opened;
        } catch (RuntimeException unrecorded) {
            opened.close();
            throw unrecorded;
        }
    }

    /**
     * Puts a data key under the newest version of a key. The record is durable when it returns, before anybody stores what
     * comes back.
     *
     * @param check throws when what comes back is not the same data key
     */
    WrappedKey rewrap(
            BucketSnapshot bucket,
            byte[] blob,
            WrappedKey wrapped,
            String toKeyId,
            EncryptionContext callers,
            Consumer<DataKey> check) {
        WrappedKey changed =
                new KeyRewrap(keyManagement, context(bucket, blob, callers)).under(wrapped, toKeyId, check);
        flights.requireUnfenced(changed);
        record(KeyUse.Operation.REWRAP, changed, bucket, blob).await();
        return changed;
    }

    private KeyUseRecorder.Receipt record(
            KeyUse.Operation operation, WrappedKey wrapped, BucketSnapshot bucket, byte[] blob) {
        return recorder.record(new KeyUse(
                operation,
                wrapped.keyId(),
                wrapped.keyVersion(),
                Optional.of(bucket.record().name()),
                Optional.of(HexFormat.of().formatHex(blob)),
                bucket.user()));
    }

    private WrapContext context(BucketSnapshot bucket, byte[] blob, EncryptionContext callers) {
        return new WrapContext(storeId, bucket.id(), blob, callers.pairs());
    }
}
