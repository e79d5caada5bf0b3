package io.coffer.server.admin;

import io.coffer.model.AccountId;
import io.coffer.server.upkeep.ScrubReport;
import io.coffer.server.upkeep.ScrubState;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What reading everything at rest came upon. */
public final class ScrubActions implements AdminActionFamily {
    private final ScrubReport report;
    private final Supplier<Optional<AccountId>> firstAccount;

    public ScrubActions(ScrubReport report, Supplier<Optional<AccountId>> firstAccount) {
        this.report = report;
        this.firstAccount = firstAccount;
    }

    @Override
    public List<AdminAction> actions() {
        return List.of(AdminAction.of(
                        AdminService.COFFER,
                        "GetScrubReport",
                        "Shows the pass through everything at rest that is under way and the last one that ended, and"
                                + " what was damaged.")
                .forRootOf(firstAccount)
                .handle(call -> shown(report.state())));
    }

    private static ObjectNode shown(ScrubState state) {
        ObjectNode answer = Answer.empty();
        state.current().ifPresent(pass -> answer.set("Current", shown(pass)));
        state.last().ifPresent(pass -> answer.set("Last", shown(pass)));
        return answer.put("DamagedEntries", state.damaged());
    }

    private static ObjectNode shown(ScrubState.Pass pass) {
        ObjectNode shown = Answer.empty().put("StartTime", Answer.time(pass.begun()));
        pass.ended().ifPresent(ended -> shown.put("EndTime", Answer.time(ended)));
        shown.put("Entries", pass.entries()).put("Bytes", pass.bytes()).put("DamagedEntries", pass.damaged());
        ArrayNode damages = shown.putObject("Damages").putArray("Damage");
        pass.damages()
                .forEach(damage -> damages.addObject()
                        .put("BucketName", damage.bucket())
                        .put("Name", damage.name())
                        .put("Reason", damage.reason())
                        .put("FoundTime", Answer.time(damage.found())));
        return shown;
    }
}
