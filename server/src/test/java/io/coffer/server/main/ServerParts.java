package io.coffer.server.main;

import io.coffer.encryption.KeyAdministration;
import io.coffer.server.operation.OperationCatalog;
import io.coffer.server.upkeep.Upkeep;

/** Gives tests the parts of a server that runs. */
public final class ServerParts {
    private ServerParts() {}

    public static KeyAdministration keys(RunningServer server) {
        return server.keys();
    }

    public static OperationCatalog catalog(RunningServer server) {
        return server.catalog();
    }

    public static Upkeep upkeep(RunningServer server) {
        return server.upkeep();
    }
}
