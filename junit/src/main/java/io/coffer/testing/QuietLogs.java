package io.coffer.testing;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps a server's everyday lines out of the output of tests, unless somebody has asked for them: a logger whose level
 * is set stays as it is.
 */
final class QuietLogs {
    /** Held here, for the platform forgets the level of a logger that nobody refers to. */
    private static final List<Logger> LOGGERS =
            List.of(Logger.getLogger("org.eclipse.jetty"), Logger.getLogger("coffer"), Logger.getLogger("io.coffer"));

    private QuietLogs() {}

    static void set() {
        LOGGERS.stream().filter(logger -> logger.getLevel() == null).forEach(logger -> logger.setLevel(Level.WARNING));
    }
}
