package io.coffer.protocol.signature;

import io.coffer.protocol.QueryParameters.Parameter;

/** How clients write a parameter without text into the string to sign; what it means is the same. */
enum EmptyValues {
    /** {@code k} */
    BARE,
    /** {@code k=} */
    WITH_EQUALS,
    /** {@code k} or {@code k=}, as in the URL */
    AS_SENT;

    String pair(Parameter parameter, String name, String value) {
        StringBuilder pair = new StringBuilder();
        append(pair, parameter, name, value);
        return pair.toString();
    }

    /** Appends {@code k=v}, or what stands for it when there is no value. */
    void append(StringBuilder text, Parameter parameter, String name, String value) {
        text.append(name);
        if (!value.isEmpty() || hasEquals(parameter)) {
            text.append('=').append(value);
        }
    }

    private boolean hasEquals(Parameter parameter) {
        return switch (this) {
            case BARE -> false;
            case WITH_EQUALS -> true;
            case AS_SENT -> parameter.value().isPresent();
        };
    }
}
