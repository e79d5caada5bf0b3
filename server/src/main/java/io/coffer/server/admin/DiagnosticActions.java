package io.coffer.server.admin;

import io.coffer.model.AccountId;
import io.coffer.server.authorization.DiagnosticMessages;
import io.coffer.server.authorization.Explanation;
import io.coffer.server.authorization.Explanations;
import io.coffer.server.authorization.Finding;
import io.coffer.server.authorization.Principal;
import io.coffer.server.authorization.RecentRequests;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Actions that tell why requests were refused. They tell an account what concerns it: its callers, and what it owns; of
 * the other side's policies they tell nothing.
 */
public final class DiagnosticActions implements AdminActionFamily {
    private static final String MESSAGE = "EncodedDiagnosticMessage";
    private static final String REQUEST_ID = "RequestId";

    private static final String REFUSED = "Refused";
    private static final int DEFAULT_ITEMS = 100;
    private static final int MOST_ITEMS = 1000;

    private final DiagnosticMessages messages;
    private final RecentRequests recent;

    public DiagnosticActions(DiagnosticMessages messages, RecentRequests recent) {
        this.messages = messages;
        this.recent = recent;
    }

    @Override
    public List<AdminAction> actions() {
        return List.of(
                AdminAction.of(
                                AdminService.RAM,
                                "DecodeDiagnosticMessage",
                                "Reads what a refusal carries of its reasons.")
                        .required(MESSAGE)
                        .on(call -> "acs:ram::" + call.account() + ":*")
                        .handle(this::decode),
                AdminAction.of(
                                AdminService.COFFER,
                                "ExplainRequest",
                                "Tells why one of the last requests was refused, or what allowed it.")
                        .required(REQUEST_ID)
                        .on(call -> "acs:coffer::" + call.account() + ":request/" + call.required(REQUEST_ID))
                        .handle(this::explain),
                AdminAction.of(
                                AdminService.COFFER,
                                "ListRecentRequests",
                                "Lists the last requests that concern the account, the newest first; with Refused only"
                                        + " those that were refused.")
                        .optional(REFUSED, Listing.MAX_ITEMS)
                        .on(call -> "acs:coffer::" + call.account() + ":request/*")
                        .handle(this::list));
    }

    private ObjectNode decode(AdminCall call) {
        // what another account may read is refused as garbage is: a message tells nothing by how it is refused
        Explanation explanation = messages.decode(call.required(MESSAGE))
                .flatMap(decoded -> decoded.seenBy(call.account()))
                .orElseThrow(() -> AdminException.invalid(MESSAGE, "is not a message that you can decode."));
        return answer("DecodedDiagnosticMessage", explanation);
    }

    private ObjectNode explain(AdminCall call) {
        AccountId reader = call.account();
        Explanation explanation = recent.find(call.required(REQUEST_ID))
                .filter(request -> Explanations.concerns(request, reader))
                .flatMap(request -> Explanations.of(request).seenBy(reader))
                .orElseThrow(() -> new AdminException(
                        404,
                        "EntityNotExist.Request",
                        "There is no such request of your account among the last " + recent.capacity()
                                + "; a refusal's EncodedDiagnosticMessage can be decoded at any time."));
        return answer("Explanation", explanation);
    }

    private ObjectNode list(AdminCall call) {
        AccountId reader = call.account();
        boolean refused = call.flag(REFUSED);
        List<Explanation> requests = recent.newestFirst()
                .filter(request -> !refused || request.code().isPresent())
                .filter(request -> Explanations.concerns(request, reader))
                .flatMap(request -> Explanations.of(request).seenBy(reader).stream())
                .limit(call.number(Listing.MAX_ITEMS, DEFAULT_ITEMS, 1, MOST_ITEMS))
                .toList();
        return Answer.list("Requests", "Request", requests, DiagnosticActions::line)
                .put("Kept", recent.capacity());
    }

    private static ObjectNode line(Explanation explanation) {
        return Answer.empty()
                .put(REQUEST_ID, explanation.requestId())
                .put("Time", explanation.at().truncatedTo(ChronoUnit.MILLIS).toString())
                .put("Operation", explanation.operation())
                .put("Outcome", explanation.outcome())
                .put("CallerType", explanation.caller().type())
                .put("Caller", explanation.caller().displayName())
                .put("Action", explanation.action())
                .put("Resource", explanation.resource());
    }

    private static ObjectNode answer(String name, Explanation explanation) {
        ObjectNode answer = Answer.empty();
        ObjectNode one = answer.putObject(name);
        one.put("ExplicitDeny", explanation.explicit())
                .put("NoPermissionPolicyType", explanation.policyType())
                .put("AuthAction", explanation.action())
                .put("AuthResource", explanation.resource());
        Principal caller = explanation.caller();
        one.putObject("AuthPrincipal")
                .put("AuthPrincipalType", caller.type())
                .put("AuthPrincipalOwnerId", caller.account())
                .put("AuthPrincipalDisplayName", caller.displayName());
        ArrayNode conditions = one.putArray("AuthConditions");
        explanation
                .conditions()
                .forEach((key, value) -> conditions
                        .addObject()
                        .put("ConditionKey", key)
                        .putArray("ConditionValues")
                        .add(value));
        ArrayNode matched = one.putArray("MatchedPolicies");
        explanation.findings().stream()
                .filter(DiagnosticActions::isMatch)
                .forEach(finding -> matched(matched, finding));
        ArrayNode findings = one.putArray("Findings");
        explanation.findings().forEach(finding -> finding(findings, finding));
        one.put(REQUEST_ID, explanation.requestId())
                .put("Time", Answer.time(explanation.at()))
                .put("Operation", explanation.operation())
                .put("Outcome", explanation.outcome())
                .put("Shortened", explanation.shortened());
        return answer;
    }

    private static boolean isMatch(Finding finding) {
        boolean decided =
                finding.decision() == Finding.Decision.DENIES || finding.decision() == Finding.Decision.ALLOWS;
        return decided && finding.statement() > 0;
    }

    private static void matched(ArrayNode policies, Finding finding) {
        policies.addObject()
                .put("AttachedEntityType", entity(finding.holder()))
                .put("AttachedScope", "Account")
                .put("Effect", finding.decision().wire())
                .put("PolicyIdentifier", finding.name())
                .put("PolicyType", finding.kind().isEmpty() ? finding.layer().wire() : finding.kind());
    }

    /** {@code user/anna} is a RamUser. */
    private static String entity(String holder) {
        int slash = holder.indexOf('/');
        return slash <= 0 ? "" : "Ram" + holder.substring(0, 1).toUpperCase(Locale.ROOT) + holder.substring(1, slash);
    }

    static void finding(ArrayNode findings, Finding finding) {
        ObjectNode one = findings.addObject()
                .put("Layer", finding.layer().wire())
                .put("Decision", finding.decision().wire())
                .put("Policy", finding.name())
                .put("PolicyType", finding.kind())
                .put("Holder", finding.holder())
                .put("Statement", finding.statement())
                .put("Says", finding.says())
                .put("Advice", finding.advice());
        ArrayNode mismatches = one.putArray("Mismatches");
        finding.mismatches()
                .forEach(miss -> mismatches
                        .addObject()
                        .put("Part", miss.part())
                        .put("Expected", miss.expected())
                        .put("Actual", miss.actual()));
    }
}
