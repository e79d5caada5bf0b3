package io.coffer.storage.ozone;

import java.io.IOException;

/**
 * Whether bodies come here under the blob ids that they have in another store. Then a body that an earlier try left may be
 * claimed at any time, however old it is, and no sweep of this process may free it; other processes have the volume not
 * open.
 */
final class Carrying {
    /** Frees one body. */
    @FunctionalInterface
    interface Deletion {
        void run() throws IOException;
    }

    private boolean begun;

    synchronized void begin() {
        begun = true;
    }

    synchronized boolean isBegun() {
        return begun;
    }

    /**
     * Nothing is begun while the deletion runs.
     *
     * @return false when bodies are carried, and the deletion was not run
     */
    synchronized boolean runUnlessBegun(Deletion deletion) throws IOException {
        if (begun) {
            return false;
        }
        deletion.run();
        return true;
    }
}
