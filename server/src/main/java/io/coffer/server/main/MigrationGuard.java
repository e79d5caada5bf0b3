package io.coffer.server.main;

import io.coffer.encryption.DurableFile;
import io.coffer.server.metadata.ControlRecords;
import io.coffer.server.migration.MigrationMark;
import io.coffer.storage.StorageException;
import io.coffer.storage.StorageException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Keeps a store from being served at two places, or at one where it is not whole. */
final class MigrationGuard {
    /** A file in the data directory of a store that was carried over and is whole elsewhere. */
    static final String MOVED_AWAY = "moved-away";

    private MigrationGuard() {}

    /**
     * To be called before a server opens its store.
     *
     * @throws StartException when the store was carried over
     */
    static void requireHere(Path data) {
        Path note = data.resolve(MOVED_AWAY);
        if (Files.exists(note)) {
            throw new StartException("the store in " + data + " was moved: " + read(note)
                    + "; what was changed there since is not here. To serve from here again, stop the servers over there"
                    + " for good and remove " + note);
        }
    }

    private static String read(Path note) {
        try {
            return Files.readString(note, StandardCharsets.UTF_8).strip();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** From now on no server starts on the data. Durable when it returns. */
    static void noteMoved(Path data, String engine, Instant now) {
        try {
            DurableFile.replace(
                    data.resolve(MOVED_AWAY),
                    ("to the storage engine " + engine + " at " + now + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /**
     * To be called before a server takes what it finds for a store.
     *
     * @throws StartException while a store is carried there
     */
    static void requireWhole(ControlRecords records) {
        Optional<MigrationMark> mark = mark(records);
        if (mark.filter(found -> found.finished().isEmpty()).isPresent()) {
            throw new StartException("the store " + mark.get().store() + " is being carried into this storage since "
                    + mark.get().begun() + " and is not whole here yet: end that by `./coffer migrate finish` where the"
                    + " store comes from");
        }
    }

    private static Optional<MigrationMark> mark(ControlRecords records) {
        try {
            return MigrationMark.find(records);
        } catch (StorageException damaged) {
            if (damaged.kind() != Kind.CORRUPT) {
                throw damaged;
            }
            throw new StartException(
                    "a store was carried into this storage under another root key, or its records are damaged",
                    damaged);
        }
    }
}
