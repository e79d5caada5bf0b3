package io.coffer.benchmark;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** What the system keeps of files in memory. */
final class FileCache {
    private static final long LONGEST_SECONDS = 120;

    private FileCache() {}

    /**
     * Writes it to the disk: what servers leave there that do not wait for it would be written within the time of the next one,
     * by its first wait.
     */
    static void writeBack() throws IOException {
        Process sync = new ProcessBuilder("sync").inheritIO().start();
        try {
            if (!sync.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                sync.destroyForcibly();
                throw new IOException("the disk does not keep up");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }
}
