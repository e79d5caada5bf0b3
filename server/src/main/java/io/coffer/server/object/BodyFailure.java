package io.coffer.server.object;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** What it means when a request's body cannot be read to its end. */
public final class BodyFailure {
    private BodyFailure() {}

    /** A pause beyond the bound, or a connection that was cut. */
    public static OssException refusal(IOException failure) {
        return failure.getCause() instanceof TimeoutException
                ? OssError.REQUEST_TIMEOUT.exception()
                : OssError.INCOMPLETE_BODY.exception();
    }
}
