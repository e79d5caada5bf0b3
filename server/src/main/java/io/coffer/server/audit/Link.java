package io.coffer.server.audit;

/**
 * A place in the chain of records.
 *
 * @param hash SHA-256 in hexadecimal; empty before the first record
 */
public record Link(long number, String hash) {
    static final Link BEFORE_THE_FIRST = new Link(0, "");
}
