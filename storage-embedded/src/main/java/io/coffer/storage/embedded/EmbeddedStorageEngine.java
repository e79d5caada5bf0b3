package io.coffer.storage.embedded;

import io.coffer.storage.Attributes;
import io.coffer.storage.EngineCapabilities;
import io.coffer.storage.EngineHealth;
import io.coffer.storage.Space;
import io.coffer.storage.SpaceId;
import io.coffer.storage.StorageEngine;
import io.coffer.storage.StorageException;
import io.coffer.storage.StorageException.Kind;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The durable engine of one node. A commit makes its body durable, then one synced write of the index makes body and
 * entry visible; a crash at any moment leaves at most a body that nothing claims.
 */
public final class EmbeddedStorageEngine implements StorageEngine {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedStorageEngine.class);
    private static final EngineCapabilities CAPABILITIES = new EngineCapabilities(true, 256 * 1024);
    private static final int FORCING_THREADS = 8;

    private final DataLock lock;
    private final FileStore disk;
    private final EmbeddedOptions options;
    private final Index index;
    private final BodyFiles files;
    private final Sweeper sweeper;
    private final Committer committer;
    private final ConcurrentMap<SpaceId, Long> spaces;
    private final ExecutorService forcing = Executors.newFixedThreadPool(
            FORCING_THREADS,
            Thread.ofPlatform().daemon().name("coffer-force-", 0).factory());
    private volatile boolean closed;

    private EmbeddedStorageEngine(
            DataLock lock, FileStore disk, EmbeddedOptions options, Index index, BodyFiles files) {
        this.lock = lock;
        this.disk = disk;
        this.options = options;
        this.index = index;
        this.files = files;
        this.spaces = new ConcurrentHashMap<>(index.spaces());
        this.sweeper = new Sweeper(files, index);
        this.committer = new Committer(index, spaces, group -> sweeper.free(group.freedFiles()));
    }

    static EmbeddedStorageEngine open(Path directory, EmbeddedOptions options, Durability durability) {
        try {
            Files.createDirectories(directory);
            DataLock lock = DataLock.take(directory);
            try {
                return open(lock, directory.toRealPath(), options, durability);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw Failures.of("cannot open the store in " + directory, e);
        }
    }

    private static EmbeddedStorageEngine open(
            DataLock lock, Path directory, EmbeddedOptions options, Durability durability) throws IOException {
        StoreFormat format = new StoreFormat(directory);
        boolean exists = format.exists();
        Index index = Index.open(directory.resolve("index"), options, durability, !exists);
        try {
            if (!exists) {
                BodyFiles.forceDirectory(directory, Durability.DISK);
                format.write();
            }
            BodyFiles files = new BodyFiles(directory.resolve("blobs"), durability);
            files.createRoot();
            BodyFiles.forceDirectory(directory, Durability.DISK);
            EmbeddedStorageEngine engine =
                    new EmbeddedStorageEngine(lock, Files.getFileStore(directory), options, index, files);
            engine.committer.start();
            engine.sweeper.start();
            return engine;
        } catch (IOException | RuntimeException e) {
            index.close();
            throw e;
        }
    }

    @Override
    public boolean createSpace(SpaceId space) {
        requireRoom();
        return submit(group -> {
            boolean absent = group.space(space).isEmpty();
            if (absent) {
                group.createSpace(space);
            }
            return absent;
        });
    }

    @Override
    public boolean dropSpace(SpaceId space) {
        return submit(group -> {
            Optional<Long> number = group.space(space);
            if (number.isEmpty()) {
                return false;
            }
            if (!group.isEmpty(number.get())) {
                throw new StorageException(Kind.CONFLICT, "space " + space + " still has entries");
            }
            group.dropSpace(space);
            return true;
        });
    }

    @Override
    public Space space(SpaceId space) {
        requireOpen();
        Long number = spaces.get(space);
        if (number == null) {
            throw new StorageException(Kind.NOT_FOUND, "no space " + space);
        }
        return new EmbeddedSpace(this, space, number);
    }

    @Override
    public EngineCapabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public EngineHealth health() {
        try {
            requireWritable();
            requireRoom();
            return new EngineHealth(true, "");
        } catch (StorageException e) {
            return new EngineHealth(false, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        committer.close();
        sweeper.close();
        index.close();
        forcing.shutdown();
        try {
            lock.close();
        } catch (IOException e) {
            LOG.warn("cannot release the data lock: {}", e.getMessage());
        }
    }

    EmbeddedOptions options() {
        return options;
    }

    Index index() {
        return index;
    }

    BodyFiles files() {
        return files;
    }

    /** Where waiting for fsync is done. */
    Executor forcing() {
        return task -> {
            try {
                forcing.execute(task);
            } catch (RejectedExecutionException e) {
                throw new StorageException(Kind.UNAVAILABLE, "the engine is closed", e);
            }
        };
    }

    <T> T submit(Committer.Change<T> change) {
        requireOpen();
        return committer.submit(change);
    }

    void refuseWrites(String reason, Throwable cause) {
        committer.refuse(reason, cause);
    }

    void requireOpen() {
        if (closed) {
            throw Failures.closed();
        }
    }

    void requireWritable() {
        requireOpen();
        committer.requireWritable();
    }

    void requireSpace(SpaceId id, long number) {
        requireOpen();
        Long current = spaces.get(id);
        if (current == null || current != number) {
            throw new StorageException(Kind.NOT_FOUND, "no space " + id);
        }
    }

    /** Refuses early, so that the log and the index never meet a full disk half way. */
    void requireRoom() {
        try {
            if (disk.getUsableSpace() >> 20 < options.reservedMebibytes()) {
                throw new StorageException(
                        Kind.FULL, "less than " + options.reservedMebibytes() + " MiB are free for the store");
            }
        } catch (IOException e) {
            throw Failures.of("cannot tell the free room", e);
        }
    }

    static void requireFits(Attributes attributes) {
        if (attributes.bytes().length > CAPABILITIES.maxAttributeBytes()) {
            throw new IllegalArgumentException("attributes of " + attributes.bytes().length + " bytes are too long");
        }
    }
}
