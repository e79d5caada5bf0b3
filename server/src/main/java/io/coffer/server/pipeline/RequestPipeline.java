package io.coffer.server.pipeline;

import io.coffer.model.BucketName;
import io.coffer.model.Contract;
import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.Region;
import io.coffer.protocol.OssRequest;
import io.coffer.protocol.OssResponse;
import io.coffer.protocol.TrafficLimit;
import io.coffer.server.authentication.Authentication;
import io.coffer.server.authentication.Authenticator;
import io.coffer.server.authentication.Caller;
import io.coffer.server.authorization.Permit;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.operation.Level;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.OperationCatalog;
import io.coffer.server.operation.Resolution;
import java.util.Optional;

/** The one way of a request: resolve, authenticate, read the bucket, authorize, run. Each step once, none goes back. */
public final class RequestPipeline {
    private final OperationCatalog catalog;
    private final Authenticator authenticator;
    private final FormIntake forms;
    private final Gate gate;
    private final Region region;
    private final Contract contract;

    public RequestPipeline(
            OperationCatalog catalog,
            Authenticator authenticator,
            Gate gate,
            Region region,
            Contract contract) {
        this.catalog = catalog;
        this.authenticator = authenticator;
        this.forms = new FormIntake(authenticator);
        this.gate = gate;
        this.region = region;
        this.contract = contract;
    }

    /** Never throws. */
    public Outcome handle(OssRequest received) {
        Resolution resolution = catalog.resolve(received);
        try {
            if (takesForm(resolution)) {
                Authentication sender = forms.take(received);
                return run(found(resolution), sender.request(), sender.caller());
            }
            Authentication authentication = authenticator.authenticate(received);
            if (!authentication.request().target().equals(received.target())) {
                resolution = catalog.resolve(authentication.request());
            }
            return run(found(resolution), authentication.request(), authentication.caller());
        } catch (RuntimeException failure) {
            OssException refusal = Failures.translate(failure, received.requestId());
            Optional<Operation> meant = operation(resolution);
            int status = meant.map(operation -> operation.status(refusal.error(), contract))
                    .orElse(refusal.error().status());
            return new Outcome.Refused(meant, refusal, status);
        }
    }

    private Outcome run(Operation operation, OssRequest addressed, Caller caller) {
        Optional<BucketSnapshot> bucket = snapshot(operation, addressed);
        OssRequest request = DocumentBody.read(operation, addressed);
        Admission admission = new Admission(gate, region, caller, operation, request);
        Permit permit = admission.admit(bucket);
        Optional<TrafficLimit> limit = movesObject(operation) ? TrafficLimit.of(request) : Optional.empty();
        OssRequest paced = limit.map(rate -> request.withBody(PacedTransfer.slowed(request.body(), rate)))
                .orElse(request);
        OssResponse answer = operation.run(paced, bucket, permit, admission);
        OssResponse response =
                admission.chargedHeader().map(name -> answer.and(name, "requester")).orElse(answer);
        return new Outcome.Answered(
                Optional.of(operation),
                limit.map(rate -> PacedTransfer.slowed(response, rate)).orElse(response));
    }

    private static boolean takesForm(Resolution resolution) {
        return operation(resolution)
                .filter(operation -> operation.body() instanceof Operation.Body.Form)
                .isPresent();
    }

    private static boolean movesObject(Operation operation) {
        return switch (operation.body()) {
            case Operation.Body.Form form -> true;
            case Operation.Body.Stream stream -> operation.route().level() == Level.OBJECT;
            case Operation.Body.Document document -> false;
        };
    }

    private Optional<BucketSnapshot> snapshot(Operation operation, OssRequest request) {
        Optional<String> name = request.target().bucket();
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Optional<BucketSnapshot> bucket = gate.buckets().find(new BucketName(name.get()));
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
