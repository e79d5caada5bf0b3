package io.coffer.server.main;

import io.coffer.server.admin.AdminAction;
import io.coffer.server.admin.AdminCatalog;
import io.coffer.server.admin.AdminService;
import io.coffer.server.authorization.policy.ActionVocabulary;
import io.coffer.server.operation.DocumentedActions;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.OperationCatalog;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The actions that a new policy may name: those of all operations, and those that Alibaba documents beside them. Names
 * of operations count too, since many policies name HeadObject and its like, which are not actions at OSS either. RAM
 * and KMS have more actions at Alibaba than here, so nothing is said about theirs.
 */
final class KnownActions {
    private static final Set<AdminService> WHOLLY_KNOWN = Set.of(AdminService.STS, AdminService.COFFER);

    private KnownActions() {}

    static ActionVocabulary of(OperationCatalog operations, AdminCatalog administration) {
        return ActionVocabulary.of(Stream.of(
                        operations.operations().stream().flatMap(KnownActions::of),
                        administration.actions().stream()
                                .filter(action -> WHOLLY_KNOWN.contains(action.service()))
                                .map(AdminAction::ramAction),
                        DocumentedActions.all().stream())
                .flatMap(actions -> actions)
                .toList());
    }

    private static Stream<String> of(Operation operation) {
        List<String> needed =
                List.of(operation.access().action(), operation.access().versionAction());
        return Stream.concat(
                Stream.of("oss:" + operation.name()), needed.stream().filter(action -> !action.isEmpty()));
    }
}
