package io.coffer.server.pipeline;

import io.coffer.model.EncryptionRule;
import io.coffer.model.OssException;
import io.coffer.protocol.EncryptionHeaders;
import io.coffer.protocol.Method;
import io.coffer.protocol.OssRequest;
import io.coffer.protocol.xml.BucketEncryptionXml;
import io.coffer.server.authorization.facts.Protection;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.operation.Documents;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.Subresource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** How the object that a request is about is or will be encrypted, as far as the request tells. */
final class Protections {
    private static final String WRITE = "oss:PutObject";

    private Protections() {}

    static Protection of(Operation operation, OssRequest request) {
        Set<Subresource> selectors = operation.route().selectors();
        if (selectors.contains(Subresource.UPLOAD_ID)) {
            return new Protection.OfUpload(request.query().first("uploadId").orElse(""));
        }
        if (!operation.access().action().equals(WRITE) || selectors.contains(Subresource.SEAL)) {
            return Protection.STORED;
        }
        if (selectors.contains(Subresource.APPEND)) {
            return wished(request, Protection.Appended::new);
        }
        // what comes to write in a way of its own is taken for clear until it is named here
        return selectors.isEmpty() || selectors.contains(Subresource.UPLOADS)
                ? wished(request, Protection.Planned::new)
                : Protection.CLEAR;
    }

    /**
     * The rule that a bucket will have, for what makes a bucket or sets or removes its rule; empty for all else. What is
     * malformed is refused anyway, and until then it is as no rule.
     *
     * @param bucket the caller's, when there is one already
     */
    static Optional<Protection.Known> ofRule(Operation operation, OssRequest request, Optional<BucketSnapshot> bucket) {
        boolean onRule = operation.route().selectors().contains(Subresource.ENCRYPTION);
        if (operation.createsBucket()) {
            // only the plain way to make a bucket takes the headers
            Optional<EncryptionRule> wished = operation.route().isPlain()
                    ? read(() -> EncryptionHeaders.parse(request.headers()))
                    : Optional.empty();
            return Optional.of(new Protection.Known(wished.or(() -> bucket.flatMap(BucketSnapshot::encryptionRule))));
        }
        if (!onRule || request.method() == Method.GET) {
            return Optional.empty();
        }
        return Optional.of(new Protection.Known(read(() -> request.method() == Method.PUT
                ? Optional.of(BucketEncryptionXml.parse(Documents.body(request)))
                : Optional.empty())));
    }

    private static Optional<EncryptionRule> read(Supplier<Optional<EncryptionRule>> reading) {
        try {
            return reading.get();
        } catch (OssException malformed) {
            return Optional.empty();
        }
    }

    /** A wish that cannot be followed protects nothing, and is refused anyway. */
    private static Protection wished(OssRequest request, Function<Optional<EncryptionRule>, Protection> protection) {
        try {
            return protection.apply(EncryptionHeaders.parse(request.headers()));
        } catch (OssException malformed) {
            return Protection.CLEAR;
        }
    }
}
