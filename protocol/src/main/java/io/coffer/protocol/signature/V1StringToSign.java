package io.coffer.protocol.signature;

import io.coffer.protocol.QueryParameters.Parameter;
import io.coffer.protocol.signature.V1SubResources.Coverage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
    private static final Comparator<Parameter> BY_NAME = Comparator.comparing(Parameter::name);

    private V1StringToSign() {}

    /** What most SDKs make of this request. */
    static SigningText usual(SignableRequest request, V1Claim claim) {
        return new SigningText(of(request, claim.dateSlots().getFirst()), Optional.empty());
    }

    /** What the SDKs make of this request; they differ in nothing that says what to do. */
    static Stream<SigningText> candidates(SignableRequest request, V1Claim claim) {
        SignedHeaders all = SignedHeaders.extensions(request.headers());
        return claim.dateSlots().stream()
                .flatMap(date -> Stream.of(all, all.withoutEmpty())
                        .flatMap(headers -> Stream.of(Coverage.values())
                                .flatMap(coverage -> Stream.of(EmptyValues.values())
                                        .map(emptyValues -> text(request, date, headers, coverage, emptyValues)))))
                .distinct()
                .map(text -> new SigningText(text, Optional.empty()));
    }

    /** The most common form. */
    static String of(SignableRequest request, String date) {
        return text(request, date, SignedHeaders.extensions(request.headers()), Coverage.LISTED, EmptyValues.BARE);
    }

    private static String text(
            SignableRequest request, String date, SignedHeaders headers, Coverage coverage, EmptyValues emptyValues) {
        StringBuilder text = new StringBuilder(256);
        appendHead(text, request, date);
        headers.appendTo(text);
        appendResource(text, request, coverage, emptyValues);
        return text.toString();
    }

    /** The first four lines, which version 2 has too. */
    static void appendHead(StringBuilder text, SignableRequest request, String date) {
        text.append(request.method().name())
                .append('\n')
                .append(SignedHeaders.single(request.headers(), "content-md5").orElse(""))
                .append('\n')
                .append(SignedHeaders.single(request.headers(), "content-type").orElse(""))
                .append('\n')
                .append(date)
                .append('\n');
    }

    /** A repeated parameter is signed with all its values, so that none can be added. */
    private static void appendResource(
            StringBuilder text, SignableRequest request, Coverage coverage, EmptyValues emptyValues) {
        text.append(request.target().resource());
        List<Parameter> subResources = new ArrayList<>();
        for (Parameter parameter : request.query().all()) {
            if (coverage.covers(parameter.name(), request.method())) {
                subResources.add(parameter);
            }
        }
        subResources.sort(BY_NAME);
        char separator = '?';
        for (Parameter parameter : subResources) {
            text.append(separator);
            emptyValues.append(text, parameter, parameter.name(), parameter.text());
            separator = '&';
        }
    }
}
