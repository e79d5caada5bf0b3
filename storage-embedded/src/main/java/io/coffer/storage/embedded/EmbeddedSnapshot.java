package io.coffer.storage.embedded;

import io.coffer.storage.BlobId;
import io.coffer.storage.StorageException;
import io.coffer.storage.StorageException.Kind;
import io.coffer.storage.StorageSnapshot;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A checkpoint of the index, made of links in the directory {@code snapshot} of the store, and the segments and body
 * files that it names, which nobody deletes meanwhile. What a process that died left of a checkpoint goes at the next
 * opening.
 */
final class EmbeddedSnapshot implements StorageSnapshot {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedSnapshot.class);

    private final Path checkpoint;
    private final BodyFiles files;
    private final SegmentFiles segments;
    private final Sweeper sweeper;
    private final Runnable released;
    private final Log log;
    private final long sequence;

    /** Where the log ends for the index of the snapshot. */
    private record Log(LogPosition position, byte[] storeId) {}

    private EmbeddedSnapshot(
            Path checkpoint, BodyFiles files, SegmentFiles segments, Sweeper sweeper, Runnable released) {
        this.checkpoint = checkpoint;
        this.files = files;
        this.segments = segments;
        this.sweeper = sweeper;
        this.released = released;
        try (Options options = new Options();
                RocksDB database = RocksDB.openReadOnly(options, checkpoint.toString())) {
            byte[] generation = database.get(Keys.GENERATION);
            byte[] position = database.get(Keys.LOG_POSITION);
            this.sequence = generation == null ? 0 : Keys.number(generation);
            this.log = new Log(
                    position == null ? LogPosition.NONE : LogPosition.decode(position),
                    Objects.requireNonNull(database.get(Keys.STORE_ID)));
        } catch (RocksDBException e) {
            throw Failures.of("cannot read the snapshot in " + checkpoint, e);
        }
    }

    /** @param released run when files may go again */
    static EmbeddedSnapshot take(
            Index index, BodyFiles files, SegmentFiles segments, Sweeper sweeper, Runnable released) {
        // before the checkpoint, so that no file goes between what it claims and here
        if (!sweeper.hold()) {
            throw new StorageException(Kind.CONFLICT, "another snapshot of the store is open");
        }
        Path checkpoint = place(files.store());
        try {
            remove(checkpoint);
            index.checkpoint(checkpoint);
            return new EmbeddedSnapshot(checkpoint, files, segments, sweeper, released);
        } catch (IOException e) {
            sweeper.release();
            throw Failures.of("cannot make a snapshot in " + checkpoint, e);
        } catch (RuntimeException e) {
            sweeper.release();
            throw e;
        }
    }

    private static Path place(Path store) {
        return store.resolve("snapshot");
    }

    /** Removes what an earlier process may have left in the store. */
    static void removeRemains(Path store) throws IOException {
        remove(place(store));
    }

    @Override
    public long sequence() {
        return sequence;
    }

    @Override
    public void forEach(Visitor visitor) throws IOException {
        Path format = files.store().resolve("format");
        visitor.visit(new StoredFile("format", format, Files.size(format), false));
        try (DirectoryStream<Path> index = Files.newDirectoryStream(checkpoint)) {
            for (Path file : index) {
                String name = file.getFileName().toString();
                // RocksDB's own log and lock are of the process that wrote them
                if (!name.startsWith("LOG") && !name.equals("LOCK")) {
                    visitor.visit(new StoredFile("index/" + name, file, Files.size(file), false));
                }
            }
        }
        visitSegments(visitor);
        visitBodies(visitor);
    }

    /** Those with live bodies, and the one that the log ends in, which may have grown since. */
    private void visitSegments(Visitor visitor) throws IOException {
        try (Options options = new Options();
                RocksDB database = RocksDB.openReadOnly(options, checkpoint.toString());
                RocksIterator usage = database.newIterator()) {
            for (usage.seek(Keys.SEGMENTS); usage.isValid() && usage.key()[0] == Keys.SEGMENTS[0]; usage.next()) {
                long segment = Keys.segmentNumber(usage.key());
                boolean last = segment == log.position().segment();
                if (last || SegmentUsage.decode(usage.value()).live() > 0) {
                    Path file = segments.path(segment);
                    String name = files.store().relativize(file).toString();
                    // reclaiming may overwrite parts of it later
                    visitor.visit(new StoredFile(name, file, last ? end() : Files.size(file), false));
                }
            }
            usage.status();
        } catch (RocksDBException e) {
            throw new IOException("cannot read the snapshot in " + checkpoint, e);
        }
    }

    private long end() throws IOException {
        LogPosition position = log.position();
        return new LogGroups(segments, log.storeId())
                .header(position.segment(), position.start())
                .orElseThrow(() -> Failures.corrupt("the last group of the log is missing"))
                .end(position.segment(), position.start())
                .end();
    }

    private void visitBodies(Visitor visitor) throws IOException {
        try (Options options = new Options();
                RocksDB database = RocksDB.openReadOnly(options, checkpoint.toString());
                RocksIterator claim = database.newIterator()) {
            for (claim.seek(Keys.FILES); claim.isValid() && claim.key()[0] == Keys.FILES[0]; claim.next()) {
                BlobId blob = Keys.claimed(claim.key());
                Path file = files.path(blob);
                String name = files.store().relativize(file).toString();
                visitor.visit(new StoredFile(name, file, Files.size(file), true));
            }
            claim.status();
        } catch (RocksDBException e) {
            throw new IOException("cannot read the snapshot in " + checkpoint, e);
        }
    }

    @Override
    public void close() {
        try {
            remove(checkpoint);
        } catch (IOException e) {
            LOG.warn("cannot remove the snapshot {}: {}", checkpoint, e.getMessage());
        }
        sweeper.release();
        released.run();
    }

    private static void remove(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
