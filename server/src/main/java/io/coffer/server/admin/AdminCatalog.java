package io.coffer.server.admin;

import io.coffer.server.audit.AuditTrail;
import io.coffer.server.identity.IdentityStore;
import io.coffer.server.identity.Sessions;
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

    /** @param more beside what identities and audit offer */
    public static AdminCatalog of(
            IdentityStore identities, Sessions sessions, AuditTrail audit, AdminActionFamily... more) {
        Stream<List<AdminAction>> known = Stream.of(
                new StsActions(identities, sessions).actions(),
                new UserActions(identities.users()).actions(),
                new AccessKeyActions(identities.accessKeys()).actions(),
                new GroupActions(identities.groups(), identities.memberships()).actions(),
                new RoleActions(identities.roles()).actions(),
                new PolicyActions(identities.policies()).actions(),
                new PolicyVersionActions(identities.policies()).actions(),
                new AttachmentActions(identities.policies()).actions(),
                new AccountActions(identities).actions(),
                new ControlPolicyActions(identities).actions(),
                new AuditActions(audit, identities.accounts()).actions());
        return new AdminCatalog(Stream.concat(known, Stream.of(more).map(AdminActionFamily::actions))
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
