package io.coffer.protocol.signature;

import io.coffer.protocol.PercentEncoding;
import java.util.Optional;
import java.util.stream.Stream;

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

    /** What most SDKs make of this request. */
    static SigningText usual(SignableRequest request, V2Claim claim) {
        return text(request, claim, claim.dateSlots().getFirst(), EmptyValues.BARE);
    }

    static Stream<SigningText> candidates(SignableRequest request, V2Claim claim) {
        return claim.dateSlots().stream()
                .flatMap(date ->
                        Stream.of(EmptyValues.values()).map(emptyValues -> text(request, claim, date, emptyValues)))
                .distinct();
    }

    private static SigningText text(SignableRequest request, V2Claim claim, String date, EmptyValues emptyValues) {
        StringBuilder text = new StringBuilder(256);
        V1StringToSign.appendHead(text, request, date);
        SignedHeaders.extensionsAnd(request.headers(), claim.additionalHeaders())
                .appendTo(text);
        text.append(String.join(";", claim.additionalHeaders()))
                .append('\n')
                .append(PercentEncoding.encode(request.target().resource()));
        String query = EncodedQuery.of(request.query(), emptyValues);
        if (!query.isEmpty()) {
            text.append('?').append(query);
        }
        return new SigningText(text.toString(), Optional.empty());
    }
}
