package io.coffer.server.admin;

import io.coffer.model.AccountId;
import io.coffer.server.backup.BackupException;
import io.coffer.server.backup.BackupState;
import io.coffer.server.backup.Backups;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** Copies of the whole store, for whom all accounts of it belong to. */
public final class BackupActions implements AdminActionFamily {
    private static final String DIRECTORY = "Directory";

    private final Backups backups;
    private final Supplier<Optional<AccountId>> firstAccount;

    public BackupActions(Backups backups, Supplier<Optional<AccountId>> firstAccount) {
        this.backups = backups;
        this.firstAccount = firstAccount;
    }

    @Override
    public List<AdminAction> actions() {
        return List.of(
                AdminAction.of(
                                AdminService.COFFER,
                                "CreateBackup",
                                "Begins to write a copy of the whole store, without its keys, to a directory of the"
                                        + " server's machine; one that broke off is gone on with.")
                        .required(DIRECTORY)
                        .forRootOf(firstAccount)
                        .handle(call -> shown(begin(call.required(DIRECTORY)))),
                AdminAction.of(AdminService.COFFER, "GetBackup", "Tells how far the latest backup is.")
                        .forRootOf(firstAccount)
                        .handle(call -> shown(backups.latest().orElseThrow(AdminError.NO_SUCH_BACKUP::exception))));
    }

    private BackupState begin(String directory) {
        try {
            return backups.begin(directory);
        } catch (BackupException refused) {
            AdminError error = switch (refused.refusal()) {
                case NOT_ALLOWED -> AdminError.BACKUP_NOT_ALLOWED;
                case OCCUPIED -> AdminError.BACKUP_DIRECTORY_OCCUPIED;
                case RUNNING -> AdminError.BACKUP_RUNNING;
                case UNSUPPORTED -> AdminError.BACKUP_UNSUPPORTED;
            };
            throw error.exception();
        }
    }

    private static ObjectNode shown(BackupState state) {
        ObjectNode answer = Answer.empty()
                .put(DIRECTORY, state.directory().toString())
                .put("Status", status(state.phase()))
                .put("StartTime", Answer.time(state.begun()))
                .put("Sequence", state.sequence())
                .put("Files", state.files())
                .put("Bytes", state.bytes());
        state.ended().ifPresent(ended -> answer.put("EndTime", Answer.time(ended)));
        state.failure().ifPresent(reason -> answer.put("Reason", reason));
        return answer;
    }

    private static String status(BackupState.Phase phase) {
        return switch (phase) {
            case RUNNING -> "Running";
            case COMPLETED -> "Completed";
            case FAILED -> "Failed";
        };
    }
}
