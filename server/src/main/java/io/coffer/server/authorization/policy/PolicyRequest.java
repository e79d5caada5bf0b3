package io.coffer.server.authorization.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is asked of policies: may this be done to that, under these circumstances. */
public final class PolicyRequest {
    private final String action;
    private final ResourceName resource;
    private final List<String> principals;
    private final Map<String, String> context;

    /**
     * @param action such as {@code oss:GetObject}
     * @param principals the names by which a {@code Principal} may mean the caller; none for an anonymous one
     * @param context the values of condition keys, by key
     */
    public PolicyRequest(String action, ResourceName resource, List<String> principals, Map<String, String> context) {
        this.action = action;
        this.resource = resource;
        this.principals = List.copyOf(principals);
        this.context = new HashMap<>();
        context.forEach((key, value) -> this.context.put(PolicyCondition.canonicalKey(key), value));
    }

    public String action() {
        return action;
    }

    public ResourceName resource() {
        return resource;
    }

    List<String> principals() {
        return principals;
    }

    Optional<String> contextValue(String canonicalKey) {
        return Optional.ofNullable(context.get(canonicalKey));
    }
}
