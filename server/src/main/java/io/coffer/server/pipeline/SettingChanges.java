package io.coffer.server.pipeline;

import io.coffer.model.AccountId;
import io.coffer.model.OssError;
import io.coffer.model.Region;
import io.coffer.protocol.OssRequest;
import io.coffer.protocol.QueryParameters;
import io.coffer.server.audit.AuditOutcome;
import io.coffer.server.audit.AuditTrail;
import io.coffer.server.audit.AuditedChange;
import io.coffer.server.audit.AuditedRequest;
import io.coffer.server.authentication.AuditedCaller;
import io.coffer.server.authentication.Caller;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.operation.Documents;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.Subresource;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Tells the audit trail of requests that change settings of a bucket or an account, or make or delete a bucket. */
final class SettingChanges {
    /** Parameters that say which setting is meant. Others may carry signatures and tokens. */
    private static final List<String> PARAMETERS = List.of(
            "inventoryId",
            "comp",
            "wormId",
            "styleName",
            "status",
            "x-oss-redundancy-transition-taskid",
            "x-oss-target-redundancy-type");

    private static final List<String> HEADERS = List.of(
            "x-oss-acl",
            "x-oss-storage-class",
            "x-oss-bucket-tagging",
            "x-oss-resource-group-id",
            "x-oss-server-side-encryption",
            "x-oss-server-side-encryption-key-id",
            "x-oss-server-side-data-encryption");

    /**
     * Settings whose documents hold no secrets. Others may: private keys of certificates, headers for origins. One that
     * is added later is not named here until someone looked at it.
     */
    private static final Set<Subresource> OPEN_DOCUMENTS = EnumSet.of(
            Subresource.POLICY,
            Subresource.ACL,
            Subresource.CORS,
            Subresource.LIFECYCLE,
            Subresource.ENCRYPTION,
            Subresource.VERSIONING,
            Subresource.LOGGING,
            Subresource.REFERER,
            Subresource.TAGGING,
            Subresource.WORM,
            Subresource.WORM_EXTEND,
            Subresource.WORM_ID,
            Subresource.OBJECT_WORM,
            Subresource.INVENTORY,
            Subresource.REPLICATION,
            Subresource.RTC,
            Subresource.REQUEST_PAYMENT,
            Subresource.PUBLIC_ACCESS_BLOCK,
            Subresource.HTTPS_CONFIG,
            Subresource.RESOURCE_GROUP,
            Subresource.ACCESSMONITOR,
            Subresource.TRANSFER_ACCELERATION);

    private static final int SERVER_ERROR = 500;

    private final AuditTrail trail;
    private final Region region;

    SettingChanges(AuditTrail trail, Region region) {
        this.trail = trail;
        this.region = region;
    }

    AuditedChange of(Operation operation, OssRequest request, Optional<BucketSnapshot> bucket, Caller caller) {
        return operation.changesSettings()
                ? trail.change(() -> audited(operation, request, bucket, caller), SettingChanges::ending)
                : AuditedChange.NONE;
    }

    private AuditedRequest audited(
            Operation operation, OssRequest request, Optional<BucketSnapshot> bucket, Caller caller) {
        boolean isOwn = operation.access().subject() instanceof Operation.Subject.OwnAccount;
        String account = (isOwn ? caller.accountId() : bucket.map(BucketSnapshot::owner))
                .map(AccountId::value)
                .orElse("");
        String action = operation.access().action(request);
        return new AuditedRequest(
                request.requestId(),
                "oss",
                operation.name(),
                action,
                "acs:oss:" + region.id() + ":" + account + ":"
                        + request.target().bucket().orElse("*"),
                AuditedCaller.of(caller),
                request.remoteAddress(),
                request.isSecure(),
                request.header("user-agent"),
                parameters(operation, request));
    }

    private static SortedMap<String, String> parameters(Operation operation, OssRequest request) {
        SortedMap<String, String> parameters = new TreeMap<>();
        for (QueryParameters.Parameter parameter : request.query().all()) {
            if (PARAMETERS.contains(parameter.name())) {
                parameters.put(parameter.name(), parameter.text());
            }
        }
        for (String header : HEADERS) {
            request.header(header).ifPresent(value -> parameters.put(header, value));
        }
        if (operation.body() instanceof Operation.Body.Document) {
            document(operation, Documents.body(request)).ifPresent(text -> parameters.put("document", text));
        }
        return parameters;
    }

    private static Optional<String> document(Operation operation, byte[] bytes) {
        if (bytes.length == 0) {
            return Optional.empty();
        }
        Set<Subresource> settings = operation.route().selectors();
        boolean isOpen = settings.isEmpty() ? operation.createsBucket() : OPEN_DOCUMENTS.containsAll(settings);
        return Optional.of(
                isOpen ? new String(bytes, StandardCharsets.UTF_8) : "[not recorded: " + bytes.length + " bytes]");
    }

    private static AuditOutcome.Ending ending(RuntimeException failure) {
        OssError error = Failures.error(failure);
        return new AuditOutcome.Ending(
                error.status() < SERVER_ERROR ? AuditOutcome.Result.REFUSED : AuditOutcome.Result.FAILED,
                error.status(),
                error.code());
    }
}
