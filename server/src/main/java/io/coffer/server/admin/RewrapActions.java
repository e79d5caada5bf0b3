package io.coffer.server.admin;

import static io.coffer.server.admin.LedgerAnswer.BUCKET;
import static io.coffer.server.admin.LedgerAnswer.KEY_ID;

import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.bucket.Buckets;
import io.coffer.server.posture.RewrapJob;
import io.coffer.server.posture.Rewraps;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Jobs that put what a bucket holds under another key, key version or cipher. */
public final class RewrapActions implements AdminActionFamily {
    private static final String REWRAP_ID = "RewrapId";
    private static final String DRY_RUN = "DryRun";
    private static final String NOT_COVERED = "Blocks that a file system or a drive was given back, snapshots,"
            + " backups, replicas and copies that clients hold are beyond this report.";

    private final Rewraps rewraps;
    private final Buckets buckets;

    public RewrapActions(Rewraps rewraps, Buckets buckets) {
        this.rewraps = rewraps;
        this.buckets = buckets;
    }

    @Override
    public List<AdminAction> actions() {
        return List.of(
                AdminAction.of(
                                AdminService.COFFER,
                                "StartRewrap",
                                "Puts what a bucket holds under its rule, or under the key of KeyId, each at the key's"
                                        + " newest version; DryRun only counts.")
                        .required(BUCKET)
                        .optional(KEY_ID, DRY_RUN)
                        .alsoOn(RewrapActions::ofKeyOrBucket)
                        .on(LedgerAnswer::ofBucket)
                        .handle(this::start),
                AdminAction.of(AdminService.COFFER, "GetRewrap", "Shows how far a rewrap is, and how it ended.")
                        .required(BUCKET, REWRAP_ID)
                        .on(LedgerAnswer::ofBucket)
                        .handle(call -> shown(job(call))),
                AdminAction.of(AdminService.COFFER, "ListRewraps", "Lists the rewraps of a bucket, the newest first.")
                        .required(BUCKET)
                        .on(LedgerAnswer::ofBucket)
                        .handle(this::list),
                AdminAction.of(
                                AdminService.COFFER,
                                "CancelRewrap",
                                "Ends a rewrap where it is; what it did stays done.")
                        .required(BUCKET, REWRAP_ID)
                        .on(LedgerAnswer::ofBucket)
                        .handle(call -> shown(rewraps.cancel(job(call)))));
    }

    private static String ofKeyOrBucket(AdminCall call) {
        return call.optional(KEY_ID).isPresent() ? LedgerAnswer.ofKey(call) : LedgerAnswer.ofBucket(call);
    }

    private ObjectNode start(AdminCall call) {
        BucketSnapshot bucket = LedgerAnswer.bucket(buckets, call);
        boolean dryRun = call.flag(DRY_RUN);
        return shown(rewraps.start(bucket, call.optional(KEY_ID), dryRun)
                .orElseThrow(AdminError.REWRAP_IN_PROGRESS::exception));
    }

    /** A job of another bucket is as unknown as one that is not there. */
    private RewrapJob job(AdminCall call) {
        String name = call.required(BUCKET);
        return rewraps.find(call.required(REWRAP_ID))
                .filter(job -> job.bucket().equals(name))
                .filter(job -> job.owner().equals(call.account().value()))
                .orElseThrow(AdminError.NO_SUCH_REWRAP::exception);
    }

    private ObjectNode list(AdminCall call) {
        BucketSnapshot bucket = LedgerAnswer.bucket(buckets, call);
        List<RewrapJob> jobs = rewraps.of(call.account()).stream()
                .filter(job -> job.bucketId().equals(bucket.record().id()))
                .toList();
        return Answer.list("Rewraps", "Rewrap", jobs, RewrapActions::shown);
    }

    private static ObjectNode shown(RewrapJob job) {
        ObjectNode answer = Answer.empty()
                .put(REWRAP_ID, job.id())
                .put(BUCKET, job.bucket())
                .put(DRY_RUN, job.dryRun())
                .put("Status", job.state().wire())
                .put("StartTime", Answer.time(job.started()));
        job.keyId().ifPresent(id -> answer.put(KEY_ID, id));
        job.ended().ifPresent(when -> answer.put("EndTime", Answer.time(when)));
        counts(answer.putObject("Planned"), job.planned());
        counts(answer.putObject("Done"), job.done());
        job.result().ifPresent(result -> result(answer, result));
        return answer;
    }

    private static void counts(ObjectNode into, RewrapJob.Counts counts) {
        into.put("Rewrapped", counts.rewrapped())
                .put("Encrypted", counts.encrypted())
                .put("Reencrypted", counts.reencrypted())
                .put("AttributeKeys", counts.attributeKeys())
                .put("Bytes", counts.bytes());
    }

    private static void result(ObjectNode answer, RewrapJob.Result result) {
        answer.put("Remaining", result.remaining())
                .put("PhysicalBytes", result.physicalBytes())
                .put("Sequence", result.sequence())
                .put("IsComplete", result.leavesNothing())
                .put("NotCovered", NOT_COVERED);
        ArrayNode reasons = answer.putObject("Reasons").putArray("Reason");
        result.reasons().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(reason -> reasons.addObject()
                        .put("Reason", reason.getKey().wire())
                        .put("Entries", reason.getValue()));
    }
}
