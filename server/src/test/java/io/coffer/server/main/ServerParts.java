package io.coffer.server.main;

import io.coffer.encryption.KeyAdministration;
import io.coffer.encryption.guard.CachedUnwraps;
import io.coffer.server.admin.AdminCatalog;
import io.coffer.server.evidence.Checkpoints;
import io.coffer.server.operation.OperationCatalog;
import io.coffer.server.upkeep.Upkeep;

/** Gives tests the parts of a server that runs. */
public final class ServerParts {
    private ServerParts() {}

    public static KeyAdministration keys(RunningServer server) {
        return server.keys().administration();
    }

    /** What was opened of keys beyond the server, and kept. */
    public static CachedUnwraps.Counts openedKeys(RunningServer server) {
        return server.keys().cache().counts();
    }

    public static OperationCatalog catalog(RunningServer server) {
        return server.catalog();
    }

    public static AdminCatalog adminCatalog(RunningServer server) {
        return server.adminCatalog();
    }

    public static Checkpoints checkpoints(RunningServer server) {
        return server.checkpoints().orElseThrow();
    }

    /** Whether the server runs the chores of its store. */
    public static boolean keepsHouse(RunningServer server) {
        return server.housekeeping().tenure().isHeld();
    }

    /** From now on it is as if the process had died, as far as its lease goes; it neither renews it nor gives it back. */
    public static void abandonLease(RunningServer server) {
        server.housekeeping().thread().orElseThrow().abandon();
    }

    public static Upkeep upkeep(RunningServer server) {
        return server.upkeep();
    }
}
