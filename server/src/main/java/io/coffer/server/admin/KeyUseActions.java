package io.coffer.server.admin;

import static io.coffer.server.admin.LedgerAnswer.KEY_ID;
import static io.coffer.server.admin.LedgerAnswer.KEY_VERSION;

import io.coffer.server.bucket.Buckets;
import io.coffer.server.metadata.LedgerClass;
import io.coffer.server.posture.KeyUse;
import io.coffer.server.posture.Ledger;
import io.coffer.server.posture.LedgerPage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a master key, or one version of it, protects: what would be lost with it. */
public final class KeyUseActions implements AdminActionFamily {
    private static final int MOST_VERSIONS = 999_999_999;

    private final Ledger ledger;
    private final Buckets buckets;
    private final KeyOwners owners;

    public KeyUseActions(Ledger ledger, Buckets buckets, KeyOwners owners) {
        this.ledger = ledger;
        this.buckets = buckets;
        this.owners = owners;
    }

    @Override
    public List<AdminAction> actions() {
        return List.of(
                AdminAction.of(
                                AdminService.COFFER,
                                "GetKeyUse",
                                "Counts what a master key, or one KeyVersion of it, protects, and in which buckets.")
                        .required(KEY_ID)
                        .optional(KEY_VERSION)
                        .on(LedgerAnswer::ofKey)
                        .handle(this::counts),
                AdminAction.of(
                                AdminService.COFFER,
                                "ListKeyUse",
                                "Lists what a master key, or one KeyVersion of it, protects, one by one.")
                        .required(KEY_ID)
                        .optional(KEY_VERSION, Listing.MARKER, Listing.MAX_ITEMS)
                        .on(LedgerAnswer::ofKey)
                        .handle(this::items));
    }

    private static Optional<Integer> version(AdminCall call) {
        return call.optional(KEY_VERSION).map(text -> call.number(KEY_VERSION, 1, 1, MOST_VERSIONS));
    }

    private ObjectNode counts(AdminCall call) {
        String keyId = owners.own(call, KEY_ID);
        Optional<Integer> version = version(call);
        KeyUse use = ledger.usedBy(keyId, version);
        ObjectNode answer = Answer.empty().put(KEY_ID, keyId);
        version.ifPresent(number -> answer.put(KEY_VERSION, number));
        LedgerAnswer.counted(answer, use.objects())
                .put("AttributeKeys", use.attributeKeys())
                .put("ProtectsNothing", use.total().entries() == 0);
        Map<String, String> names = bucketNames(call);
        ArrayNode uses = answer.putObject("Uses").putArray("Use");
        use.used().forEach(used -> {
            ObjectNode one = inBucket(uses.addObject(), used.of(), names);
            LedgerAnswer.counted(LedgerAnswer.one(one, used.of()), used.count());
        });
        return LedgerAnswer.upTo(answer, ledger, use.sequence());
    }

    private ObjectNode items(AdminCall call) {
        String keyId = owners.own(call, KEY_ID);
        Optional<Integer> version = version(call);
        int limit = call.number(Listing.MAX_ITEMS, 100, 1, 1000);
        LedgerPage page =
                LedgerAnswer.marked(() -> ledger.protectedBy(keyId, version, call.text(Listing.MARKER), limit));
        Map<String, String> names = bucketNames(call);
        ObjectNode answer = Answer.list(
                        "Uses",
                        "Use",
                        page.items(),
                        item -> LedgerAnswer.one(inBucket(LedgerAnswer.named(item.key()), item.of(), names), item.of()))
                .put("IsTruncated", page.marker().isPresent());
        LedgerAnswer.upTo(answer, ledger, page.sequence());
        page.marker().ifPresent(marker -> answer.put(Listing.MARKER, marker));
        return answer;
    }

    /** Names of the account's own buckets by their ids. */
    private Map<String, String> bucketNames(AdminCall call) {
        return buckets.ownedBy(call.account()).stream()
                .collect(Collectors.toMap(
                        bucket -> bucket.record().id(),
                        bucket -> bucket.record().name()));
    }

    private static ObjectNode inBucket(ObjectNode into, LedgerClass of, Map<String, String> names) {
        into.put("BucketId", of.space());
        Optional.ofNullable(names.get(of.space())).ifPresent(name -> into.put(LedgerAnswer.BUCKET, name));
        return into;
    }
}
