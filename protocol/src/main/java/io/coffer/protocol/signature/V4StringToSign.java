package io.coffer.protocol.signature;

import io.coffer.protocol.PercentEncoding;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The string to sign of version 4, {@code OSS4-HMAC-SHA256 \n date \n scope \n hex(SHA-256(canonical request))}, over
 * the canonical request
 *
 * <pre>
 * METHOD \n /bucket/key \n query \n
 * header:value \n ... \n     (content-type, content-md5, x-oss- and additional ones)
 * additional;header;names \n
 * UNSIGNED-PAYLOAD
 * </pre>
 */
final class V4StringToSign {
    static final String UNSIGNED_PAYLOAD = "UNSIGNED-PAYLOAD";

    private static final String HOST = "host";
    private static final Pattern PORT = Pattern.compile(":[0-9]+$");

    private V4StringToSign() {}

    /** What the SDKs make of this request, the most common first; they differ in nothing that says what to do. */
    static Stream<SigningText> candidates(SignableRequest request, V4Claim claim) {
        SortedSet<String> additional = present(request, claim.additionalHeaders());
        return hosts(request).stream()
                .flatMap(host -> {
                    SignedHeaders all = headers(request, additional, host);
                    return Stream.of(all, all.withoutEmpty());
                })
                .flatMap(headers -> Stream.of(EmptyValues.values())
                        .map(emptyValues -> canonicalRequest(request, headers, additional, emptyValues)))
                .distinct()
                .map(text -> of(text, claim.date(), claim.credential().scope()));
    }

    /** The most common form. */
    static SigningText of(SignableRequest request, SortedSet<String> additionalHeaders, String date, V4Scope scope) {
        SortedSet<String> additional = present(request, additionalHeaders);
        SignedHeaders headers = headers(request, additional, request.host());
        return of(canonicalRequest(request, headers, additional, EmptyValues.BARE), date, scope);
    }

    private static SigningText of(String canonicalRequest, String date, V4Scope scope) {
        String text = UrlSignature.V4_VERSION + "\n" + date + "\n" + scope + "\n" + Hmac.hexOfSha256(canonicalRequest);
        return new SigningText(text, Optional.of(canonicalRequest));
    }

    private static String canonicalRequest(
            SignableRequest request, SignedHeaders headers, SortedSet<String> additional, EmptyValues emptyValues) {
        return String.join(
                "\n",
                request.method().name(),
                PercentEncoding.encodePath(request.target().resource()),
                EncodedQuery.of(request.query(), emptyValues),
                headers.lines(),
                String.join(";", additional),
                UNSIGNED_PAYLOAD);
    }

    /** The additional headers that count: those in the request that are not signed anyway. */
    static SortedSet<String> present(SignableRequest request, SortedSet<String> claimed) {
        SortedSet<String> present = new TreeSet<>();
        for (String name : claimed) {
            if (!SignedHeaders.isDefault(name)
                    && (name.equals(HOST) || request.headers().has(name))) {
                present.add(name);
            }
        }
        return present;
    }

    private static SignedHeaders headers(SignableRequest request, SortedSet<String> additional, String host) {
        SignedHeaders headers = SignedHeaders.defaultsAnd(request.headers(), additional);
        return additional.contains(HOST) ? headers.with(HOST, host) : headers;
    }

    /** The Host as sent, and without its port, as Java v1 signs it. */
    private static Set<String> hosts(SignableRequest request) {
        Set<String> hosts = new LinkedHashSet<>();
        hosts.add(request.host());
        hosts.add(PORT.matcher(request.host()).replaceFirst(""));
        return hosts;
    }
}
