package io.coffer.protocol;

/** The HTTP methods that the dialect uses. */
public enum Method {
    GET,
    HEAD,
    PUT,
    POST,
    DELETE,
    OPTIONS
}
