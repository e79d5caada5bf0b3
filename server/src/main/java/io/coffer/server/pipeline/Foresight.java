package io.coffer.server.pipeline;

import io.coffer.model.BucketName;
import io.coffer.model.ObjectKey;
import io.coffer.protocol.Method;
import io.coffer.protocol.OssRequest;
import io.coffer.server.bucket.BucketSettings;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.operation.OperationCatalog;
import io.coffer.server.operation.Resolution;
import java.util.Optional;

/**
 * Foresees which requests are answered from memory. It decides nothing about them: they go the same way as all others,
 * and one that has to wait after all is answered no differently.
 */
final class Foresight {
    private final OperationCatalog catalog;
    private final Gate gate;

    Foresight(OperationCatalog catalog, Gate gate) {
        this.catalog = catalog;
        this.gate = gate;
    }

    boolean isAtHand(OssRequest request) {
        boolean reads = request.method() == Method.GET || request.method() == Method.HEAD;
        Optional<String> bucket = request.target().bucket();
        Optional<String> key = request.target().key();
        return reads
                && bucket.isPresent()
                && key.isPresent()
                && request.otherReading().isEmpty()
                && isPlain(request)
                && isAtHand(new BucketName(bucket.get()), new ObjectKey(key.get()), request.method());
    }

    private boolean isPlain(OssRequest request) {
        return catalog.resolve(request) instanceof Resolution.Found found
                && found.operation().route().isPlain();
    }

    private boolean isAtHand(BucketName name, ObjectKey key, Method method) {
        if (!gate.buckets().isAtHand(name)) {
            return false;
        }
        Optional<BucketSnapshot> bucket = gate.buckets().find(name);
        // a line of the bucket's log may be waited for
        return bucket.isPresent()
                && bucket.get().setting(BucketSettings.LOGGING).isEmpty()
                && (method == Method.HEAD
                        ? gate.facts().objects().isRecordAtHand(bucket.get(), key)
                        : gate.facts().objects().isAtHand(bucket.get(), key));
    }
}
