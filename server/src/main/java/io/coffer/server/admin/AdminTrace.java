package io.coffer.server.admin;

import io.coffer.server.authentication.Caller;
import io.coffer.server.authorization.Asked;
import io.coffer.server.observability.MeteredOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What became known of an administration request on its way. Used by the thread of the request alone. */
final class AdminTrace {
    private Optional<Caller> caller = Optional.empty();
    private String action = "";
    private MeteredOperation metered = MeteredOperation.unknownAction();
    private final List<Asked> asked = new ArrayList<>(1);

    void sentBy(Caller verified) {
        caller = Optional.of(verified);
    }

    void means(AdminAction meant) {
        action = meant.name();
        metered = new MeteredOperation(meant.service().code(), meant.name());
    }

    void asks(Asked permission) {
        asked.add(permission);
    }

    Optional<Caller> caller() {
        return caller;
    }

    MeteredOperation metered() {
        return metered;
    }

    String action() {
        return action;
    }

    List<Asked> asked() {
        return asked;
    }
}
