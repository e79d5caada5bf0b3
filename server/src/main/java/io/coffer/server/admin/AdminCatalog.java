package io.coffer.server.admin;

import io.coffer.encryption.KeyAdministration;
import io.coffer.model.Region;
import io.coffer.server.identity.IdentityStore;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every action of the administration API. */
public final class AdminCatalog {
    private final List<AdminAction> actions;

    private AdminCatalog(List<AdminAction> actions) {
        this.actions = List.copyOf(actions);
        long names = actions.stream().map(AdminAction::ramAction).distinct().count();
        if (names != actions.size()) {
            throw new IllegalArgumentException("two actions of one service have the same name");
        }
    }

    public static AdminCatalog of(IdentityStore identities, KeyAdministration keys, Region region) {
        return new AdminCatalog(Stream.of(
                        StsActions.of(),
                        new UserActions(identities.users()).actions(),
                        new AccessKeyActions(identities.accessKeys()).actions(),
                        new PolicyActions(identities.policies()).actions(),
                        new KeyActions(keys, region).actions(),
                        new AccountActions(identities).actions())
                .flatMap(List::stream)
                .toList());
    }

    public List<AdminAction> actions() {
        return actions;
    }

    Optional<AdminAction> find(AdminService service, String name) {
        return actions.stream()
                .filter(action -> action.service() == service && action.name().equals(name))
                .findFirst();
    }
}
