package io.coffer.cli.oss;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.UnresolvedAddressException;

/** Says why no answer came. */
public final class Unreached {
    private Unreached() {}

    public static String reason(IOException failed) {
        if (failed instanceof ConnectException) {
            return failed.getCause() instanceof ConnectException inner
                            && inner.getCause() instanceof UnresolvedAddressException
                    ? "the host has no address"
                    : "nothing serves there";
        }
        String kind = failed.getClass().getSimpleName();
        return failed.getMessage() == null ? kind : kind + ", " + failed.getMessage();
    }
}
