package io.coffer.protocol.signature;

import static java.util.stream.Collectors.joining;

import io.coffer.protocol.PercentEncoding;
import io.coffer.protocol.QueryParameters;
import java.util.Comparator;
import java.util.Map;

/** The query as versions 2 and 4 sign it: every parameter but the signature, percent-encoded, sorted by name. */
final class EncodedQuery {
    private EncodedQuery() {}

    static String of(QueryParameters query, EmptyValues emptyValues) {
        return query.all().stream()
                .filter(parameter -> !parameter.name().equals(UrlSignature.SIGNATURE))
                .map(parameter -> Map.entry(PercentEncoding.encode(parameter.name()), parameter))
                .sorted(Comparator.comparing(Map.Entry::getKey))
                .map(entry -> emptyValues.pair(
                        entry.getValue(),
                        entry.getKey(),
                        PercentEncoding.encode(entry.getValue().text())))
                .collect(joining("&"));
    }
}
