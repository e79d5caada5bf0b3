package io.coffer.server.authentication;

import io.coffer.server.authorization.policy.Policy;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The policies that speak about a caller.
 *
 * @param control of its account; when there are any, nothing is possible that none of them allows
 * @param session of its session of a role; when there is one, nothing is possible that it does not allow
 * @param attached to the user, its groups or the role
 */
public record PolicySet(List<Policy> control, Optional<Policy> session, List<Policy> attached) {
    public static final PolicySet NONE = new PolicySet(List.of(), Optional.empty(), List.of());

    public PolicySet {
        control = List.copyOf(control);
        attached = List.copyOf(attached);
    }

    public static PolicySet attached(List<Policy> policies) {
        return new PolicySet(List.of(), Optional.empty(), policies);
    }

    public Stream<Policy> all() {
        return Stream.of(control.stream(), session.stream(), attached.stream()).flatMap(policies -> policies);
    }
}
