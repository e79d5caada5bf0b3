package io.coffer.protocol.signature;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.protocol.OssRequest;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Reads a claim from the {@code Authorization} header. */
final class AuthorizationHeader {
    static final String V1_SCHEME = "OSS ";
    static final String V2_SCHEME = "OSS2 ";
    static final String V4_SCHEME = "OSS4-HMAC-SHA256 ";

    private static final String V4_ALGORITHM = V4_SCHEME.strip();

    private AuthorizationHeader() {}

    static SignatureClaim parse(OssRequest request) {
        List<String> values = request.headers().all("authorization");
        if (values.size() != 1) {
            throw OssError.MALFORMED_AUTHORIZATION.exception();
        }
        String value = values.getFirst();
        if (value.startsWith(V4_ALGORITHM)) {
            return v4(request, value.substring(V4_ALGORITHM.length()));
        }
        if (value.startsWith(V2_SCHEME)) {
            return v2(request, value.substring(V2_SCHEME.length()));
        }
        if (value.startsWith(V1_SCHEME)) {
            return v1(request, value.substring(V1_SCHEME.length()).strip());
        }
        throw OssError.MALFORMED_AUTHORIZATION.exception();
    }

    private static V1Claim v1(OssRequest request, String value) {
        int colon = value.indexOf(':');
        if (colon <= 0 || colon == value.length() - 1) {
            throw OssError.MALFORMED_AUTHORIZATION.exception();
        }
        Dates dates = Dates.of(request);
        return new V1Claim(
                value.substring(0, colon),
                value.substring(colon + 1),
                false,
                SecurityToken.v1(request),
                new Validity.Around(dates.signedAt()),
                dates.texts());
    }

    private static V2Claim v2(OssRequest request, String value) {
        Map<String, String> elements = elements(value, ':', OssError.MALFORMED_AUTHORIZATION);
        requireElements(
                elements, Set.of("AccessKeyId", "Signature"), "AdditionalHeaders", OssError.MALFORMED_AUTHORIZATION);
        Dates dates = Dates.of(request);
        return new V2Claim(
                elements.getOrDefault("AccessKeyId", ""),
                elements.getOrDefault("Signature", ""),
                false,
                SecurityToken.v2(request),
                new Validity.Around(dates.signedAt()),
                dates.texts(),
                headerNames(elements.getOrDefault("AdditionalHeaders", "")));
    }

    private static V4Claim v4(OssRequest request, String value) {
        if (!value.startsWith(" ")) {
            throw OssError.MALFORMED_V4_AUTHORIZATION.exception();
        }
        Map<String, String> elements = elements(value, '=', OssError.MALFORMED_V4_AUTHORIZATION);
        if (elements.getOrDefault("AdditionalHeaders", "-").isEmpty()) {
            throw OssError.EMPTY_ADDITIONAL_HEADERS.exception();
        }
        requireElements(
                elements, Set.of("Credential", "Signature"), "AdditionalHeaders", OssError.MALFORMED_V4_AUTHORIZATION);
        V4Credential credential = V4Credential.parse(
                elements.getOrDefault("Credential", ""), OssError.INVALID_V4_CREDENTIAL, OssError.INVALID_V4_DATE);
        requireUnsignedPayload(request, true);
        String date = first(request, "x-oss-date", "date").orElseThrow(OssError.INVALID_REQUEST_DATE::exception);
        Instant signedAt = v4Time(request, date);
        if (!SigningDate.isOn(signedAt, credential.scope().day())) {
            throw OssError.INVALID_V4_DATE.exception();
        }
        return new V4Claim(
                credential,
                elements.getOrDefault("Signature", ""),
                false,
                SecurityToken.v4(request),
                new Validity.Around(signedAt),
                date,
                headerNames(elements.getOrDefault("AdditionalHeaders", "")));
    }

    /** Version 4 has a payload hash in its form only: its one value says that the body is not covered. */
    static void requireUnsignedPayload(OssRequest request, boolean mandatory) {
        List<String> hashes = request.headers().all("x-oss-content-sha256");
        if (hashes.isEmpty() ? mandatory : !hashes.equals(List.of(V4StringToSign.UNSIGNED_PAYLOAD))) {
            throw OssError.INVALID_CONTENT_SHA256.exception();
        }
    }

    /** The names of a list such as {@code abc;zabc}, in lower case. */
    static SortedSet<String> headerNames(String list) {
        if (list.isEmpty()) {
            return Collections.emptySortedSet();
        }
        SortedSet<String> names = new TreeSet<>();
        for (String name : list.split(";", -1)) {
            if (!name.isBlank()) {
                names.add(name.strip().toLowerCase(Locale.ROOT));
            }
        }
        return Collections.unmodifiableSortedSet(names);
    }

    private static Map<String, String> elements(String list, char separator, OssError malformed) {
        Map<String, String> elements = new HashMap<>();
        for (String element : list.split(",", -1)) {
            int at = element.indexOf(separator);
            if (at < 0
                    || elements.put(
                                    element.substring(0, at).strip(),
                                    element.substring(at + 1).strip())
                            != null) {
                throw malformed.exception();
            }
        }
        return elements;
    }

    private static void requireElements(
            Map<String, String> elements, Set<String> mandatory, String optional, OssError malformed) {
        for (String name : mandatory) {
            if (elements.getOrDefault(name, "").isEmpty()) {
                throw malformed.exception();
            }
        }
        for (String name : elements.keySet()) {
            if (!mandatory.contains(name) && !name.equals(optional)) {
                throw malformed.exception();
            }
        }
    }

    private static Instant v4Time(OssRequest request, String date) {
        Optional<Instant> time =
                request.headers().has("x-oss-date") ? SigningDate.parseBasic(date) : SigningDate.parseHttp(date);
        return time.orElseThrow(OssError.INVALID_REQUEST_DATE::exception);
    }

    /**
     * When a request was signed, by {@code x-oss-date} if it has that and else by {@code Date}, and what may stand in
     * the line of the date.
     */
    private record Dates(Instant signedAt, List<String> texts) {
        static Dates of(OssRequest request) {
            Optional<String> extension = first(request, "x-oss-date");
            Optional<String> plain = first(request, "date");
            String leading = extension.or(() -> plain).orElseThrow(OssError.INVALID_REQUEST_DATE::exception);
            Instant signedAt = SigningDate.parseHttp(leading).orElseThrow(OssError.INVALID_REQUEST_DATE::exception);
            // a text that is no date is left out: in its line a URL has its expiry, and must not pass for a header
            Optional<String> other = plain.filter(text -> !text.equals(leading))
                    .filter(text -> SigningDate.parseHttp(text).isPresent());
            return new Dates(signedAt, other.map(text -> List.of(leading, text)).orElseGet(() -> List.of(leading)));
        }
    }

    /** @throws OssException when a header that the signature depends on is repeated */
    private static Optional<String> first(OssRequest request, String... names) {
        for (String name : names) {
            Optional<String> value = SignedHeaders.single(request.headers(), name);
            if (value.isPresent()) {
                return value;
            }
        }
        return Optional.empty();
    }
}
