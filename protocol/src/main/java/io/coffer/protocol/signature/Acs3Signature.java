package io.coffer.protocol.signature;

import static java.util.stream.Collectors.joining;

import io.coffer.protocol.Method;
import io.coffer.protocol.PercentEncoding;
import io.coffer.protocol.QueryParameters;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;

/**
 * The signature of actions that are named in headers (RAM, STS, KMS), {@code ACS3-HMAC-SHA256}: hex of HMAC-SHA256
 * under the secret over the name of the scheme and the hash of the canonical request
 *
 * <pre>
 * METHOD \n / \n query \n
 * header:value \n ... \n
 * header;names \n
 * hex(SHA-256(body))
 * </pre>
 */
public final class Acs3Signature {
    public static final String ALGORITHM = "ACS3-HMAC-SHA256";

    /** Every action is asked for at the root. */
    private static final String PATH = "/";

    private Acs3Signature() {}

    /**
     * What is signed; the order of the query and of the headers on the wire does not matter.
     *
     * @param headers the signed ones, by name in lower case
     * @param bodySha256 of the body as it arrived
     */
    public static String canonicalRequest(
            Method method, QueryParameters query, SortedMap<String, String> headers, String bodySha256) {
        String lines = headers.entrySet().stream()
                .map(header -> header.getKey() + ":" + header.getValue().strip() + "\n")
                .collect(joining());
        return String.join(
                "\n", method.name(), PATH, query(query), lines, String.join(";", headers.keySet()), bodySha256);
    }

    private static String query(QueryParameters query) {
        return query.all().stream()
                .map(parameter ->
                        Map.entry(PercentEncoding.encode(parameter.name()), PercentEncoding.encode(parameter.text())))
                .sorted(Comparator.comparing(Map.Entry::getKey))
                .map(pair -> pair.getKey() + "=" + pair.getValue())
                .collect(joining("&"));
    }

    public static String stringToSign(String canonicalRequest) {
        return ALGORITHM + "\n" + Hmac.hexOfSha256(canonicalRequest);
    }

    /** @param secret is not kept; the caller wipes it */
    public static String sign(String canonicalRequest, byte[] secret) {
        return Hmac.hex(Hmac.sha256(secret, stringToSign(canonicalRequest)));
    }

    /** Whether the signature is the one of the request, compared in constant time. */
    public static boolean verify(String canonicalRequest, String signature, byte[] secret) {
        return Hmac.matches(sign(canonicalRequest, secret), signature);
    }

    /** The hash that {@code x-acs-content-sha256} must show for a body. */
    public static String bodySha256(byte[] body) {
        return Hmac.hexOfSha256(body);
    }
}
