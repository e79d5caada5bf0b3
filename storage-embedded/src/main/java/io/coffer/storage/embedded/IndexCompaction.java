package io.coffer.storage.embedded;

import io.coffer.storage.StorageException;
import io.coffer.storage.StorageException.Kind;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.CompactRangeOptions.BottommostLevelCompaction;

/**
 * Makes the index's old files go: everything in memory is written to tables, every table is written anew without what
 * was replaced or deleted, and no file that was there before is left. It does not believe RocksDB that they are gone but
 * looks.
 */
final class IndexCompaction {
    private static final long MOST_WAITING_NANOS = 60_000_000_000L;
    private static final long PAUSE_MILLIS = 5;

    private final Index index;
    private final Path directory;
    private final Views views;

    IndexCompaction(Index index, Path directory, Views views) {
        this.index = index;
        this.directory = directory;
        this.views = views;
    }

    /** @param room refuses when so many bytes are not free */
    void rewriteTables(LongConsumer room) {
        room.accept(index.bytesOnDisk());
        // a version that an older snapshot sees would be kept
        views.awaitOpenOnes();
        Set<Path> old = files("*.{sst,log}");
        index.flush();
        index.direct(rocks -> {
            try (CompactRangeOptions everything = new CompactRangeOptions()
                    .setBottommostLevelCompaction(BottommostLevelCompaction.kForce)
                    .setExclusiveManualCompaction(false)) {
                rocks.compactRange(rocks.getDefaultColumnFamily(), null, null, everything);
                return true;
            }
        });
        awaitGone(old);
    }

    /**
     * The list of tables names their first and last keys, of those too that its last change replaced. To be called after
     * another write: flushing it begins a new list.
     */
    void rewriteTableList() {
        Set<Path> old = files("MANIFEST-*");
        index.flush();
        awaitGone(old);
    }

    /** Those with content. */
    private Set<Path> files(String pattern) {
        Set<Path> found = new TreeSet<>();
        try (DirectoryStream<Path> listing = Files.newDirectoryStream(directory, pattern)) {
            for (Path file : listing) {
                if (Files.exists(file) && file.toFile().length() > 0) {
                    found.add(file);
                }
            }
        } catch (IOException e) {
            throw Failures.of("cannot list the files of the index", e);
        }
        return found;
    }

    /** RocksDB deletes a file in the background, once the last iterator that can see it is closed. */
    private void awaitGone(Set<Path> old) {
        views.awaitOpenOnes();
        long began = System.nanoTime();
        while (old.stream().anyMatch(Files::exists)) {
            if (System.nanoTime() - began > MOST_WAITING_NANOS) {
                throw new StorageException(Kind.UNAVAILABLE, "replaced files of the index are still there: " + old);
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StorageException(Kind.UNAVAILABLE, "reclaiming was interrupted", e);
            }
        }
        try {
            Disk.REAL.forceDirectory(directory);
        } catch (IOException e) {
            throw Failures.of("cannot make the deletion of files of the index durable", e);
        }
    }
}
