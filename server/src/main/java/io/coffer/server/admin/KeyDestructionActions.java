package io.coffer.server.admin;

import io.coffer.encryption.KeyManagementException;
import io.coffer.model.AccountId;
import io.coffer.server.evidence.Destruction;
import io.coffer.server.evidence.KeyShredding;
import io.coffer.server.evidence.Protected;
import io.coffer.server.evidence.ServiceDeletions;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** Coffer's own actions on the end of key versions. An account has its own keys, the first one the service keys as well. */
public final class KeyDestructionActions implements AdminActionFamily {
    private static final String KEY_ID = "KeyId";
    private static final String KEY_VERSION = "KeyVersion";
    private static final String TAKES = "Takes";
    private static final String CERTIFICATE = "Certificate";
    private static final int MOST = 999_999_999;

    private final KeyShredding shredding;
    private final Optional<ServiceDeletions> deletions;
    private final KeyOwners owners;
    private final Supplier<Optional<AccountId>> firstAccount;

    /** @param deletions where a service deletes keys as a whole, and no version of them */
    public KeyDestructionActions(
            KeyShredding shredding,
            Optional<ServiceDeletions> deletions,
            KeyOwners owners,
            Supplier<Optional<AccountId>> firstAccount) {
        this.shredding = shredding;
        this.deletions = deletions;
        this.owners = owners;
        this.firstAccount = firstAccount;
    }

    @Override
    public List<AdminAction> actions() {
        return List.of(
                onVersion(
                                "FenceKeyVersion",
                                "Lets nothing new come under a key version, and shows what is still under it.")
                        .on(KeyDestructionActions::ofKey)
                        .handle(this::fence),
                onVersion(
                                "DestroyKeyVersion",
                                "Destroys a fenced key version for good, with the entries that it protects, whose number"
                                        + " is given as Takes; answers with a signed certificate. Of a key at a KMS,"
                                        + " which deletes whole keys alone, answers with it once the key is gone there.")
                        .required(TAKES)
                        .on(KeyDestructionActions::ofKey)
                        .handle(this::destroy),
                AdminAction.of(
                                AdminService.COFFER,
                                "ListKeyDestructions",
                                "Lists the key versions that were destroyed, with their certificates.")
                        .on(call -> "acs:coffer::" + call.account() + ":key/*")
                        .handle(this::list),
                AdminAction.of(
                                AdminService.COFFER,
                                "ReplayKeyDestruction",
                                "Destroys again by a certificate what an older copy of the keystore, or an older state of a"
                                        + " key service, brought back.")
                        .required(CERTIFICATE)
                        .forRootOf(firstAccount)
                        .handle(this::replay));
    }

    private static AdminAction.Draft onVersion(String name, String summary) {
        return AdminAction.of(AdminService.COFFER, name, summary).required(KEY_ID, KEY_VERSION);
    }

    private static String ofKey(AdminCall call) {
        return "acs:coffer::" + call.account() + ":key/" + call.required(KEY_ID);
    }

    private ObjectNode fence(AdminCall call) {
        String keyId = owners.own(call, KEY_ID);
        KeyShredding.Fenced fenced = told(() -> shredding.fence(keyId, number(call)));
        ObjectNode answer = Answer.empty()
                .put(KEY_ID, keyId)
                .put(KEY_VERSION, fenced.version().number())
                .put("State", fenced.version().state().name());
        return put(answer, fenced.use()).put("Sequence", fenced.use().sequence());
    }

    private static ObjectNode put(ObjectNode answer, Protected use) {
        return answer.put(TAKES, use.entries())
                .setAll((ObjectNode) Answer.list("Taken", "Bucket", use.taken(), KeyDestructionActions::taken));
    }

    private static ObjectNode taken(Destruction.Taken taken) {
        return Answer.empty()
                .put("BucketId", taken.bucketId())
                .put("Kind", taken.kind())
                .put("Entries", taken.entries())
                .put("Bytes", taken.bytes());
    }

    private ObjectNode destroy(AdminCall call) {
        String keyId = owners.own(call, KEY_ID);
        int takes = call.number(TAKES, 0, 0, MOST);
        try {
            return shown(told(() -> deletions.isPresent()
                    ? deletions.get().destroyed(keyId, number(call), call.keyUser())
                    : shredding.destroy(keyId, number(call), takes, call.keyUser())));
        } catch (KeyShredding.UnconfirmedException other) {
            throw AdminError.STILL_PROTECTS.saying("The key version protects " + other.entries() + " entries, not "
                    + takes + ". They become unreadable for good: confirm by Takes=" + other.entries() + ".");
        }
    }

    /** Whoever destroys is told exactly why not. */
    private static <T> T told(Supplier<T> action) {
        try {
            return action.get();
        } catch (KeyManagementException refused) {
            throw switch (refused.kind()) {
                case VERSION_STATE, UNSUPPORTED -> KeyError.told(refused);
                default -> refused;
            };
        }
    }

    private static ObjectNode shown(Destruction destruction) {
        ObjectNode answer = Answer.empty()
                .put(KEY_ID, destruction.keyId())
                .put(KEY_VERSION, destruction.number())
                .put("KeyVersionId", destruction.versionId())
                .put("Decided", Answer.time(destruction.decided()));
        destruction.destroyed().ifPresent(time -> answer.put("Destroyed", Answer.time(time)));
        destruction.sequence().ifPresent(sequence -> answer.put("Sequence", sequence));
        destruction.certificate().ifPresent(signed -> answer.put(CERTIFICATE, signed.json()));
        return answer.setAll(
                (ObjectNode) Answer.list("Taken", "Bucket", destruction.taken(), KeyDestructionActions::taken));
    }

    private ObjectNode list(AdminCall call) {
        return Answer.list(
                "Destructions", "Destruction", shredding.destructions(owners.of(call)), KeyDestructionActions::shown);
    }

    private ObjectNode replay(AdminCall call) {
        int back = told(() -> shredding.replay(call.required(CERTIFICATE)))
                .orElseThrow(() -> AdminException.invalid(
                        CERTIFICATE, "is no certificate of this store, or its signature does not hold."));
        return Answer.empty().put("CameBack", back);
    }

    private static int number(AdminCall call) {
        return call.number(KEY_VERSION, 1, 1, MOST);
    }
}
