package io.coffer.server.authorization;

import io.coffer.server.authorization.Finding.Decision;
import io.coffer.server.authorization.Finding.Layer;
import io.coffer.server.authorization.Finding.Mismatch;
import io.coffer.server.authorization.policy.Effect;
import io.coffer.server.authorization.policy.Policy;
import io.coffer.server.authorization.policy.PolicyOrigin;
import io.coffer.server.authorization.policy.PolicyRequest;
import io.coffer.server.authorization.policy.PolicyTrace;
import io.coffer.server.authorization.policy.PolicyTrace.Outcome;
import io.coffer.server.authorization.policy.Selection;
import io.coffer.server.authorization.policy.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the policies of one layer say about a request: the statements that match, and those that would allow it but for
 * one part, the nearest first. A few of each, since somebody is going to read them.
 */
final class PolicyFindings {
    private static final int MOST_DENYING = 4;
    private static final int MOST_ALLOWING = 2;
    private static final int MOST_NEAR = 6;
    private static final int MOST_PATTERNS = 4;
    private static final int LONGEST = 128;

    private final Layer layer;
    private final String owner;
    private final PolicyRequest request;
    private final List<Finding> denying = new ArrayList<>();
    private final List<Finding> allowing = new ArrayList<>();
    private final List<Near> near = new ArrayList<>();
    private int statements;

    private record Near(int distance, Finding finding) {}

    private PolicyFindings(Layer layer, String owner, PolicyRequest request) {
        this.layer = layer;
        this.owner = owner;
        this.request = request;
    }

    static List<Finding> in(Layer layer, String owner, List<Policy> policies, PolicyRequest request) {
        PolicyFindings findings = new PolicyFindings(layer, owner, request);
        policies.forEach(findings::look);
        return findings.sorted(policies.size());
    }

    private void look(Policy policy) {
        statements += policy.statements().size();
        for (PolicyTrace.Step step : PolicyTrace.of(policy, request).steps()) {
            switch (step.outcome()) {
                case Outcome.Matched matched -> matched(policy.origin(), step);
                case Outcome.OtherAction other -> {}
                case Outcome.OtherResource other -> near(policy, step, 3, this::resource);
                case Outcome.OtherPrincipal other -> near(policy, step, 2, PolicyFindings::principal);
                case Outcome.UnmetCondition unmet -> near(policy, step, 1, statement -> condition(unmet));
            }
        }
    }

    private void matched(PolicyOrigin origin, PolicyTrace.Step step) {
        if (step.effect() == Effect.DENY) {
            denying.add(finding(
                    origin,
                    step,
                    Decision.DENIES,
                    "denies " + request.action(),
                    List.of(),
                    "Remove the statement, or narrow it so that it does not match the request."));
        } else {
            allowing.add(finding(origin, step, Decision.ALLOWS, "allows " + request.action(), List.of(), ""));
        }
    }

    /** Of denying statements only what matches is of interest. */
    private void near(Policy policy, PolicyTrace.Step step, int distance, Function<Statement, Mismatch> missed) {
        if (step.effect() == Effect.DENY) {
            return;
        }
        Optional<Mismatch> mismatch = policy.statements().stream()
                .filter(statement -> statement.number() == step.number())
                .findFirst()
                .map(missed);
        Finding finding = finding(
                policy.origin(),
                step,
                Decision.NEARLY_ALLOWS,
                "would allow " + request.action() + " but for one part",
                mismatch.stream().toList(),
                "");
        near.add(new Near(distance, finding));
    }

    private Mismatch resource(Statement statement) {
        String part = statement.resources().inverted() ? "NotResource" : "Resource";
        return new Mismatch(
                part, patterns(statement.resources()), cut(request.resource().toString()));
    }

    private static Mismatch principal(Statement statement) {
        return statement.principals().isEmpty()
                ? new Mismatch("Principal", "", "the caller")
                : new Mismatch(
                        statement.principals().get().inverted() ? "NotPrincipal" : "Principal",
                        patterns(statement.principals().get()),
                        "the caller");
    }

    private static Mismatch condition(Outcome.UnmetCondition unmet) {
        String more = unmet.expectedInAll() > unmet.expected().size()
                ? " or " + (unmet.expectedInAll() - unmet.expected().size()) + " more"
                : "";
        return new Mismatch(
                unmet.operator() + " " + unmet.key(),
                cut(String.join(" or ", unmet.expected())) + more,
                unmet.actual().orElse("(absent)"));
    }

    private static String patterns(Selection<?> selection) {
        String first = selection.patterns().stream()
                .limit(MOST_PATTERNS)
                .map(pattern -> cut(pattern.toString()))
                .collect(Collectors.joining(" or "));
        int more = selection.patterns().size() - MOST_PATTERNS;
        return more > 0 ? first + " or " + more + " more" : first;
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }

    private Finding finding(
            PolicyOrigin origin,
            PolicyTrace.Step step,
            Decision decision,
            String says,
            List<Mismatch> mismatches,
            String advice) {
        String kind = switch (origin.kind()) {
            case SYSTEM -> "System";
            case CUSTOM -> "Custom";
            case CONTROL, SESSION, BUCKET, TRUST -> "";
        };
        return new Finding(
                layer, decision, owner, origin.name(), kind, origin.holder(), step.number(), says, mismatches, advice);
    }

    private List<Finding> sorted(int policies) {
        if (!denying.isEmpty()) {
            return denying.stream().limit(MOST_DENYING).toList();
        }
        if (!allowing.isEmpty()) {
            return allowing.stream().limit(MOST_ALLOWING).toList();
        }
        Stream<Finding> nearest = near.stream()
                .sorted(Comparator.comparingInt(Near::distance))
                .limit(MOST_NEAR)
                .map(Near::finding);
        return Stream.concat(Stream.of(silent(policies)), nearest).toList();
    }

    private Finding silent(int policies) {
        String what = request.action() + " on " + cut(request.resource().toString());
        String says = policies == 0
                ? "there is no policy, so nothing allows " + what
                : "none of " + statements + " statements in " + policies + (policies == 1 ? " policy" : " policies")
                        + " allows " + what;
        String advice = switch (layer) {
            case CONTROL_POLICY -> "Let a control policy of the account allow it.";
            case SESSION_POLICY -> "Assume the role with a session policy that allows it, or with none.";
            case IDENTITY_POLICY -> "Attach a policy that allows it to the caller.";
            default -> "";
        };
        return Finding.of(layer, Decision.SILENT, owner, says, advice);
    }
}
