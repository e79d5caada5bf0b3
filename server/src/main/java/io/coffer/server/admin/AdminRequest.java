package io.coffer.server.admin;

import io.coffer.model.OssException;
import io.coffer.protocol.Headers;
import io.coffer.protocol.Method;
import io.coffer.protocol.OssRequest;
import io.coffer.protocol.QueryParameters;
import io.coffer.protocol.QueryParameters.Parameter;
import io.coffer.protocol.signature.Acs3Claim;
import io.coffer.protocol.signature.Acs3Signature;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A request of the administration port.
 *
 * @param parameters of query and form together
 * @param repeated true when a parameter stands more than once, which leaves open which one is signed
 * @param query the parameters of the query alone
 * @param bodySha256 in hex, of the bytes that arrived
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
        Instant receivedAt,
        Headers headers,
        QueryParameters query,
        String bodySha256) {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String EMPTY_SHA256 = Acs3Signature.bodySha256(new byte[0]);

    /** A request whose parameters are all in the query. */
    AdminRequest(
            String requestId,
            Method method,
            Map<String, String> parameters,
            boolean repeated,
            String host,
            String remoteAddress,
            boolean secure,
            Optional<String> userAgent,
            Instant receivedAt) {
        this(
                requestId,
                method,
                parameters,
                repeated,
                host,
                remoteAddress,
                secure,
                userAgent,
                receivedAt,
                Headers.NONE,
                QueryParameters.NONE,
                EMPTY_SHA256);
    }

    /** @throws AdminException when the body is no form of parameters */
    static AdminRequest of(OssRequest request, byte[] body) {
        Map<String, String> parameters = new LinkedHashMap<>();
        boolean repeated = false;
        for (Parameter parameter : Stream.concat(request.query().all().stream(), form(request, body).all().stream())
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
                request.receivedAt(),
                request.headers(),
                request.query(),
                Acs3Signature.bodySha256(body));
    }

    private static QueryParameters form(OssRequest request, byte[] body) {
        if (body.length == 0) {
            return QueryParameters.NONE;
        }
        boolean isForm = request.header("content-type")
                .filter(type -> type.toLowerCase(Locale.ROOT).startsWith(FORM))
                .isPresent();
        if (!isForm) {
            throw AdminError.UNSUPPORTED_BODY.exception();
        }
        try {
            return QueryParameters.parse(new String(body, StandardCharsets.UTF_8));
        } catch (OssException malformed) {
            throw AdminError.MALFORMED_FORM.exception();
        }
    }

    /** The header that says by which scheme it is signed; a request in RPC style has none. */
    Optional<String> authorization() {
        return headers.first("authorization");
    }

    /** The id of the key by which it claims to be signed, in either style; empty when it names none. */
    String claimedAccessKeyId() {
        return authorization()
                .map(header ->
                        Acs3Claim.parse(header).map(Acs3Claim::accessKeyId).orElse(""))
                .orElseGet(() -> parameters.getOrDefault("AccessKeyId", ""));
    }

    boolean hasBody() {
        return !bodySha256.equals(EMPTY_SHA256);
    }

    /** The answer's form, which the sender chooses; otherwise each style of request has one that its SDKs read. */
    AnswerFormat format() {
        return AnswerFormat.of(parameters.getOrDefault("Format", ""), headers);
    }
}
