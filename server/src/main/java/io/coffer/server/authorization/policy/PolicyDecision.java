package io.coffer.server.authorization.policy;

/** What policies say about a request, and which statement said it. */
public sealed interface PolicyDecision {
    PolicyDecision SILENT = new None();

    /** A statement refuses; no allowance counts against it. */
    record ExplicitDeny(Policy policy, Statement statement) implements PolicyDecision {}

    record Allow(Policy policy, Statement statement) implements PolicyDecision {}

    /** No statement matches: an implicit deny, unless something else allows. */
    record None() implements PolicyDecision {}
}
