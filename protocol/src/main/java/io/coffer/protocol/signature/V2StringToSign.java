package io.coffer.protocol.signature;

import io.coffer.protocol.PercentEncoding;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The string to sign of version 2:
 *
 * <pre>
 * METHOD \n Content-MD5 \n Content-Type \n date \n
 * header:value \n ...        (x-oss- and additional ones)
 * additional;header;names \n
 * %2Fbucket%2Fkey?every&amp;query=parameter
 * </pre>
 */
final class V2StringToSign {
    private V2StringToSign() {}

    static List<SigningText> candidates(SignableRequest request, V2Claim claim) {
        SignedHeaders headers = SignedHeaders.extensionsAnd(request.headers(), claim.additionalHeaders());
        String tail = headers.lines() + String.join(";", claim.additionalHeaders()) + "\n"
                + PercentEncoding.encode(request.target().resource());
        Set<String> texts = new LinkedHashSet<>();
        for (String date : claim.dateSlots()) {
            for (EmptyValues emptyValues : EmptyValues.values()) {
                String query = EncodedQuery.of(request.query(), emptyValues);
                texts.add(V1StringToSign.head(request, date) + tail + (query.isEmpty() ? "" : "?" + query));
            }
        }
        return texts.stream()
                .map(text -> new SigningText(text, Optional.empty()))
                .toList();
    }
}
