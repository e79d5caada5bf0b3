package io.coffer.server.admin;

import io.coffer.protocol.Method;
import io.coffer.protocol.OssRequest;
import io.coffer.protocol.QueryParameters;
import io.coffer.protocol.QueryParameters.Parameter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A request of the administration port.
 *
 * @param parameters of query and form together
 * @param repeated true when a parameter stands more than once, which leaves open which one is signed
 */
public record AdminRequest(
        String requestId,
        Method method,
        Map<String, String> parameters,
        boolean repeated,
        String host,
        String remoteAddress,
        boolean secure,
        Optional<String> userAgent,
        Instant receivedAt) {

    /** @param form the body's parameters, none unless it is {@code application/x-www-form-urlencoded} */
    public static AdminRequest of(OssRequest request, QueryParameters form) {
        Map<String, String> parameters = new LinkedHashMap<>();
        boolean repeated = false;
        for (Parameter parameter : Stream.concat(request.query().all().stream(), form.all().stream())
                .toList()) {
            repeated |= parameters.put(parameter.name(), parameter.text()) != null;
        }
        return new AdminRequest(
                request.requestId(),
                request.method(),
                Map.copyOf(parameters),
                repeated,
                request.host(),
                request.remoteAddress(),
                request.isSecure(),
                request.header("user-agent"),
                request.receivedAt());
    }
}
