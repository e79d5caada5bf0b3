package io.coffer.server.admin;

import io.coffer.model.BucketName;
import io.coffer.model.ObjectKey;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.bucket.Buckets;
import io.coffer.server.metadata.LedgerClass;
import io.coffer.server.posture.Count;
import io.coffer.server.posture.Ledger;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** What answers from the encryption ledger, and questions to it, have in common. */
final class LedgerAnswer {
    static final String BUCKET = "BucketName";
    static final String KEY_ID = "KeyId";
    static final String KEY_VERSION = "KeyVersion";

    private LedgerAnswer() {}

    static String ofBucket(AdminCall call) {
        return "acs:coffer::" + call.account() + ":bucket/" + call.required(BUCKET);
    }

    static String ofKey(AdminCall call) {
        return "acs:coffer::" + call.account() + ":key/" + call.required(KEY_ID);
    }

    /** Another account's bucket is as unknown as one that is not there. */
    static BucketSnapshot bucket(Buckets buckets, AdminCall call) {
        String name = call.required(BUCKET);
        return (BucketName.isValid(name) ? buckets.find(new BucketName(name)) : Optional.<BucketSnapshot>empty())
                .filter(found -> found.owner().equals(call.account()))
                .orElseThrow(AdminError.NO_SUCH_BUCKET::exception);
    }

    static ObjectNode counted(ObjectNode into, Count count) {
        return into.put("Entries", count.entries()).put("Bytes", count.bytes());
    }

    static ObjectNode one(ObjectNode into, LedgerClass of) {
        into.put("Kind", kind(of.kind())).put("Format", of.format());
        of.protection().ifPresent(by -> {
            by.algorithm().ifPresent(algorithm -> into.put("SSEAlgorithm", algorithm.name()));
            into.put("Cipher", by.suite().name()).put(KEY_ID, by.keyId()).put(KEY_VERSION, by.keyVersion());
        });
        return into;
    }

    private static String kind(LedgerClass.Kind kind) {
        return switch (kind) {
            case VERSION -> "Version";
            case UPLOAD -> "Upload";
            case LINK -> "Link";
            case UNREADABLE -> "Unreadable";
            case ATTRIBUTE_KEY -> "AttributeKey";
            case OTHER -> "Other";
        };
    }

    /** Says what the answer is exact for, or up to when it holds at least. */
    static ObjectNode upTo(ObjectNode into, Ledger ledger, long sequence) {
        return ledger.isExact()
                ? into.put("Sequence", sequence)
                : into.put("IsApproximate", true)
                        .put("HoldsUpTo", Instant.ofEpochMilli(sequence).toString());
    }

    static ObjectNode named(Optional<ObjectKey> key) {
        ObjectNode item = Answer.empty();
        key.ifPresent(name -> item.put("Key", name.value()));
        return item;
    }

    /** A page, or the refusal of a marker that none ended with. */
    static <T> T marked(Supplier<T> page) {
        try {
            return page.get();
        } catch (IllegalArgumentException malformed) {
            throw AdminException.invalid(Listing.MARKER, "is not one that a page ended with.");
        }
    }
}
