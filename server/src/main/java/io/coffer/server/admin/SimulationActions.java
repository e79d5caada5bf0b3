package io.coffer.server.admin;

import io.coffer.model.AccountId;
import io.coffer.model.OssException;
import io.coffer.model.VersionId;
import io.coffer.server.authorization.Allowance;
import io.coffer.server.authorization.Decisive;
import io.coffer.server.authorization.Denial;
import io.coffer.server.authorization.Explanation;
import io.coffer.server.authorization.Explanations;
import io.coffer.server.authorization.RecentRequest;
import io.coffer.server.authorization.RequestContext;
import io.coffer.server.authorization.policy.PolicyOrigin;
import io.coffer.server.authorization.policy.ResourceName;
import io.coffer.server.authorization.trial.Question;
import io.coffer.server.authorization.trial.Reply;
import io.coffer.server.authorization.trial.Simulator;
import io.coffer.server.authorization.trial.Subject;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.identity.IdentityStore;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells what would become of a request that is not sent. Only for callers of the own account; of a bucket of another
 * account it tells no more than the request itself would.
 */
public final class SimulationActions implements AdminActionFamily {
    private static final String ACTION = "AccessAction";
    private static final String RESOURCE = "Resource";
    private static final String VERSION = "VersionId";
    private static final String CONTEXT = "Context.";
    private static final int MAX_CONTEXT = 100;
    private static final Pattern ACTION_NAME = Pattern.compile("[a-z]+:[A-Za-z0-9]{1,128}");

    /** What a request can say by itself, beginning so in lower case: of the rest, an owner's policy may speak. */
    private static final List<String> OF_REQUESTS = List.of(
            "acs:useragent",
            "acs:accessid",
            "oss:prefix",
            "oss:delimiter",
            "oss:x-oss-",
            "oss:requestobjecttag/",
            "referer");

    private final Principals principals;
    private final Simulator simulator;

    public SimulationActions(IdentityStore identities, Simulator simulator) {
        this.principals = new Principals(identities);
        this.simulator = simulator;
    }

    @Override
    public List<AdminAction> actions() {
        return List.of(AdminAction.of(
                        AdminService.COFFER,
                        "SimulateAccess",
                        "Tells whether a caller of the account could do something, and what decides, without doing it.")
                .required(Principals.PRINCIPAL, ACTION, RESOURCE)
                .optional(Principals.SESSION_POLICY, VERSION, CONTEXT + "N.Key", CONTEXT + "N.Value")
                .on(call -> "acs:coffer::" + call.account() + ":simulation/*")
                .handle(this::simulate));
    }

    private ObjectNode simulate(AdminCall call) {
        Map<String, String> given = given(call);
        String action = call.required(ACTION);
        if (!ACTION_NAME.matcher(action).matches()) {
            throw AdminException.invalid(ACTION, "must be an action such as oss:GetObject, without wildcards.");
        }
        Subject subject = subject(call);
        Optional<BucketSnapshot> foreign =
                simulator.bucket(subject).filter(bucket -> !bucket.owner().equals(call.account()));
        foreign.ifPresent(bucket -> requireOfRequest(given));
        Question question = new Question(
                principals.named(call, text(given, "acs:AccessId").orElse("")),
                action,
                subject,
                call.optional(VERSION).map(VersionId::parse),
                connection(call, given),
                given);
        try {
            return answer(call, question, simulator.answer(question), foreign.isPresent());
        } catch (OssException refusal) {
            return refused(refusal);
        } catch (IllegalArgumentException unfit) {
            throw AdminException.invalid(ACTION, "does not fit: " + unfit.getMessage() + ".");
        }
    }

    private static Subject subject(AdminCall call) {
        try {
            Subject subject = Subject.parse(call.required(RESOURCE));
            return subject instanceof Subject.Other other ? new Subject.Other(own(other.resource(), call)) : subject;
        } catch (IllegalArgumentException malformed) {
            throw AdminException.invalid(RESOURCE, "must be oss://BUCKET/KEY or of the form that policies use.");
        }
    }

    private static ResourceName own(ResourceName resource, AdminCall call) {
        boolean open = resource.account().isEmpty() || resource.account().equals("*");
        return open
                ? new ResourceName(
                        resource.service(), resource.region(), call.account().value(), resource.path())
                : resource;
    }

    private static Map<String, String> given(AdminCall call) {
        Map<String, String> given = new TreeMap<>();
        for (int number = 1; number <= MAX_CONTEXT; number++) {
            Optional<String> key = call.optional(CONTEXT + number + ".Key");
            if (key.isEmpty()) {
                break;
            }
            given.put(key.get(), call.text(CONTEXT + number + ".Value"));
        }
        return given;
    }

    /** Addresses, times and tags that somebody else's policy may look at cannot be tried out. */
    private static void requireOfRequest(Map<String, String> given) {
        for (String key : given.keySet()) {
            if (OF_REQUESTS.stream().noneMatch(key.toLowerCase(Locale.ROOT)::startsWith)) {
                throw AdminException.invalid(
                        "Context", "cannot give " + key + ": the bucket belongs to another account.");
            }
        }
    }

    private static RequestContext connection(AdminCall call, Map<String, String> given) {
        RequestContext context = call.context();
        for (Map.Entry<String, String> value : given.entrySet()) {
            context = context.and(value.getKey(), value.getValue());
        }
        return context;
    }

    private static Optional<String> text(Map<String, String> given, String key) {
        return given.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(key))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static ObjectNode answer(AdminCall call, Question question, Reply reply, boolean foreign) {
        ObjectNode answer = Answer.empty();
        answer.put("Decision", decision(reply));
        decidedBy(answer.putObject("DecidedBy"), reply, foreign);
        reply.denial()
                .filter(denial -> !(question.subject() instanceof Subject.Other))
                .ifPresent(denial -> {
                    OssException refusal = denial.refusal();
                    refusal(answer, refusal);
                });
        Optional<Explanation> explanation = explanation(call.account(), question, reply);
        ArrayNode context = answer.putObject("Context").putArray("Entry");
        explanation
                .map(Explanation::conditions)
                .orElse(Map.of())
                .forEach((key, value) -> context.addObject().put("Key", key).put("Value", value));
        ArrayNode needed = answer.putObject("Needed").putArray("Permission");
        reply.asked()
                .forEach(asked -> needed.addObject()
                        .put("Action", asked.permission().action())
                        .put(
                                "Resource",
                                foreign
                                        ? call.required(RESOURCE)
                                        : asked.permission().resource().toString()));
        ArrayNode notes = answer.putObject("Notes").putArray("Note");
        reply.notes()
                .forEach(note -> notes.addObject()
                        .put("Rule", note.rule())
                        .put("Code", note.code())
                        .put("Text", note.text()));
        ArrayNode findings = answer.putObject("Findings").putArray("Finding");
        explanation
                .map(Explanation::findings)
                .orElse(List.of())
                .forEach(finding -> DiagnosticActions.finding(findings, finding));
        return answer;
    }

    /** What is refused before any permission is looked at, as for a bucket that is missing. */
    private static ObjectNode refused(OssException refusal) {
        ObjectNode answer = Answer.empty().put("Decision", "ImplicitDeny");
        answer.putObject("DecidedBy").put("Type", refusal.error().code());
        refusal(answer, refusal);
        return answer;
    }

    private static void refusal(ObjectNode answer, OssException refusal) {
        answer.putObject("Refusal")
                .put("Status", refusal.error().status())
                .put("Code", refusal.error().code())
                .put("EC", refusal.error().ec().orElse(""))
                .put("Message", refusal.text());
    }

    private static String decision(Reply reply) {
        return reply.denial()
                .map(denial -> denial.cause().isExplicit() ? "ExplicitDeny" : "ImplicitDeny")
                .orElse("Allowed");
    }

    private static void decidedBy(ObjectNode by, Reply reply, boolean foreign) {
        by.put("Type", type(reply));
        reply.decisive()
                .filter(decisive -> !foreign || decisive.policy().kind() != PolicyOrigin.Kind.BUCKET)
                .ifPresent(decisive -> decisive(by, decisive));
    }

    static void decisive(ObjectNode by, Decisive decisive) {
        by.put("PolicyName", decisive.policy().name())
                .put("PolicyHolder", decisive.policy().holder())
                .put("Statement", decisive.statement());
    }

    private static String type(Reply reply) {
        return reply.denial()
                .map(Denial::cause)
                .map(Enum::name)
                .or(() -> reply.allowance().map(Allowance::name))
                .orElse("");
    }

    private static Optional<Explanation> explanation(AccountId reader, Question question, Reply reply) {
        return Explanations.of(new RecentRequest(
                        "", Instant.EPOCH, question.caller(), "", reply.asked(), reply.denial(), Optional.empty()))
                .seenBy(reader);
    }
}
