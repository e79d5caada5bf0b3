package io.coffer.protocol.signature;

import static java.util.stream.Collectors.joining;

import io.coffer.protocol.QueryParameters.Parameter;
import io.coffer.protocol.signature.V1SubResources.Coverage;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The string to sign of version 1:
 *
 * <pre>
 * METHOD \n Content-MD5 \n Content-Type \n date \n
 * x-oss-header:value \n ...
 * /bucket/key?subresource&amp;subresource=value
 * </pre>
 *
 * The resource is not percent-encoded.
 */
final class V1StringToSign {
    private V1StringToSign() {}

    /** What the SDKs make of this request, the most common first; they differ in nothing that says what to do. */
    static Stream<SigningText> candidates(SignableRequest request, V1Claim claim) {
        SignedHeaders all = SignedHeaders.extensions(request.headers());
        return claim.dateSlots().stream()
                .flatMap(date -> Stream.of(all, all.withoutEmpty())
                        .flatMap(headers -> Stream.of(Coverage.values())
                                .flatMap(coverage -> Stream.of(EmptyValues.values())
                                        .map(emptyValues -> head(request, date)
                                                + headers.lines()
                                                + resource(request, coverage, emptyValues)))))
                .distinct()
                .map(text -> new SigningText(text, Optional.empty()));
    }

    /** The most common form. */
    static String of(SignableRequest request, String date) {
        return head(request, date)
                + SignedHeaders.extensions(request.headers()).lines()
                + resource(request, Coverage.LISTED, EmptyValues.BARE);
    }

    /** The first four lines, which version 2 has too. */
    static String head(SignableRequest request, String date) {
        return request.method()
                + "\n"
                + SignedHeaders.single(request.headers(), "content-md5").orElse("")
                + "\n"
                + SignedHeaders.single(request.headers(), "content-type").orElse("")
                + "\n"
                + date
                + "\n";
    }

    /** A repeated parameter is signed with all its values, so that none can be added. */
    private static String resource(SignableRequest request, Coverage coverage, EmptyValues emptyValues) {
        String subResources = request.query().all().stream()
                .filter(parameter -> coverage.covers(parameter.name(), request.method()))
                .sorted(Comparator.comparing(Parameter::name))
                .map(parameter -> emptyValues.pair(parameter, parameter.name(), parameter.text()))
                .collect(joining("&"));
        String resource = request.target().resource();
        return subResources.isEmpty() ? resource : resource + "?" + subResources;
    }
}
