package io.coffer.server.pipeline;

import io.coffer.server.authorization.trial.Meaning;
import io.coffer.server.operation.Level;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.OperationCatalog;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What the actions of OSS mean, by the operations that need them. */
public final class Meanings {
    private Meanings() {}

    /** By the names of actions. Where several operations need one, those on objects count first. */
    public static Function<String, Optional<Meaning>> of(OperationCatalog catalog) {
        Map<String, Meaning> meanings = new HashMap<>();
        for (Operation operation : catalog.operations()) {
            Operation.Access access = operation.access();
            Meaning meaning = new Meaning(
                    access.kind(),
                    isOnObject(operation),
                    access.subject() instanceof Operation.Subject.OwnAccount,
                    BucketRules.isPaidFor(operation));
            for (String action : new String[] {access.action(), access.versionAction()}) {
                meanings.merge(action, meaning, (one, other) -> one.onObject() ? one : other);
            }
        }
        return action -> Optional.ofNullable(meanings.get(action));
    }

    private static boolean isOnObject(Operation operation) {
        return operation.route().level() == Level.OBJECT
                || operation.access().subject() instanceof Operation.Subject.EachItem
                || operation.body() instanceof Operation.Body.Form;
    }
}
