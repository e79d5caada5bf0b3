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
        if (!value.isEmpty()) {
            return name + "=" + value;
        }
        return switch (this) {
            case BARE -> name;
            case WITH_EQUALS -> name + "=";
            case AS_SENT -> parameter.value().isPresent() ? name + "=" : name;
        };
    }
}
