package io.coffer.protocol.signature;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What an {@code Authorization} header of {@link Acs3Signature} claims, in whichever order its three parts stand.
 *
 * @param signedHeaders in lower case
 */
public record Acs3Claim(String accessKeyId, SortedSet<String> signedHeaders, String signature) {
    private static final Pattern HEADER_NAME = Pattern.compile("[a-z0-9_-]+");
    private static final String CREDENTIAL = "Credential";
    private static final String SIGNED_HEADERS = "SignedHeaders";
    private static final String SIGNATURE = "Signature";

    public Acs3Claim {
        signedHeaders = Collections.unmodifiableSortedSet(new TreeSet<>(signedHeaders));
    }

    /** The scheme that the header names first, which may be one that is not supported. */
    public static String algorithm(String authorization) {
        int end = authorization.indexOf(' ');
        return end < 0 ? authorization : authorization.substring(0, end);
    }

    /** The claim, empty when a part is missing, unknown, empty or given twice. */
    public static Optional<Acs3Claim> parse(String authorization) {
        Map<String, String> parts = new HashMap<>();
        for (String part : authorization
                .substring(algorithm(authorization).length())
                .strip()
                .split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals < 0
                    || equals == part.length() - 1
                    || parts.put(
                                    part.substring(0, equals).strip(),
                                    part.substring(equals + 1).strip())
                            != null) {
                return Optional.empty();
            }
        }
        if (!parts.keySet().equals(Set.of(CREDENTIAL, SIGNED_HEADERS, SIGNATURE))) {
            return Optional.empty();
        }
        return headerNames(parts.getOrDefault(SIGNED_HEADERS, ""))
                .map(names ->
                        new Acs3Claim(parts.getOrDefault(CREDENTIAL, ""), names, parts.getOrDefault(SIGNATURE, "")));
    }

    private static Optional<SortedSet<String>> headerNames(String joined) {
        List<String> names = List.of(joined.split(";", -1));
        SortedSet<String> sorted = new TreeSet<>(names);
        boolean plain =
                names.stream().allMatch(name -> HEADER_NAME.matcher(name).matches());
        return plain && sorted.size() == names.size() ? Optional.of(sorted) : Optional.empty();
    }
}
