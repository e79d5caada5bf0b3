package io.coffer.protocol.signature;

import static java.util.stream.Collectors.joining;

import io.coffer.protocol.Method;
import io.coffer.protocol.PercentEncoding;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * The signature of RPC-style actions (RAM, STS, KMS): base64 of HMAC-SHA1, under the secret followed by {@code &}, over
 * {@code METHOD&%2F&} and the sorted parameters, percent-encoded twice.
 */
public final class RpcSignature {
    /** The parameter that carries the signature, which does not sign itself. */
    public static final String PARAMETER = "Signature";

    private RpcSignature() {}

    /**
     * Signs the parameters of an action, query and form together.
     *
     * @param secret is not kept; the caller wipes it
     */
    public static String sign(Map<String, String> parameters, Method method, byte[] secret) {
        byte[] key = Arrays.copyOf(secret, secret.length + 1);
        key[secret.length] = '&';
        try {
            return Hmac.base64(Hmac.sha1(key, stringToSign(parameters, method)));
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /**
     * Whether the parameters carry their own signature, compared in constant time. One generation of SDKs sends
     * parameters without text and leaves them out of what it signs, so they may mean no more than missing ones.
     */
    public static boolean verify(Map<String, String> parameters, Method method, byte[] secret) {
        String provided = parameters.getOrDefault(PARAMETER, "");
        Map<String, String> filled = new TreeMap<>(parameters);
        filled.values().removeIf(String::isEmpty);
        return Hmac.matches(sign(parameters, method, secret), provided)
                || Hmac.matches(sign(filled, method, secret), provided);
    }

    /** What is signed, for an answer that refuses a signature. */
    public static String stringToSign(Map<String, String> parameters, Method method) {
        String query = new TreeMap<>(parameters)
                .entrySet().stream()
                        .filter(parameter -> !parameter.getKey().equals(PARAMETER))
                        .map(parameter -> PercentEncoding.encode(parameter.getKey())
                                + "="
                                + PercentEncoding.encode(parameter.getValue()))
                        .collect(joining("&"));
        return method + "&" + PercentEncoding.encode("/") + "&" + PercentEncoding.encode(query);
    }
}
