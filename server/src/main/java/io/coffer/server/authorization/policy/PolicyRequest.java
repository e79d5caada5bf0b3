package io.coffer.server.authorization.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of policies: may this be done to that, under these circumstances. It remembers what conditions looked
 * up, so one thread asks with it at a time.
 */
public final class PolicyRequest {
    private final String action;
    private final String foldedAction;
    private final ResourceName resource;
    private final Supplier<List<String>> principals;
    private final ContextValues context;
    private @Nullable List<String> principalNames;
    // few keys are ever looked at, so a list is faster than a map
    private final List<String> keys = new ArrayList<>(4);
    private final List<ContextValue> values = new ArrayList<>(4);

    /**
     * @param action such as {@code oss:GetObject}
     * @param principals the names by which a {@code Principal} may mean the caller; none for an anonymous one. Asked
     *     for only where a policy names principals
     */
    public PolicyRequest(
            String action, ResourceName resource, Supplier<List<String>> principals, ContextValues context) {
        this.action = action;
        this.foldedAction = action.toLowerCase(Locale.ROOT);
        this.resource = resource;
        this.principals = principals;
        this.context = context;
    }

    /** @param context the values of condition keys, by key */
    public PolicyRequest(String action, ResourceName resource, List<String> principals, Map<String, String> context) {
        this(action, resource, () -> principals, canonical(context)::get);
    }

    private static Map<String, String> canonical(Map<String, String> context) {
        Map<String, String> values = new HashMap<>();
        context.forEach((key, value) -> values.put(ContextKey.canonical(key), value));
        return values;
    }

    public String action() {
        return action;
    }

    String foldedAction() {
        return foldedAction;
    }

    public ResourceName resource() {
        return resource;
    }

    List<String> principals() {
        List<String> names = principalNames;
        if (names == null) {
            names = principals.get();
            principalNames = names;
        }
        return names;
    }

    ContextValue value(String canonicalKey) {
        for (int at = 0; at < keys.size(); at++) {
            if (keys.get(at).equals(canonicalKey)) {
                return values.get(at);
            }
        }
        ContextValue value = new ContextValue(context.value(canonicalKey));
        keys.add(canonicalKey);
        values.add(value);
        return value;
    }

    Optional<String> contextValue(String canonicalKey) {
        return Optional.ofNullable(value(canonicalKey).text());
    }
}
