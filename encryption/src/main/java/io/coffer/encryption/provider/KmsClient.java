package io.coffer.encryption.provider;

import io.coffer.encryption.KeyManagementException;
import io.coffer.encryption.KeyManagementException.Kind;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Alibaba's KMS API, version 2016-01-20, as far as it is needed here. Its refusals become our kinds. */
final class KmsClient implements AutoCloseable {
    private static final int NOT_FOUND = 404;
    private static final String KEY_NOT_FOUND = "Forbidden.KeyNotFound";

    private static final Map<String, Kind> CODES = Map.ofEntries(
            Map.entry(KEY_NOT_FOUND, Kind.KEY_NOT_FOUND),
            Map.entry("Forbidden.AliasNotFound", Kind.KEY_NOT_FOUND),
            Map.entry("Rejected.Disabled", Kind.KEY_DISABLED),
            Map.entry("Rejected.PendingDeletion", Kind.PENDING_DELETION),
            Map.entry("Rejected.PendingImport", Kind.PENDING_IMPORT),
            // a state of the key, not of the service
            Map.entry("Rejected.Unavailable", Kind.VERSION_STATE),
            Map.entry("Rejected.DeletionProtection", Kind.DELETION_PROTECTED),
            Map.entry("Rejected.Throttling", Kind.UNAVAILABLE),
            Map.entry("Throttling", Kind.UNAVAILABLE),
            Map.entry("ServiceUnavailable", Kind.UNAVAILABLE),
            Map.entry("ServiceUnavailableTemporary", Kind.UNAVAILABLE),
            Map.entry("InvalidCiphertext", Kind.INVALID_CIPHERTEXT));

    private final KeyServiceHttp http;
    private final KmsCallSigner signer;

    KmsClient(KmsCallSigner signer, Duration connect) {
        this.http = new KeyServiceHttp(connect);
        this.signer = signer;
    }

    /** An action that takes no ciphertext; a wrong parameter of it is a refusal. */
    KeyServiceHttp.Reply call(String action, Map<String, String> parameters) {
        return call(action, parameters, Kind.DENIED);
    }

    /** An action that opens a ciphertext. The API has several codes for one that does not open. */
    KeyServiceHttp.Reply open(String action, Map<String, String> parameters) {
        return call(action, parameters, Kind.INVALID_CIPHERTEXT);
    }

    /**
     * @param service where it was asked
     * @param exists false when the KMS says that it has no such key
     */
    record Described(String service, KeyServiceHttp.Reply reply, boolean exists) {}

    /** Whether there is such a key, in the KMS's own words. Only its own word for an unknown key says that there is none. */
    Described describe(String keyId) {
        HttpRequest request = signer.sign("DescribeKey", new TreeMap<>(Map.of("KeyId", keyId)));
        KeyServiceHttp.Reply reply = http.send(request);
        boolean unknown = reply.status() == NOT_FOUND && code(reply.body()).equals(KEY_NOT_FOUND);
        if (!unknown) {
            requireSuccess("DescribeKey", reply, Kind.DENIED);
        }
        return new Described(request.uri().getAuthority(), reply, !unknown);
    }

    private KeyServiceHttp.Reply call(String action, Map<String, String> parameters, Kind badRequest) {
        SortedMap<String, String> sorted = new TreeMap<>(parameters);
        KeyServiceHttp.Reply reply = http.send(signer.sign(action, sorted));
        requireSuccess(action, reply, badRequest);
        return reply;
    }

    private static void requireSuccess(String action, KeyServiceHttp.Reply reply, Kind badRequest) {
        if (reply.isSuccess()) {
            return;
        }
        String code = code(reply.body());
        throw new KeyManagementException(
                kind(reply.status(), code, badRequest),
                "the KMS refused " + action + ": " + reply.status() + " " + code);
    }

    /** A word of the service and so of unknown content: cut to what a code can be. */
    private static String code(JsonNode body) {
        String code = body.path("Code").asString("");
        return code.matches("[A-Za-z0-9.]{1,80}") ? code : "without a code";
    }

    private static Kind kind(int status, String code, Kind badRequest) {
        Kind known = CODES.get(code);
        if (known != null) {
            return known;
        }
        if (code.startsWith("Throttling.") || status == 429 || status >= 500) {
            return Kind.UNAVAILABLE;
        }
        // whose signature, clock or permission is wrong is refused whatever it asks for
        boolean ofTheCall = code.startsWith("Signature")
                || code.startsWith("IncompleteSignature")
                || code.startsWith("InvalidTimeStamp")
                || code.startsWith("InvalidAccessKey")
                || code.startsWith("InvalidAction")
                || code.startsWith("InvalidVersion");
        return status == 400 && !ofTheCall ? badRequest : Kind.DENIED;
    }

    @Override
    public void close() {
        http.close();
    }
}
