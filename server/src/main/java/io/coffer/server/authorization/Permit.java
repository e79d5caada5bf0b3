package io.coffer.server.authorization;

import io.coffer.server.authentication.Caller;

/** Proof that a request is allowed. Only {@link Authorizer} makes one, and no operation runs without. */
public final class Permit {
    private final Caller caller;

    Permit(Caller caller) {
        this.caller = caller;
    }

    public Caller caller() {
        return caller;
    }
}
