package io.coffer.server.pipeline;

import io.coffer.server.authentication.Caller;
import io.coffer.server.authorization.AccessRequest;
import io.coffer.server.authorization.Asked;
import io.coffer.server.authorization.RecentRequests;
import io.coffer.server.authorization.RequestContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who sent one request, and the permissions that it turned out to need, in their order. Used by the thread of the
 * request alone.
 */
final class Inquiry {
    private final List<Asked> asked = new ArrayList<>(2);
    private Optional<Caller> caller = Optional.empty();

    void add(List<AccessRequest> requests, RequestContext context) {
        for (AccessRequest request : requests) {
            if (asked.size() >= RecentRequests.MOST_ASKED) {
                return;
            }
            asked.addAll(Asked.of(request, context));
        }
    }

    void sentBy(Caller verified) {
        caller = Optional.of(verified);
    }

    /** Who sent the request, when that was known before it was refused. */
    Optional<Caller> caller() {
        return caller;
    }

    List<Asked> asked() {
        return asked;
    }
}
