package io.coffer.server.authorization.policy;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The statements of a policy, and what is worked out of them once: which are about an action, and for whom. */
final class Statements {
    /** More than the callers of one policy commonly use; what is remembered is a share of the policy each. */
    private static final int REMEMBERED_ACTIONS = 64;

    /** The statements whose action matches, by what they do. */
    record About(List<Statement> denying, List<Statement> allowing) {}

    private final List<Statement> all;
    private final boolean isPublic;
    private final ConcurrentHashMap<String, About> byAction = new ConcurrentHashMap<>(4);
    private volatile @Nullable Statements withoutPublicAccess;
    private volatile @Nullable Statements forOwner;

    Statements(List<Statement> all) {
        this.all = List.copyOf(all);
        this.isPublic = all.stream().anyMatch(Statement::isPublic);
    }

    List<Statement> all() {
        return all;
    }

    /** @param foldedAction in lower case */
    About about(String foldedAction) {
        About known = byAction.get(foldedAction);
        if (known != null) {
            return known;
        }
        About found = new About(of(Effect.DENY, foldedAction), of(Effect.ALLOW, foldedAction));
        if (byAction.size() < REMEMBERED_ACTIONS) {
            byAction.put(foldedAction, found);
        }
        return found;
    }

    private List<Statement> of(Effect effect, String foldedAction) {
        return all.stream()
                .filter(statement -> statement.effect() == effect && statement.isAbout(foldedAction))
                .toList();
    }

    boolean isPublic() {
        return isPublic;
    }

    Statements withoutPublicAccess() {
        Statements known = withoutPublicAccess;
        if (known == null) {
            known = only(statement -> !statement.isPublic());
            withoutPublicAccess = known;
        }
        return known;
    }

    Statements forOwner() {
        Statements known = forOwner;
        if (known == null) {
            known = only(Statement::meansOwner);
            forOwner = known;
        }
        return known;
    }

    private Statements only(Predicate<Statement> wanted) {
        List<Statement> left = all.stream().filter(wanted).toList();
        return left.size() == all.size() ? this : new Statements(left);
    }
}
