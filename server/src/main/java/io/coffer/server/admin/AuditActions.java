package io.coffer.server.admin;

import io.coffer.model.AccountId;
import io.coffer.server.audit.Actor;
import io.coffer.server.audit.AuditEntry;
import io.coffer.server.audit.AuditReading;
import io.coffer.server.audit.AuditRecord;
import io.coffer.server.audit.AuditTrail;
import io.coffer.server.audit.AuditVerification;
import io.coffer.server.audit.AuditedRequest;
import io.coffer.server.audit.Link;
import io.coffer.server.authentication.Caller;
import io.coffer.server.identity.Accounts;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Coffer's own actions on the audit trail. */
final class AuditActions {
    private static final String START = "StartTime";
    private static final String END = "EndTime";
    private static final String CALLER = "Caller";
    private static final String ACTION = "ActionName";
    private static final String KNOWN_NUMBER = "KnownNumber";
    private static final String KNOWN_HASH = "KnownHash";
    private static final int DEFAULT_ITEMS = 100;
    private static final int MOST_ITEMS = 1000;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private final AuditTrail trail;
    private final Accounts accounts;

    AuditActions(AuditTrail trail, Accounts accounts) {
        this.trail = trail;
        this.accounts = accounts;
    }

    List<AdminAction> actions() {
        return List.of(
                AdminAction.of(
                                AdminService.COFFER,
                                "ListAuditRecords",
                                "Lists changes that concern the account, newest first; for the first account's root"
                                        + " all of them. Goes on at Marker, also after a page that has no records.")
                        .optional(START, END, CALLER, ACTION, Listing.MARKER, Listing.MAX_ITEMS)
                        .on(call -> "acs:coffer::" + call.account() + ":audit/*")
                        .handle(this::list),
                AdminAction.of(
                                AdminService.COFFER,
                                "VerifyAuditTrail",
                                "Checks that no audit record was removed or changed, the newest included when its"
                                        + " number and hash were noted at an earlier check and are given.")
                        .optional(KNOWN_NUMBER, KNOWN_HASH)
                        .forRootOf(accounts::first)
                        .handle(this::verify));
    }

    private ObjectNode list(AdminCall call) {
        AuditReading.Query query = new AuditReading.Query(
                time(call, START), time(call, END), call.optional(CALLER), call.optional(ACTION), readable(call));
        AuditReading.Page page = trail.list(
                query, number(call, Listing.MARKER), call.number(Listing.MAX_ITEMS, DEFAULT_ITEMS, 1, MOST_ITEMS));
        ObjectNode answer = Answer.list("AuditRecords", "AuditRecord", page.items(), AuditActions::item)
                .put("IsTruncated", page.next().isPresent());
        page.next().ifPresent(next -> answer.put(Listing.MARKER, Long.toString(next)));
        return answer;
    }

    /** Empty for who may read every account's records. */
    private Optional<String> readable(AdminCall call) {
        boolean isFirstRoot = call.caller() instanceof Caller.Root root
                && accounts.first().filter(root.account()::equals).isPresent();
        return isFirstRoot ? Optional.empty() : Optional.of(call.account()).map(AccountId::value);
    }

    private static Optional<Instant> time(AdminCall call, String name) {
        return call.optional(name).map(text -> {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeException malformed) {
                throw AdminException.invalid(name, "must be of the form 2026-11-22T12:00:00Z.");
            }
        });
    }

    private static Optional<Long> number(AdminCall call, String name) {
        return call.optional(name).map(text -> {
            if (!NUMBER.matcher(text).matches()) {
                throw AdminException.invalid(name, "must be a number.");
            }
            return Long.valueOf(text);
        });
    }

    private static ObjectNode item(AuditReading.Item item) {
        ObjectNode shown = Answer.empty()
                .put("Number", item.number())
                .put("Damaged", item.record().isEmpty());
        item.record().ifPresent(record -> fill(shown, record));
        return shown;
    }

    private static void fill(ObjectNode shown, AuditRecord record) {
        AuditEntry entry = record.entry();
        AuditedRequest request = entry.request();
        shown.put("Time", entry.time().toString())
                .put("AuditedRequestId", request.requestId())
                .put("Service", request.service())
                .put("ActionName", request.action())
                .put("RamAction", request.ramAction())
                .put("Resource", request.resource())
                .put("SourceAddress", request.sourceAddress())
                .put("Secure", request.secure())
                .put("RefusalsOmittedBefore", entry.omitted())
                .put("Outcome", outcome(record));
        request.userAgent().ifPresent(agent -> shown.put("UserAgent", agent));
        shown.set("Caller", caller(request.caller()));
        shown.set("Parameters", pairs("Parameter", request.parameters()));
        record.outcome().ifPresent(outcome -> {
            shown.put("EndTime", outcome.time().toString());
            outcome.code().ifPresent(code -> shown.put("ErrorCode", code));
            shown.set("Made", pairs("Id", outcome.made()));
        });
    }

    private static String outcome(AuditRecord record) {
        return switch (record.result()) {
            case SUCCESS -> "Success";
            case REFUSED -> "Refused";
            case FAILED -> "Failed";
            case UNKNOWN -> "Unknown";
        };
    }

    private static ObjectNode caller(Actor actor) {
        ObjectNode caller = Answer.empty().put("Type", actor.type());
        actor.account().ifPresent(account -> caller.put("AccountId", account));
        actor.id().ifPresent(id -> caller.put("Id", id));
        actor.name().ifPresent(name -> caller.put("Name", name));
        actor.session().ifPresent(session -> caller.put("SessionName", session));
        actor.accessKeyId().ifPresent(key -> caller.put("AccessKeyId", key));
        return caller;
    }

    /** As a list, since what a client sent need not be a name of an XML element. */
    private static ObjectNode pairs(String singular, Map<String, String> pairs) {
        ObjectNode list = Answer.empty();
        ArrayNode array = list.putArray(singular);
        pairs.forEach(
                (name, value) -> array.add(Answer.empty().put("Name", name).put("Value", value)));
        return list;
    }

    private ObjectNode verify(AdminCall call) {
        Optional<Long> number = number(call, KNOWN_NUMBER);
        Optional<String> hash = call.optional(KNOWN_HASH);
        if (number.isPresent() != hash.isPresent()) {
            throw AdminException.missing(number.isPresent() ? KNOWN_HASH : KNOWN_NUMBER);
        }
        AuditVerification.Report report = trail.verify(number.map(known -> new Link(known, hash.orElse(""))));
        ObjectNode answer = Answer.list("Breaks", "Break", report.breaks(), AuditActions::broken)
                .put("IsWhole", report.isWhole())
                .put("RecordCount", report.records());
        answer.set("Checkpoint", link(report.from()));
        answer.set("Newest", link(report.newest()));
        return answer;
    }

    private static ObjectNode link(Link link) {
        return Answer.empty().put("Number", link.number()).put("Hash", link.hash());
    }

    private static ObjectNode broken(AuditVerification.Break found) {
        String kind = switch (found.kind()) {
            case MISSING -> "Missing";
            case DAMAGED -> "Damaged";
            case REPLACED -> "Replaced";
            case OUTCOME_REPLACED -> "OutcomeReplaced";
        };
        return Answer.empty()
                .put("FirstNumber", found.from())
                .put("LastNumber", found.to())
                .put("Kind", kind);
    }
}
