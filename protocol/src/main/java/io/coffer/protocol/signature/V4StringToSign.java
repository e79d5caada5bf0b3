package io.coffer.protocol.signature;

import io.coffer.protocol.PercentEncoding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
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

    /** How a client may differ from the others in what it writes of the query and of the headers' names. */
    private record Dialect(String additionalNames, QueryOrder order, EmptyValues emptyValues) {}

    /** What most SDKs make of this request. */
    static SigningText usual(SignableRequest request, V4Claim claim) {
        return of(
                request,
                claim.additionalHeaders(),
                claim.date(),
                claim.credential().scope());
    }

    /** What the SDKs make of this request; they differ in nothing that says what to do. */
    static Stream<SigningText> candidates(SignableRequest request, V4Claim claim) {
        SortedSet<String> present = present(request, claim.additionalHeaders());
        List<Dialect> dialects = dialects(request, claim, present);
        return hosts(request, present).stream()
                .flatMap(host -> {
                    SignedHeaders all = headers(request, present, host);
                    return Stream.of(all, all.withoutEmpty());
                })
                .flatMap(headers -> dialects.stream().map(dialect -> canonicalRequest(request, headers, dialect)))
                .distinct()
                .map(text -> of(text, claim.date(), claim.credential().scope()));
    }

    private static List<Dialect> dialects(SignableRequest request, V4Claim claim, SortedSet<String> present) {
        // Python v1 names every header that it was told to sign, whether it has it or not
        Set<String> names = new LinkedHashSet<>();
        names.add(String.join(";", present));
        names.add(String.join(";", beyondDefaults(claim.additionalHeaders())));
        List<Dialect> dialects = new ArrayList<>();
        for (String additional : names) {
            for (QueryOrder order : QueryOrder.values()) {
                if (order.isWorthTrying(EncodedQuery.signed(request.query()))) {
                    for (EmptyValues emptyValues : EmptyValues.values()) {
                        dialects.add(new Dialect(additional, order, emptyValues));
                    }
                }
            }
        }
        return dialects;
    }

    /** The most common form. */
    static SigningText of(SignableRequest request, SortedSet<String> additionalHeaders, String date, V4Scope scope) {
        SortedSet<String> additional = present(request, additionalHeaders);
        SignedHeaders headers = headers(request, additional, request.host());
        Dialect usual = new Dialect(String.join(";", additional), QueryOrder.BY_OCTETS, EmptyValues.BARE);
        return of(canonicalRequest(request, headers, usual), date, scope);
    }

    private static SigningText of(String canonicalRequest, String date, V4Scope scope) {
        String text = UrlSignature.V4_VERSION + "\n" + date + "\n" + scope + "\n" + Hmac.hexOfSha256(canonicalRequest);
        return new SigningText(text, Optional.of(canonicalRequest));
    }

    private static String canonicalRequest(SignableRequest request, SignedHeaders headers, Dialect dialect) {
        StringBuilder text = new StringBuilder(512)
                .append(request.method().name())
                .append('\n')
                .append(PercentEncoding.encodePath(request.target().resource()))
                .append('\n')
                .append(EncodedQuery.of(request.query(), dialect.order(), dialect.emptyValues()))
                .append('\n');
        headers.appendTo(text);
        return text.append('\n')
                .append(dialect.additionalNames())
                .append('\n')
                .append(UNSIGNED_PAYLOAD)
                .toString();
    }

    /** The additional headers that count: those in the request that are not signed anyway. */
    static SortedSet<String> present(SignableRequest request, SortedSet<String> claimed) {
        SortedSet<String> present = beyondDefaults(claimed);
        if (!present.isEmpty()) {
            present.removeIf(name -> !name.equals(HOST) && !request.headers().has(name));
        }
        return present;
    }

    private static SortedSet<String> beyondDefaults(SortedSet<String> claimed) {
        if (claimed.isEmpty()) {
            return Collections.emptySortedSet();
        }
        SortedSet<String> names = new TreeSet<>(claimed);
        names.removeIf(SignedHeaders::isDefault);
        return names;
    }

    private static SignedHeaders headers(SignableRequest request, SortedSet<String> additional, String host) {
        SignedHeaders headers = SignedHeaders.defaultsAnd(request.headers(), additional);
        return additional.contains(HOST) ? headers.with(HOST, host) : headers;
    }

    /** The Host as sent, and without its port, as Java v1 signs it. */
    private static Set<String> hosts(SignableRequest request, SortedSet<String> additional) {
        Set<String> hosts = new LinkedHashSet<>();
        hosts.add(request.host());
        if (additional.contains(HOST)) {
            hosts.add(PORT.matcher(request.host()).replaceFirst(""));
        }
        return hosts;
    }
}
