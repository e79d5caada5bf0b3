package io.coffer.server.admin;

import io.coffer.protocol.Headers;
import io.coffer.protocol.signature.Acs3Claim;
import io.coffer.protocol.signature.Acs3Signature;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** The claim of a request whose headers name the action and are signed, with the query and the body's hash. */
record Acs3RequestClaim(
        String accessKeyId,
        String signature,
        String canonicalRequest,
        Optional<String> securityToken,
        String timestamp,
        String nonce,
        Map<String, String> parameters)
        implements AdminClaim {

    private static final String HOST = "host";
    private static final String CONTENT_TYPE = "content-type";
    private static final String PREFIX = "x-acs-";
    private static final String CONTENT_SHA256 = "x-acs-content-sha256";

    /** Headers that take the place of RPC parameters, with those, after which a missing one is named. */
    private static final Map<String, String> COUNTERPARTS = Map.of(
            "x-acs-action",
            "Action",
            "x-acs-version",
            "Version",
            "x-acs-date",
            "Timestamp",
            "x-acs-signature-nonce",
            "SignatureNonce",
            CONTENT_SHA256,
            "ContentSha256");

    static Acs3RequestClaim of(AdminRequest request) {
        Headers headers = request.headers();
        if (headers.all("authorization").size() > 1) {
            throw AdminError.REPEATED_HEADER.exception();
        }
        String authorization = request.authorization().orElse("");
        if (!Acs3Claim.algorithm(authorization).equals(Acs3Signature.ALGORITHM)) {
            throw AdminError.UNSUPPORTED_SIGNATURE.exception();
        }
        Acs3Claim claim = Acs3Claim.parse(authorization)
                .orElseThrow(() -> AdminException.incomplete(
                        "Authorization must be of the form ACS3-HMAC-SHA256 Credential=...,SignedHeaders=...,"
                                + "Signature=..."));
        requireWhole(request, claim.signedHeaders());
        SortedMap<String, String> signed = signedHeaders(request, claim.signedHeaders());
        if (!required(headers, CONTENT_SHA256).equals(request.bodySha256())) {
            throw AdminError.CONTENT_HASH_MISMATCH.exception();
        }
        return new Acs3RequestClaim(
                claim.accessKeyId(),
                claim.signature(),
                Acs3Signature.canonicalRequest(request.method(), request.query(), signed, request.bodySha256()),
                headers.first("x-acs-security-token").filter(token -> !token.isEmpty()),
                required(headers, "x-acs-date"),
                required(headers, "x-acs-signature-nonce"),
                parameters(request));
    }

    /** Refuses when a header that says what to do, for whom or when is missing or not covered by the signature. */
    private static void requireWhole(AdminRequest request, SortedSet<String> signed) {
        List<String> names =
                List.of("x-acs-action", "x-acs-version", "x-acs-date", "x-acs-signature-nonce", CONTENT_SHA256);
        names.forEach(name -> required(request.headers(), name));
        request.headers().startingWith(PREFIX).forEach(header -> requireSigned(header.name(), signed));
        if (request.hasBody()) {
            // it decides whether the body is read at all
            requireSigned(CONTENT_TYPE, signed);
        }
    }

    private static void requireSigned(String name, SortedSet<String> signed) {
        if (!signed.contains(name)) {
            throw AdminException.incomplete("The header " + name + " must be among the SignedHeaders.");
        }
    }

    private static SortedMap<String, String> signedHeaders(AdminRequest request, SortedSet<String> names) {
        SortedMap<String, String> signed = new TreeMap<>();
        for (String name : names) {
            List<String> values = name.equals(HOST)
                    ? List.of(request.host())
                    : request.headers().all(name);
            if (values.isEmpty()) {
                throw AdminException.incomplete("The signed header " + name + " is missing.");
            }
            if (values.size() > 1) {
                throw AdminError.REPEATED_HEADER.exception();
            }
            signed.put(name, values.getFirst());
        }
        return signed;
    }

    private static String required(Headers headers, String name) {
        return headers.first(name)
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> AdminException.missing(COUNTERPARTS.getOrDefault(name, name), name));
    }

    /** An SDK that repeats action and version as parameters must mean the same by them. */
    private static Map<String, String> parameters(AdminRequest request) {
        Map<String, String> parameters = new HashMap<>(request.parameters());
        for (String name : List.of("Action", "Version")) {
            String value = required(request.headers(), "x-acs-" + name.toLowerCase(Locale.ROOT));
            String repeated = parameters.getOrDefault(name, "");
            if (!repeated.isEmpty() && !repeated.equals(value)) {
                throw AdminException.invalid(name, "differs from the header.");
            }
            parameters.put(name, value);
        }
        return Map.copyOf(parameters);
    }

    @Override
    public boolean isSignedWith(byte[] secret) {
        return Acs3Signature.verify(canonicalRequest, signature, secret);
    }

    /** The canonical request: only its hash is in the string to sign, which tells nobody what differs. */
    @Override
    public String stringToSign() {
        return canonicalRequest;
    }

    @Override
    public String toString() {
        return "Acs3RequestClaim[" + accessKeyId + "]";
    }
}
