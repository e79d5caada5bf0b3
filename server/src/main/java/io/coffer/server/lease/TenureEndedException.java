package io.coffer.server.lease;

/** Something was left unfinished, since another server of the store goes on with it. */
public final class TenureEndedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TenureEndedException() {
        super("this server does not keep house any more");
    }
}
