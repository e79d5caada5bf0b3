package io.coffer.server.observability;

/** The steps of a request's one way, in their order. */
public enum RequestStep {
    /** Line and headers become a request. */
    PARSE,
    /** Which operation is meant. */
    RESOLVE,
    /** Whose signature it is. */
    AUTHENTICATE,
    /** The bucket's one record. */
    SNAPSHOT,
    /** Whether the caller may. */
    AUTHORIZE,
    /** The operation's work, and the trail of a change. */
    OPERATE,
    /** The answer goes out; a body is read, and decrypted, meanwhile. */
    ANSWER
}
