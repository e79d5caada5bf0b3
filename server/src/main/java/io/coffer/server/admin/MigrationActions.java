package io.coffer.server.admin;

import io.coffer.model.AccountId;
import io.coffer.server.migration.MigrationException;
import io.coffer.server.migration.MigrationState;
import io.coffer.server.migration.Migrations;
import io.coffer.server.migration.PassCounts;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** Carrying the whole store over to the storage that is configured, for whom all accounts of it belong to. */
public final class MigrationActions implements AdminActionFamily {
    private final Migrations migrations;
    private final Supplier<Optional<AccountId>> firstAccount;

    public MigrationActions(Migrations migrations, Supplier<Optional<AccountId>> firstAccount) {
        this.migrations = migrations;
        this.firstAccount = firstAccount;
    }

    @Override
    public List<AdminAction> actions() {
        return List.of(
                action(
                                "StartMigration",
                                "Begins to carry the whole store over to migration.target of the configuration, while the"
                                        + " server serves; one that broke off is gone on with.")
                        .handle(call -> shown(begin())),
                action("GetMigration", "Tells how far the migration is that runs, or ran last.")
                        .handle(call ->
                                shown(migrations.latest().orElseThrow(AdminError.NO_SUCH_MIGRATION::exception))),
                action("CancelMigration", "Ends the migration that runs; what was carried stays at the target.")
                        .handle(call -> shown(cancel())));
    }

    private AdminAction.Guarded action(String name, String summary) {
        return AdminAction.of(AdminService.COFFER, name, summary).forRootOf(firstAccount);
    }

    private MigrationState begin() {
        try {
            return migrations.begin();
        } catch (MigrationException refused) {
            throw told(refused);
        }
    }

    private MigrationState cancel() {
        try {
            return migrations.cancel();
        } catch (MigrationException refused) {
            throw told(refused);
        }
    }

    private static AdminException told(MigrationException refused) {
        return switch (refused.refusal()) {
            case NOT_CONFIGURED -> AdminError.MIGRATION_NOT_CONFIGURED.exception();
            case RUNNING -> AdminError.MIGRATION_RUNNING.exception();
            case NOT_RUNNING -> AdminError.MIGRATION_NOT_RUNNING.exception();
            case TARGET_REFUSED -> AdminError.MIGRATION_TARGET_REFUSED.saying(sentence(refused));
        };
    }

    private static String sentence(MigrationException refused) {
        String message = String.valueOf(refused.getMessage());
        return Character.toUpperCase(message.charAt(0)) + message.substring(1) + ".";
    }

    private static ObjectNode shown(MigrationState state) {
        ObjectNode answer = Answer.empty()
                .put("Status", status(state.phase()))
                .put("StartTime", Answer.time(state.begun()))
                .put("Pass", state.pass());
        state.ended().ifPresent(ended -> answer.put("EndTime", Answer.time(ended)));
        answer.set("Current", shown(state.current()));
        state.before().ifPresent(counts -> answer.set("Before", shown(counts)));
        state.failure().ifPresent(reason -> answer.put("Reason", reason));
        return answer;
    }

    private static ObjectNode shown(PassCounts counts) {
        return Answer.empty()
                .put("Entries", counts.entries())
                .put("Bytes", counts.bytes())
                .put("Carried", counts.carried())
                .put("CarriedBytes", counts.carriedBytes())
                .put("Updated", counts.updated())
                .put("Deleted", counts.deleted())
                .put("Failed", counts.failed());
    }

    private static String status(MigrationState.Phase phase) {
        return switch (phase) {
            case RUNNING -> "Running";
            case CAUGHT_UP -> "CaughtUp";
            case CANCELLED -> "Cancelled";
            case FAILED -> "Failed";
        };
    }
}
