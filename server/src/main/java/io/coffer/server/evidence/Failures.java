package io.coffer.server.evidence;

import io.coffer.encryption.KeyManagementException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What failed of several things that each have their turn: the last failure is told when all had it. */
public final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Optional<KeyManagementException> last = Optional.empty();

    public void of(Runnable one) {
        try {
            one.run();
        } catch (KeyManagementException failed) {
            last.ifPresent(earlier -> LOG.error("the end of a key could not be brought about", earlier));
            last = Optional.of(failed);
        }
    }

    /** @throws KeyManagementException when there was a failure; those before it are in the log */
    public void throwLast() {
        if (last.isPresent()) {
            throw last.get();
        }
    }
}
