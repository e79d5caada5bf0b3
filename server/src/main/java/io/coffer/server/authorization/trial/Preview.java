package io.coffer.server.authorization.trial;

import io.coffer.server.authentication.Caller;
import io.coffer.server.authorization.AccessRequest;
import io.coffer.server.authorization.Asked;
import io.coffer.server.authorization.Authorizer;
import io.coffer.server.authorization.Denial;
import io.coffer.server.authorization.RecentRequest;
import io.coffer.server.authorization.RecentRequests;
import io.coffer.server.authorization.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Finds out what a policy would have made of the last requests, by what was known when they were decided. */
public final class Preview {
    private final Authorizer authorizer;
    private final RecentRequests recent;

    public Preview(Authorizer authorizer, RecentRequests recent) {
        this.authorizer = authorizer;
        this.recent = recent;
    }

    /** A request that would have been decided otherwise; the denial is the new one, or that which would not be. */
    public record Different(RecentRequest request, Denial denial) {}

    /**
     * What would have changed, newest first.
     *
     * @param from when the oldest of the requests was made that were looked at
     * @param undetermined requests of which too little is known to tell
     */
    public record Report(
            int examined,
            Optional<Instant> from,
            Optional<Instant> to,
            List<Different> wouldRefuse,
            List<Different> wouldAllow,
            List<RecentRequest> undetermined) {}

    private sealed interface Judgement {
        record Granted() implements Judgement {}

        record Refused(Denial denial) implements Judgement {}

        record Unknown() implements Judgement {}
    }

    public Report of(Change change) {
        List<RecentRequest> examined = recent.newestFirst()
                .filter(request -> !request.asked().isEmpty() && change.concerns(request))
                .toList();
        List<Different> wouldRefuse = new ArrayList<>();
        List<Different> wouldAllow = new ArrayList<>();
        List<RecentRequest> undetermined = new ArrayList<>();
        for (RecentRequest request : examined) {
            switch (judge(request, change)) {
                case Judgement.Unknown unknown -> undetermined.add(request);
                case Judgement.Granted granted ->
                    request.denial().ifPresent(denial -> wouldAllow.add(new Different(request, denial)));
                case Judgement.Refused refused -> {
                    if (request.denial().isEmpty()) {
                        wouldRefuse.add(new Different(request, refused.denial()));
                    }
                }
            }
        }
        return new Report(
                examined.size(),
                examined.isEmpty()
                        ? Optional.empty()
                        : Optional.of(examined.getLast().at()),
                examined.isEmpty()
                        ? Optional.empty()
                        : Optional.of(examined.getFirst().at()),
                wouldRefuse,
                wouldAllow,
                undetermined);
    }

    /** What is kept of a request may be less than what decided it, so it must first give the same answer again. */
    private Judgement judge(RecentRequest request, Change change) {
        Judgement then = judge(request.caller(), request.asked());
        boolean repeated =
                (then instanceof Judgement.Refused) == request.denial().isPresent();
        if (!repeated) {
            return new Judgement.Unknown();
        }
        Judgement now = judge(
                change.caller(request.caller()),
                request.asked().stream().map(change::asked).toList());
        boolean shortened = request.asked().size() >= RecentRequests.MOST_ASKED;
        return now instanceof Judgement.Granted && shortened ? new Judgement.Unknown() : now;
    }

    private Judgement judge(Caller caller, List<Asked> asked) {
        for (Asked one : asked) {
            AtomicBoolean unsought = new AtomicBoolean();
            Verdict verdict = authorizer.judge(
                    caller,
                    List.of(new AccessRequest(List.of(one.permission()), one.bucket())),
                    one.context().telling(() -> unsought.set(true)));
            if (unsought.get()) {
                return new Judgement.Unknown();
            }
            if (verdict instanceof Verdict.Denied denied) {
                return new Judgement.Refused(denied.denial());
            }
        }
        return new Judgement.Granted();
    }
}
