package io.coffer.server.authorization;

import io.coffer.protocol.OssRequest;
import io.coffer.server.authorization.policy.ContextKey;
import io.coffer.server.authorization.policy.ContextValues;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The circumstances of a request under the names that conditions of policies use. Immutable: what is added makes a
 * longer chain that shares the shorter one. What is costly to find is found when a condition asks for it, once.
 */
public final class RequestContext implements ContextValues {
    public static final RequestContext EMPTY = new RequestContext(null, new ContextLink.NoLink());

    private static final ContextKey SOURCE_IP = ContextKey.of("acs:SourceIp");
    private static final ContextKey SECURE_TRANSPORT = ContextKey.of("acs:SecureTransport");
    private static final ContextKey CURRENT_TIME = ContextKey.of("acs:CurrentTime");
    private static final ContextKey USER_AGENT = ContextKey.of("acs:UserAgent");

    private final @Nullable RequestContext before;
    private final ContextLink link;

    private RequestContext(@Nullable RequestContext before, ContextLink link) {
        this.before = before;
        this.link = link;
    }

    public static RequestContext of(OssRequest request) {
        return of(request.remoteAddress(), request.isSecure(), request.header("user-agent"), request.receivedAt());
    }

    public static RequestContext of(String sourceIp, boolean secure, Optional<String> userAgent, Instant now) {
        RequestContext context = new RequestContext(EMPTY, new ContextLink.Moment(CURRENT_TIME, now))
                .and(SECURE_TRANSPORT, Boolean.toString(secure))
                .and(SOURCE_IP, sourceIp);
        return userAgent.isPresent() ? context.and(USER_AGENT, userAgent.get()) : context;
    }

    /** Adds what the operation knows, such as {@code oss:Prefix} of a listing. */
    public RequestContext and(String key, String value) {
        return and(ContextKey.of(key), value);
    }

    public RequestContext and(ContextKey key, String value) {
        return new RequestContext(this, new ContextLink.Known(key, value));
    }

    /** @param value asked for when a condition looks at the key, and then once */
    public RequestContext and(String key, Supplier<Optional<String>> value) {
        return and(ContextKey.of(key), value);
    }

    public RequestContext and(ContextKey key, Supplier<Optional<String>> value) {
        return new RequestContext(this, new ContextLink.Sought(key, new ContextLink.Once<>(value)));
    }

    /**
     * Adds keys that begin alike, such as those of the tags of an object.
     *
     * @param beginning up to the slash, {@code oss:ExistingObjectTag/}
     * @param values by what follows; asked for when a condition looks at one of the keys, and then once
     */
    public RequestContext andEach(ContextKey beginning, Supplier<Map<String, String>> values) {
        return new RequestContext(this, new ContextLink.Several(beginning, new ContextLink.Once<>(values)));
    }

    /** As {@link #andEach(ContextKey, Supplier)}, of what is known. */
    public RequestContext andEach(ContextKey beginning, Map<String, String> values) {
        return values.isEmpty()
                ? this
                : new RequestContext(this, new ContextLink.Several(beginning, new ContextLink.Once<>(values)));
    }

    /** Adds everything of another; it counts where both have a key. */
    RequestContext and(RequestContext more) {
        return more == EMPTY ? this : new RequestContext(this, new ContextLink.Joined(more));
    }

    @Override
    public @Nullable String value(String canonicalKey) {
        RequestContext at = this;
        while (at != null) {
            String value = at.link.value(canonicalKey);
            if (value != null) {
                return value;
            }
            at = at.before;
        }
        return null;
    }

    /**
     * The same to be kept: with values of at most so many characters, and without the means to find what no condition
     * asked for, since later something else might be found.
     */
    @SuppressWarnings("ReferenceEquality") // unchanged links are shared, not copied
    RequestContext kept(int longest) {
        if (before == null) {
            return this;
        }
        RequestContext shorter = before.kept(longest);
        ContextLink kept = link.kept(longest);
        return shorter == before && kept == link ? this : new RequestContext(shorter, kept);
    }

    /** One that was kept, which tells when a condition asks for what had not been looked up. */
    @SuppressWarnings("ReferenceEquality") // unchanged links are shared, not copied
    public RequestContext telling(Runnable unsought) {
        if (before == null) {
            return this;
        }
        RequestContext told = before.telling(unsought);
        ContextLink telling = link.telling(unsought);
        return told == before && telling == link ? this : new RequestContext(told, telling);
    }

    /** What is known, by key as it was written. What no condition asked for is not looked up for this. */
    Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        show(values);
        return values;
    }

    void show(Map<String, String> values) {
        if (before != null) {
            before.show(values);
        }
        link.show(values);
    }
}
