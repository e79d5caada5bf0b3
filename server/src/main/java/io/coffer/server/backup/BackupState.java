package io.coffer.server.backup;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a backup is.
 *
 * @param sequence the last change that is in it
 * @param files copied so far, as are the bytes
 * @param failure why it broke off, in words
 */
public record BackupState(
        Path directory,
        Phase phase,
        Instant begun,
        Optional<Instant> ended,
        long sequence,
        long files,
        long bytes,
        Optional<String> failure) {
    /** Where it stands. */
    public enum Phase {
        RUNNING,
        COMPLETED,
        FAILED
    }

    static BackupState begun(Path directory, Instant now) {
        return new BackupState(directory, Phase.RUNNING, now, Optional.empty(), 0, 0, 0, Optional.empty());
    }

    BackupState taken(long newest) {
        return new BackupState(directory, phase, begun, ended, newest, files, bytes, failure);
    }

    BackupState copied(long more) {
        return new BackupState(directory, phase, begun, ended, sequence, files + 1, bytes + more, failure);
    }

    BackupState completed(Instant now) {
        return new BackupState(
                directory, Phase.COMPLETED, begun, Optional.of(now), sequence, files, bytes, Optional.empty());
    }

    BackupState failed(Instant now, String reason) {
        return new BackupState(
                directory, Phase.FAILED, begun, Optional.of(now), sequence, files, bytes, Optional.of(reason));
    }
}
