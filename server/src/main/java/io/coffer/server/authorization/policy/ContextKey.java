package io.coffer.server.authorization.policy;

import java.util.Locale;

/**
 * A key of a request's context, such as {@code acs:SourceIp}. Keys compare without case, but for what follows a slash:
 * the key of a tag. What compares often is made once.
 */
public final class ContextKey {
    private final String name;
    private final String canonical;

    private ContextKey(String name) {
        this.name = name;
        this.canonical = canonical(name);
    }

    public static ContextKey of(String name) {
        return new ContextKey(name);
    }

    static String canonical(String name) {
        int slash = name.indexOf('/');
        return slash < 0
                ? name.toLowerCase(Locale.ROOT)
                : name.substring(0, slash).toLowerCase(Locale.ROOT) + name.substring(slash);
    }

    /** As it was written. */
    public String name() {
        return name;
    }

    /** The form in which two keys that mean the same are equal. */
    public String canonical() {
        return canonical;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ContextKey key && canonical.equals(key.canonical);
    }

    @Override
    public int hashCode() {
        return canonical.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
