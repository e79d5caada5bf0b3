package io.coffer.server.admin;

import io.coffer.model.OssException.Detail;
import io.coffer.server.authorization.DiagnosticMessages;
import io.coffer.server.authorization.Explanation;
import io.coffer.server.authorization.Explanations;
import io.coffer.server.authorization.Principal;
import io.coffer.server.authorization.RecentRequest;
import io.coffer.server.authorization.RecentRequests;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks back on administration requests as the pipeline does on those of the OSS API. */
public final class AdminRetrospect {
    private static final Logger LOG = LoggerFactory.getLogger(AdminRetrospect.class);
    private static final int FORBIDDEN = 403;

    private final RecentRequests recent;
    private final DiagnosticMessages messages;

    public AdminRetrospect(RecentRequests recent, DiagnosticMessages messages) {
        this.recent = recent;
        this.messages = messages;
    }

    void answered(AdminRequest request, AdminTrace trace) {
        remembered(request, trace, Optional.empty());
    }

    /** The elements that explain the refusal; none unless a user or role is forbidden something. */
    List<Detail> refused(AdminRequest request, AdminTrace trace, AdminException refusal) {
        try {
            boolean explained = refusal.status() == FORBIDDEN
                    && trace.caller().filter(Principal::isManaged).isPresent();
            return remembered(request, trace, Optional.of(refusal))
                    .filter(remembered -> explained)
                    .map(this::explained)
                    .orElse(List.of());
        } catch (RuntimeException failure) {
            LOG.error("request {} cannot be explained", request.requestId(), failure);
            return List.of();
        }
    }

    private List<Detail> explained(RecentRequest request) {
        Explanation explanation = Explanations.of(request);
        return explanation.accessDeniedDetail(messages.encode(explanation));
    }

    private Optional<RecentRequest> remembered(
            AdminRequest request, AdminTrace trace, Optional<AdminException> refusal) {
        Optional<RecentRequest> remembered = trace.caller()
                .map(caller -> new RecentRequest(
                        request.requestId(),
                        request.receivedAt(),
                        caller,
                        trace.action(),
                        trace.asked(),
                        refusal.flatMap(AdminException::denial),
                        refusal.map(AdminException::code),
                        refusal.flatMap(AdminException::rule),
                        Optional.empty()));
        remembered.ifPresent(recent::add);
        return remembered;
    }
}
