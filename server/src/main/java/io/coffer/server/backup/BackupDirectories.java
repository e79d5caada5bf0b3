package io.coffer.server.backup;

import io.coffer.server.backup.BackupException.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * Where backups may be written: the server has the rights of its process on the whole machine, its callers have not.
 *
 * @param allowed below which a backup's directory must lie
 * @param data which no backup may lie in
 */
public record BackupDirectories(List<Path> allowed, Path data) {
    public BackupDirectories {
        allowed = List.copyOf(allowed);
    }

    /**
     * The directory for a backup, links followed.
     *
     * @throws BackupException when it may not be written
     */
    Path require(String wished) throws IOException {
        if (allowed.isEmpty()) {
            throw refusal("the server's configuration names no backup.directories");
        }
        Path directory = real(absolute(wished));
        boolean below = false;
        for (Path root : allowed) {
            Path real = real(root.toAbsolutePath().normalize());
            below |= directory.startsWith(real) && !directory.equals(real);
        }
        if (!below || directory.startsWith(real(data.toAbsolutePath().normalize()))) {
            throw refusal(wished + " does not lie below one of backup.directories, or lies in the data itself");
        }
        return directory;
    }

    private static Path absolute(String wished) {
        try {
            Path path = Path.of(wished);
            if (path.isAbsolute()) {
                return path.normalize();
            }
        } catch (InvalidPathException malformed) {
            throw refusal("the directory's name is malformed");
        }
        throw refusal("the directory must be an absolute path of the server's machine");
    }

    /** What exists of a path with its links followed, and the rest as it is. */
    private static Path real(Path path) throws IOException {
        Path parent = path.getParent();
        if (parent == null || Files.exists(path)) {
            return path.toRealPath();
        }
        return real(parent).resolve(path.getFileName());
    }

    private static BackupException refusal(String message) {
        return new BackupException(Refusal.NOT_ALLOWED, message);
    }
}
