package io.coffer.server.config;

import java.nio.file.Path;
import java.util.List;

/** Backups of the store. */
public record BackupConfig(
        @Setting("Directories below which backups may be written; without any there are none."
                + " The server writes there with its own rights.")
        List<Path> directories) {
    public BackupConfig {
        directories = List.copyOf(directories);
    }
}
