package io.coffer.server.admin;

import io.coffer.model.AccountId;
import io.coffer.server.evidence.Checkpoints;
import io.coffer.server.evidence.SignedCheckpoint;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** Coffer's own actions on signed checkpoints. */
public final class CheckpointActions implements AdminActionFamily {
    private final Supplier<Optional<Checkpoints>> checkpoints;
    private final Supplier<Optional<AccountId>> firstAccount;

    /** @param checkpoints empty on a store that makes none, because it keeps nothing or its engine has no digest */
    public CheckpointActions(Supplier<Optional<Checkpoints>> checkpoints, Supplier<Optional<AccountId>> firstAccount) {
        this.checkpoints = checkpoints;
        this.firstAccount = firstAccount;
    }

    @Override
    public List<AdminAction> actions() {
        return List.of(
                AdminAction.of(
                                AdminService.COFFER,
                                "DescribeCheckpoints",
                                "Shows the public key of checkpoints, the newest one, and where it could not be"
                                        + " delivered.")
                        .forRootOf(firstAccount)
                        .handle(call -> describe()),
                AdminAction.of(
                                AdminService.COFFER,
                                "TakeCheckpoint",
                                "Makes a signed checkpoint now, delivers it, and answers with it.")
                        .forRootOf(firstAccount)
                        .handle(call -> take()));
    }

    private ObjectNode describe() {
        Checkpoints made = required();
        ObjectNode answer = Answer.list("Deliveries", "Delivery", made.deliveries(), CheckpointActions::delivery)
                .put("PublicKey", made.publicKey());
        made.latest().ifPresent(latest -> answer.set("Checkpoint", shown(latest)));
        return answer;
    }

    private ObjectNode take() {
        SignedCheckpoint taken = required().take();
        ObjectNode answer = Answer.empty();
        answer.set("Checkpoint", shown(taken));
        return answer;
    }

    private Checkpoints required() {
        return checkpoints.get().orElseThrow(AdminError.NO_CHECKPOINTS::exception);
    }

    private static ObjectNode shown(SignedCheckpoint checkpoint) {
        return Answer.empty()
                .put("Number", checkpoint.content().number())
                .put("Sequence", checkpoint.content().sequence())
                .put("Time", checkpoint.content().time().toString())
                .put("Signed", checkpoint.json());
    }

    private static ObjectNode delivery(Checkpoints.Delivery delivery) {
        ObjectNode shown = Answer.empty()
                .put("Target", delivery.target())
                .put("Number", delivery.number())
                .put("Failure", delivery.failure());
        delivery.failingSince().ifPresent(since -> shown.put("FailingSince", since.toString()));
        return shown;
    }
}
