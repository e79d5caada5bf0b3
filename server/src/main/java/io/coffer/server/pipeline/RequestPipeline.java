package io.coffer.server.pipeline;

import io.coffer.model.BucketName;
import io.coffer.model.Contract;
import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.Region;
import io.coffer.model.setting.WebsiteConfiguration;
import io.coffer.protocol.Headers;
import io.coffer.protocol.Method;
import io.coffer.protocol.OssRequest;
import io.coffer.protocol.OssResponse;
import io.coffer.protocol.Target;
import io.coffer.protocol.TrafficLimit;
import io.coffer.server.audit.AuditTrail;
import io.coffer.server.audit.AuditedChange;
import io.coffer.server.authentication.AuditedCaller;
import io.coffer.server.authentication.Authentication;
import io.coffer.server.authentication.Authenticator;
import io.coffer.server.authentication.Caller;
import io.coffer.server.authorization.DiagnosticMessages;
import io.coffer.server.authorization.Permit;
import io.coffer.server.bucket.BucketSettings;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.bucket.CrossOrigin;
import io.coffer.server.keyuse.KeyUser;
import io.coffer.server.observability.RequestStep;
import io.coffer.server.observability.RequestTracing;
import io.coffer.server.operation.Level;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.OperationCatalog;
import io.coffer.server.operation.Resolution;
import java.util.Map;
import java.util.Optional;

/**
 * The one way of a request: resolve, authenticate, read the bucket, authorize, run. Each step once, none goes back;
 * only the visit of a website may ask for another document, which is authorized and run as if it had been asked for.
 */
public final class RequestPipeline {
    private final OperationCatalog catalog;
    private final Authenticator authenticator;
    private final FormIntake forms;
    private final Gate gate;
    private final SettingChanges settingChanges;
    private final Region region;
    private final Contract contract;
    private final Retrospect retrospect;
    private final Foresight foresight;
    private final RequestTracing tracing;

    /** @param messages what refusals carry for those who may decode it */
    public RequestPipeline(
            OperationCatalog catalog,
            Authenticator authenticator,
            Gate gate,
            AuditTrail audit,
            Region region,
            Contract contract,
            DiagnosticMessages messages,
            RequestTracing tracing) {
        this.catalog = catalog;
        this.authenticator = authenticator;
        this.forms = new FormIntake(authenticator);
        this.gate = gate;
        this.settingChanges = new SettingChanges(audit, region);
        this.region = region;
        this.contract = contract;
        this.retrospect = new Retrospect(gate.recent(), messages, region);
        this.foresight = new Foresight(catalog, gate);
        this.tracing = tracing;
    }

    /** Whether {@link #handle} would wait for nothing, as far as can be foreseen. */
    public boolean isAtHand(OssRequest request) {
        return foresight.isAtHand(request);
    }

    /** Never throws. */
    public Outcome handle(OssRequest received) {
        Inquiry inquiry = new Inquiry();
        Outcome outcome = outcome(received, inquiry);
        retrospect.on(received, inquiry, outcome);
        return outcome;
    }

    private Outcome outcome(OssRequest received, Inquiry inquiry) {
        Resolution resolution = tracing.step(RequestStep.RESOLVE, () -> catalog.resolve(received));
        Trace trace = Trace.of(received.target());
        try {
            Authentication authentication = authenticate(resolution, received, inquiry);
            OssRequest request = authentication.request();
            trace = trace.with(request.target(), authentication.caller());
            if (!takesForm(resolution) && !request.target().equals(received.target())) {
                resolution = catalog.resolve(request);
            }
            Operation operation = found(resolution);
            Optional<BucketSnapshot> bucket =
                    tracing.step(RequestStep.SNAPSHOT, () -> snapshot(operation, request, authentication.caller()));
            trace = trace.with(bucket);
            Headers common = crossOrigin(request, bucket);
            return answer(operation, request, bucket, authentication.caller(), inquiry)
                    .with(common)
                    .with(trace);
        } catch (RuntimeException failure) {
            return refused(operation(resolution), failure, received)
                    .with(withBucket(trace).by(inquiry.caller()));
        }
    }

    /**
     * A form brings its signature in its fields. A browser asks whether it may before it signs, perhaps by a URL that is
     * signed for what it is going to do.
     */
    private Authentication authenticate(Resolution resolution, OssRequest received, Inquiry inquiry) {
        return tracing.step(RequestStep.AUTHENTICATE, () -> authenticated(resolution, received, inquiry));
    }

    private Authentication authenticated(Resolution resolution, OssRequest received, Inquiry inquiry) {
        if (takesForm(resolution)) {
            return forms.take(received, inquiry::sentBy);
        }
        boolean open = operation(resolution)
                .filter(operation -> operation.access().subject() instanceof Operation.Subject.Open)
                .isPresent();
        return open
                ? new Authentication(Caller.ANONYMOUS, received.reading(received.target()))
                : authenticator.authenticate(received);
    }

    private static boolean takesForm(Resolution resolution) {
        return operation(resolution)
                .filter(operation -> operation.body() instanceof Operation.Body.Form)
                .isPresent();
    }

    private Outcome answer(
            Operation operation, OssRequest request, Optional<BucketSnapshot> bucket, Caller caller, Inquiry inquiry) {
        Optional<WebsiteConfiguration> website = bucket.filter(found -> WebsiteVisit.mayBe(operation, request))
                .flatMap(found -> found.setting(BucketSettings.WEBSITE));
        if (website.isEmpty()) {
            return run(operation, request, bucket, caller, inquiry);
        }
        return new WebsiteVisit(
                        website.get(),
                        operation,
                        request,
                        caller,
                        asked -> run(resolved(asked), asked, bucket, caller, inquiry))
                .outcome();
    }

    private Outcome run(
            Operation operation,
            OssRequest addressed,
            Optional<BucketSnapshot> bucket,
            Caller caller,
            Inquiry inquiry) {
        try {
            OssRequest request = DocumentBody.read(operation, addressed);
            Admission admission = new Admission(gate, region, caller, inquiry, operation, request);
            AuditedChange change = settingChanges.of(operation, request, bucket, caller);
            Permit permit = tracing.step(RequestStep.AUTHORIZE, () -> change.admit(() -> admission.admit(bucket)));
            bucket.ifPresent(found -> Acceleration.require(request, found));
            Optional<TrafficLimit> limit = movesObject(operation) ? TrafficLimit.of(request) : Optional.empty();
            OssRequest paced = limit.map(rate -> request.withBody(PacedTransfer.slowed(request.body(), rate)))
                    .orElse(request);
            OssResponse answer = tracing.step(
                    RequestStep.OPERATE,
                    () -> change.run(() -> operation.run(paced, bucket, permit, admission), response -> Map.of()));
            OssResponse response = admission
                    .chargedHeader()
                    .map(name -> answer.and(name, "requester"))
                    .orElse(answer);
            return new Outcome.Answered(
                    Optional.of(operation),
                    limit.map(rate -> PacedTransfer.slowed(response, rate)).orElse(response));
        } catch (RuntimeException failure) {
            return refused(Optional.of(operation), failure, addressed);
        }
    }

    private static boolean movesObject(Operation operation) {
        return switch (operation.body()) {
            case Operation.Body.Form form -> true;
            case Operation.Body.Stream stream -> operation.route().level() == Level.OBJECT;
            case Operation.Body.Document document -> false;
        };
    }

    private Outcome refused(Optional<Operation> meant, RuntimeException failure, OssRequest request) {
        OssException refusal = Failures.translate(failure, request.requestId());
        int status = meant.map(operation -> operation.status(refusal.error(), contract))
                .orElse(refusal.error().status());
        return new Outcome.Refused(meant, refusal, status, Failures.denial(failure));
    }

    /** A preflight says by itself what it says of origins. */
    private static Headers crossOrigin(OssRequest request, Optional<BucketSnapshot> bucket) {
        return bucket.filter(found -> request.method() != Method.OPTIONS)
                .flatMap(found -> found.setting(BucketSettings.CORS))
                .map(rules -> CrossOrigin.answer(
                        rules, request.header("origin"), request.method().name()))
                .orElse(Headers.NONE);
    }

    /** The access log of a bucket shows requests that were refused before the bucket was read, too. */
    private Trace withBucket(Trace trace) {
        if (trace.bucket().isPresent()) {
            return trace;
        }
        try {
            return trace.with(trace.target()
                    .flatMap(Target::bucket)
                    .flatMap(name -> gate.buckets().findForRequest(new BucketName(name))));
        } catch (RuntimeException unknown) {
            return trace;
        }
    }

    private Optional<BucketSnapshot> snapshot(Operation operation, OssRequest request, Caller caller) {
        Optional<String> name = request.target().bucket();
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Optional<BucketSnapshot> bucket = gate.buckets().findForRequest(new BucketName(name.get()));
        if (bucket.isEmpty() && !operation.createsBucket()) {
            throw OssError.NO_SUCH_BUCKET.with("BucketName", name.get());
        }
        return bucket.map(found -> found.by(new KeyUser(AuditedCaller.of(caller), request.requestId())));
    }

    private static Optional<Operation> operation(Resolution resolution) {
        return switch (resolution) {
            case Resolution.Found found -> Optional.of(found.operation());
            case Resolution.Refused refused -> Optional.empty();
        };
    }

    private Operation resolved(OssRequest request) {
        return found(catalog.resolve(request));
    }

    private static Operation found(Resolution resolution) {
        return switch (resolution) {
            case Resolution.Found found -> found.operation();
            case Resolution.Refused refused -> throw refused.refusal();
        };
    }
}
