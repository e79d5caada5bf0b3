package io.coffer.server.lease;

/**
 * Who holds a lease.
 *
 * @param holder drawn by each server at its start; empty when the lease was given back
 * @param beat counts the renewals, for whoever looks at the record
 */
record LeaseRecord(String holder, long beat) {
    static final String NOBODY = "";
}
