package io.coffer.server.authorization;

import io.coffer.protocol.OssRequest;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The circumstances of a request under the names that conditions of policies use. Immutable. */
public final class RequestContext {
    private final Map<String, String> values;

    private RequestContext(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    public static RequestContext of(OssRequest request) {
        return of(request.remoteAddress(), request.isSecure(), request.header("user-agent"), request.receivedAt());
    }

    public static RequestContext of(String sourceIp, boolean secure, Optional<String> userAgent, Instant now) {
        Map<String, String> values = new HashMap<>();
        values.put("acs:SourceIp", sourceIp);
        values.put("acs:SecureTransport", Boolean.toString(secure));
        values.put("acs:CurrentTime", now.toString());
        userAgent.ifPresent(agent -> values.put("acs:UserAgent", agent));
        return new RequestContext(values);
    }

    /** Adds what the operation knows, such as {@code oss:Prefix} of a listing. */
    public RequestContext and(String key, String value) {
        Map<String, String> more = new HashMap<>(values);
        more.put(key, value);
        return new RequestContext(more);
    }

    RequestContext and(Map<String, String> more) {
        if (more.isEmpty()) {
            return this;
        }
        Map<String, String> all = new HashMap<>(values);
        all.putAll(more);
        return new RequestContext(all);
    }

    Map<String, String> values() {
        return values;
    }
}
