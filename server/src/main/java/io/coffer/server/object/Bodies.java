package io.coffer.server.object;

import io.coffer.encryption.DataKey;
import io.coffer.model.ObjectKey;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.metadata.Composition;
import io.coffer.server.metadata.Manifest;
import io.coffer.server.metadata.ObjectEncryption;
import io.coffer.server.metadata.ObjectRecord;
import io.coffer.storage.Reader;
import io.coffer.storage.Space;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Gives access to the plaintext of bodies of every form. The data key lives as long as the body is open. */
final class Bodies {
    private Bodies() {}

    static OpenBody open(
            ObjectCipher cipher,
            BucketSnapshot bucket,
            Space space,
            ObjectKey key,
            ObjectRecord record,
            Reader reader) {
        if (record.encryption().isEmpty()) {
            return record.composition()
                    .map(composition -> composed(cipher, bucket, space, record, composition, reader, Optional.empty()))
                    .orElseGet(() -> OpenBody.plain(reader));
        }
        ObjectEncryption envelope = record.encryption().get();
        DataKey dataKey = cipher.openRecord(bucket, key, record, envelope);
        try {
            return record.composition()
                    .map(composition -> composed(
                            cipher,
                            bucket,
                            space,
                            record,
                            composition,
                            reader,
                            Optional.of(new ComposedBody.Key(envelope, dataKey))))
                    .orElseGet(() -> OpenBody.encrypted(
                            reader, dataKey, cipher.whole(bucket, record, envelope, dataKey, reader)));
        } catch (RuntimeException refused) {
            dataKey.close();
            throw refused;
        }
    }

    private static OpenBody composed(
            ObjectCipher cipher,
            BucketSnapshot bucket,
            Space space,
            ObjectRecord record,
            Composition composition,
            Reader reader,
            Optional<ComposedBody.Key> key) {
        Manifest manifest = manifest(composition, reader);
        ComposedBody body = new ComposedBody(cipher, bucket, space, record.blob(), manifest, key);
        return new OpenBody(body::range, false, () -> {
            key.ifPresent(secret -> secret.dataKey().close());
            reader.close();
        });
    }

    static Manifest manifest(Composition composition, Reader reader) {
        try (InputStream bytes = reader.range(0, reader.entry().size())) {
            return Manifest.fromBytes(bytes.readAllBytes(), composition);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
