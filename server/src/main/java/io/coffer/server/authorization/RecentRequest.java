package io.coffer.server.authorization;

import io.coffer.server.authentication.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A request of the recent past: who asked for what, and how it ended.
 *
 * @param operation its name, empty when the request meant none
 * @param asked the permissions that were looked at; only the first ones of a request about many objects
 * @param denial when a permission was missing
 * @param code of the refusal, whatever refused
 * @param rule when something else than a permission refused that can be explained
 * @param meant the permission that the request is about, when it was refused before any was asked for
 */
public record RecentRequest(
        String requestId,
        Instant at,
        Caller caller,
        String operation,
        List<Asked> asked,
        Optional<Denial> denial,
        Optional<String> code,
        Optional<RefusingRule> rule,
        Optional<Permission> meant) {
    public RecentRequest {
        asked = List.copyOf(asked);
    }

    public RecentRequest(
            String requestId,
            Instant at,
            Caller caller,
            String operation,
            List<Asked> asked,
            Optional<Denial> denial,
            Optional<String> code) {
        this(requestId, at, caller, operation, asked, denial, code, Optional.empty(), Optional.empty());
    }

    /** The same with what is known by now, so that many of them can be kept. */
    public RecentRequest kept() {
        return new RecentRequest(
                requestId,
                at,
                caller,
                operation,
                asked.stream().map(Asked::kept).toList(),
                denial.map(Denial::kept),
                code,
                rule,
                meant);
    }
}
