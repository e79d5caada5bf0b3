package io.coffer.server.admin;

import io.coffer.model.AccountId;
import io.coffer.model.EncryptionRule;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.bucket.Buckets;
import io.coffer.server.posture.Count;
import io.coffer.server.posture.Ledger;
import io.coffer.server.posture.Posture;
import io.coffer.server.posture.Shortfall;
import io.coffer.server.posture.ShortfallPage;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Coffer's own questions about how buckets are protected. */
public final class PostureActions implements AdminActionFamily {
    private final Ledger ledger;
    private final Buckets buckets;
    private final Supplier<Optional<AccountId>> firstAccount;

    public PostureActions(Ledger ledger, Buckets buckets, Supplier<Optional<AccountId>> firstAccount) {
        this.ledger = ledger;
        this.buckets = buckets;
        this.firstAccount = firstAccount;
    }

    @Override
    public List<AdminAction> actions() {
        return List.of(
                AdminAction.of(
                                AdminService.COFFER,
                                "GetPosture",
                                "Counts what of a bucket satisfies its encryption rule, what does not and why.")
                        .required(LedgerAnswer.BUCKET)
                        .on(LedgerAnswer::ofBucket)
                        .handle(call -> posture(bucket(call))),
                AdminAction.of(
                                AdminService.COFFER,
                                "ListShortfalls",
                                "Lists what of a bucket does not satisfy its encryption rule, of one Reason or all.")
                        .required(LedgerAnswer.BUCKET)
                        .optional("Reason", Listing.MARKER, Listing.MAX_ITEMS)
                        .on(LedgerAnswer::ofBucket)
                        .handle(this::shortfalls),
                AdminAction.of(
                                AdminService.COFFER,
                                "VerifyLedger",
                                "Counts everything anew from the records and names what the ledger has otherwise.")
                        .forRootOf(firstAccount)
                        .handle(call -> check()));
    }

    private BucketSnapshot bucket(AdminCall call) {
        return LedgerAnswer.bucket(buckets, call);
    }

    private ObjectNode posture(BucketSnapshot bucket) {
        Posture posture = ledger.posture(bucket);
        ObjectNode answer =
                Answer.empty().put(LedgerAnswer.BUCKET, bucket.name().value());
        posture.rule().ifPresent(rule -> answer.set("Rule", rule(rule)));
        put(answer, "Satisfied", posture.satisfied());
        put(answer, "Unsatisfied", posture.unsatisfied());
        ArrayNode reasons = answer.putObject("ByReason").putArray("Shortfall");
        posture.byReason()
                .forEach((reason, count) ->
                        LedgerAnswer.counted(reasons.addObject().put("Reason", reason.wire()), count));
        ArrayNode versions = answer.putObject("ByKeyVersion").putArray(LedgerAnswer.KEY_VERSION);
        posture.classes()
                .forEach(held -> LedgerAnswer.counted(LedgerAnswer.one(versions.addObject(), held.of()), held.count())
                        .put("Satisfied", held.shortfall().isEmpty()));
        ArrayNode attributeKeys = answer.putObject("AttributeKeys").putArray("AttributeKey");
        posture.attributeKeys()
                .forEach(held -> LedgerAnswer.one(attributeKeys.addObject(), held.of())
                        .put("Entries", held.count().entries()));
        return LedgerAnswer.upTo(answer, ledger, posture.sequence());
    }

    private static ObjectNode rule(EncryptionRule rule) {
        ObjectNode shown = Answer.empty().put("SSEAlgorithm", rule.algorithm().name());
        rule.keyId().ifPresent(id -> shown.put("KMSMasterKeyID", id));
        rule.dataEncryption().ifPresent(cipher -> shown.put("KMSDataEncryption", cipher));
        return shown;
    }

    private static void put(ObjectNode answer, String name, Count count) {
        answer.put(name, count.entries()).put(name + "Bytes", count.bytes());
    }

    private ObjectNode shortfalls(AdminCall call) {
        Optional<Shortfall> wanted = call.optional("Reason").map(PostureActions::reason);
        BucketSnapshot bucket = bucket(call);
        ShortfallPage page = LedgerAnswer.marked(() -> ledger.shortfalls(
                bucket, wanted, call.text(Listing.MARKER), call.number(Listing.MAX_ITEMS, 100, 1, 1000)));
        ObjectNode answer = Answer.list(
                        "Shortfalls",
                        "Shortfall",
                        page.items(),
                        item -> LedgerAnswer.one(
                                LedgerAnswer.named(item.key())
                                        .put("Reason", item.reason().wire()),
                                item.of()))
                .put("IsTruncated", page.marker().isPresent());
        LedgerAnswer.upTo(answer, ledger, page.sequence());
        page.marker().ifPresent(marker -> answer.put(Listing.MARKER, marker));
        return answer;
    }

    private static Shortfall reason(String text) {
        for (Shortfall reason : Shortfall.values()) {
            if (reason.wire().equals(text)) {
                return reason;
            }
        }
        throw AdminException.invalid("Reason", "is not one of the reasons that GetPosture names.");
    }

    private ObjectNode check() {
        List<String> differences = ledger.differences();
        return Answer.list(
                        "Differences",
                        "Difference",
                        differences,
                        difference -> Answer.empty().put("Text", difference))
                .put("IsExact", differences.isEmpty());
    }
}
