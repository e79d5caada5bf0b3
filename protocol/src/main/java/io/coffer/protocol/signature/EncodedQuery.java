package io.coffer.protocol.signature;

import io.coffer.protocol.PercentEncoding;
import io.coffer.protocol.QueryParameters;
import io.coffer.protocol.QueryParameters.Parameter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The query as versions 2 and 4 sign it: every parameter but the signature, percent-encoded, sorted by name. */
final class EncodedQuery {
    private EncodedQuery() {}

    static String of(QueryParameters query, EmptyValues emptyValues) {
        return of(query, QueryOrder.BY_OCTETS, emptyValues);
    }

    static String of(QueryParameters query, QueryOrder order, EmptyValues emptyValues) {
        List<Parameter> parameters = signed(query);
        if (parameters.isEmpty()) {
            return "";
        }
        parameters.sort(Comparator.comparing(Parameter::name, order.names()));
        StringBuilder text = new StringBuilder();
        for (Parameter parameter : parameters) {
            if (!text.isEmpty()) {
                text.append('&');
            }
            emptyValues.append(
                    text,
                    parameter,
                    PercentEncoding.encode(parameter.name()),
                    PercentEncoding.encode(parameter.text()));
        }
        return text.toString();
    }

    /** The parameters that count, in the order of the wire. */
    static List<Parameter> signed(QueryParameters query) {
        List<Parameter> parameters = new ArrayList<>(query.all());
        parameters.removeIf(parameter -> parameter.name().equals(UrlSignature.SIGNATURE));
        return parameters;
    }
}
