package io.coffer.server.pipeline;

import io.coffer.model.BucketName;
import io.coffer.model.Contract;
import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.Region;
import io.coffer.protocol.OssRequest;
import io.coffer.protocol.OssResponse;
import io.coffer.protocol.Target;
import io.coffer.server.authentication.Authentication;
import io.coffer.server.authentication.Authenticator;
import io.coffer.server.authentication.Caller;
import io.coffer.server.authorization.Authorizer;
import io.coffer.server.authorization.Permit;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.bucket.Buckets;
import io.coffer.server.object.ObjectStore;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.OperationCatalog;
import io.coffer.server.operation.Resolution;
import java.util.Optional;

/** The one way of a request: resolve, authenticate, read the bucket, authorize, run. Each step once, none goes back. */
public final class RequestPipeline {
    private final OperationCatalog catalog;
    private final Authenticator authenticator;
    private final Authorizer authorizer;
    private final Buckets buckets;
    private final ObjectStore objects;
    private final Region region;
    private final Contract contract;

    public RequestPipeline(
            OperationCatalog catalog,
            Authenticator authenticator,
            Authorizer authorizer,
            Buckets buckets,
            ObjectStore objects,
            Region region,
            Contract contract) {
        this.catalog = catalog;
        this.authenticator = authenticator;
        this.authorizer = authorizer;
        this.buckets = buckets;
        this.objects = objects;
        this.region = region;
        this.contract = contract;
    }

    /** Never throws. */
    public Outcome handle(OssRequest received) {
        Resolution resolution = catalog.resolve(received);
        Trace trace = Trace.of(received.target());
        try {
            Authentication authentication = authenticator.authenticate(received);
            OssRequest addressed = authentication.request();
            trace = trace.with(addressed.target(), authentication.caller());
            if (!addressed.target().equals(received.target())) {
                resolution = catalog.resolve(addressed);
            }
            Operation operation = found(resolution);
            Optional<BucketSnapshot> bucket = snapshot(operation, addressed);
            trace = trace.with(bucket);
            OssResponse response = run(operation, addressed, authentication.caller(), bucket);
            return new Outcome.Answered(Optional.of(operation), response, trace);
        } catch (RuntimeException failure) {
            OssException refusal = Failures.translate(failure, received.requestId());
            Optional<Operation> meant = operation(resolution);
            int status = meant.map(operation -> operation.status(refusal.error(), contract))
                    .orElse(refusal.error().status());
            return new Outcome.Refused(meant, refusal, status, withBucket(trace));
        }
    }

    private OssResponse run(
            Operation operation, OssRequest addressed, Caller caller, Optional<BucketSnapshot> bucket) {
        OssRequest request = DocumentBody.read(operation, addressed);
        Admission admission = new Admission(authorizer, buckets, objects, region, caller, request);
        Permit permit = admission.admit(operation, request, bucket);
        return operation.run(request, bucket, permit, admission);
    }

    /** The access log of a bucket shows requests that were refused before the bucket was read, too. */
    private Trace withBucket(Trace trace) {
        if (trace.bucket().isPresent()) {
            return trace;
        }
        try {
            return trace.with(
                    trace.target().flatMap(Target::bucket).flatMap(name -> buckets.find(new BucketName(name))));
        } catch (RuntimeException unknown) {
            return trace;
        }
    }

    private Optional<BucketSnapshot> snapshot(Operation operation, OssRequest request) {
        Optional<String> name = request.target().bucket();
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Optional<BucketSnapshot> bucket = buckets.find(new BucketName(name.get()));
        if (bucket.isEmpty() && !operation.createsBucket()) {
            throw OssError.NO_SUCH_BUCKET.with("BucketName", name.get());
        }
        return bucket;
    }

    private static Optional<Operation> operation(Resolution resolution) {
        return switch (resolution) {
            case Resolution.Found found -> Optional.of(found.operation());
            case Resolution.Refused refused -> Optional.empty();
        };
    }

    private static Operation found(Resolution resolution) {
        return switch (resolution) {
            case Resolution.Found found -> found.operation();
            case Resolution.Refused refused -> throw refused.refusal();
        };
    }
}
