package io.coffer.server.authorization.policy;

import org.jspecify.annotations.Nullable;

/** Where conditions look up the circumstances of a request. */
@FunctionalInterface
public interface ContextValues {
    /**
     * @param canonicalKey as {@link ContextKey#canonical()} has it
     * @return null where there is none: this is asked for every condition of every policy
     */
    @Nullable
    String value(String canonicalKey);
}
