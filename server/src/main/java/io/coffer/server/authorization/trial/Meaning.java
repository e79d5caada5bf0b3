package io.coffer.server.authorization.trial;

import io.coffer.server.authorization.AccessKind;

/**
 * What the operations are like that need an action.
 *
 * @param onObject whether it is on an object, rather than on a bucket or the service
 * @param inOwnAccount whether it is on the caller's own account, whoever has a bucket of that name
 * @param paidFor whether requesters pay for it where buckets say so
 */
public record Meaning(AccessKind kind, boolean onObject, boolean inOwnAccount, boolean paidFor) {}
