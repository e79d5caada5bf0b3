package io.coffer.server.keyuse;

import io.coffer.server.audit.Link;
import io.coffer.storage.SideLog;
import io.coffer.storage.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that a chain is written to, and the next one when it is full. Zeros are written ahead of the lines, so that
 * making a batch durable changes neither the file's length nor its blocks, and the file system has nothing to commit but
 * the lines. A file that is left is cut behind its last line. Used by one thread.
 */
final class KeyLogFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KeyLogFile.class);
    private static final int ID_BYTES = 8;

    /** Some five hundred lines. */
    private static final int AHEAD = 256 * 1024;

    private final Path directory;
    private final KeyLogLimits limits;
    private final ChainId chain;
    private final Link start;
    private FileChannel channel;
    private long length;
    /** How much of it is durable. */
    private long forced;
    /** Where the zeros end. */
    private long allocated;

    private boolean suspect;
    private boolean rotated = true;

    private KeyLogFile(Path directory, KeyLogLimits limits, ChainId chain, String startLine) throws IOException {
        this.directory = directory;
        this.limits = limits;
        this.chain = chain;
        this.start = new Link(1, KeyUseLine.hash(startLine));
        this.channel = KeyLogFiles.create(KeyLogFiles.name(directory, chain.ordinal(), 1));
        write((startLine + "\n").getBytes(StandardCharsets.UTF_8));
        force();
    }

    /** @param pieces lines of the process before that may not have reached its file */
    static KeyLogFile open(
            Path directory, KeyLogLimits limits, String storeId, List<SideLog.Piece> pieces, Instant now) {
        try {
            Files.createDirectories(directory);
            Link previous = LogTail.completed(directory, pieces);
            List<KeyLogFiles.LogFile> before = KeyLogFiles.in(directory);
            byte[] id = new byte[ID_BYTES];
            new SecureRandom().nextBytes(id);
            ChainId chain = new ChainId(
                    before.isEmpty() ? 1 : before.getLast().chain() + 1,
                    HexFormat.of().formatHex(id));
            KeyLogFile file =
                    new KeyLogFile(directory, limits, chain, KeyUseLine.start(previous.hash(), now, chain, storeId));
            file.removeOld(now);
            return file;
        } catch (IOException unwritable) {
            throw new StorageException(
                    StorageException.Kind.UNAVAILABLE,
                    "the key-use log in " + directory + " cannot be begun: " + unwritable.getMessage(),
                    unwritable);
        }
    }

    ChainId chain() {
        return chain;
    }

    /** The first record, which is there already. */
    Link start() {
        return start;
    }

    /** Whether so many bytes more would begin a new file. */
    boolean isFullFor(int bytes) {
        return length > 0 && length + bytes > limits.fileBytes();
    }

    /**
     * Writes whole lines, durable on return.
     *
     * @param first the number of the first line
     * @throws IOException nothing of them counts then, nor of what was added and not forced
     */
    void append(long first, byte[] lines) throws IOException {
        add(first, lines);
        force();
    }

    /** Writes whole lines; they count when the file is forced. Before a new file begins the old one must be. */
    void add(long first, byte[] lines) throws IOException {
        mend();
        if (isFullFor(lines.length)) {
            rotate(first);
        }
        write(lines);
    }

    /** Cuts off what a failure left. */
    private void mend() throws IOException {
        if (suspect) {
            cut();
            channel.force(true);
            suspect = false;
        }
    }

    private void write(byte[] lines) throws IOException {
        long end = length + lines.length;
        try {
            write(ByteBuffer.wrap(lines), length);
            if (end > allocated) {
                long ahead = Math.clamp(limits.fileBytes() - end, 0, AHEAD);
                write(ByteBuffer.allocate((int) ahead), end);
                allocated = end + ahead;
            }
        } catch (IOException unwritable) {
            distrust();
            throw unwritable;
        }
        length = end;
    }

    /** All that was added is durable on return. */
    void force() throws IOException {
        try {
            channel.force(false);
        } catch (IOException unforceable) {
            distrust();
            throw unforceable;
        }
        forced = length;
    }

    private void distrust() {
        suspect = true;
        length = forced;
    }

    private void write(ByteBuffer bytes, long position) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    /** Cuts off what is behind the last line that counts. */
    private void cut() throws IOException {
        channel.truncate(length);
        allocated = length;
    }

    private void rotate(long first) throws IOException {
        FileChannel next = KeyLogFiles.create(KeyLogFiles.name(directory, chain.ordinal(), first));
        cutAndClose();
        channel = next;
        length = 0;
        forced = 0;
        allocated = 0;
        rotated = true;
    }

    /** Removes files that are too old or too many, when there is a new one. */
    void removeOld(Instant now) {
        if (!rotated) {
            return;
        }
        rotated = false;
        try {
            List<KeyLogFiles.LogFile> files = KeyLogFiles.in(directory);
            long total = 0;
            for (KeyLogFiles.LogFile file : files) {
                total += Files.size(file.path());
            }
            for (KeyLogFiles.LogFile file : files.subList(0, files.size() - 1)) {
                boolean old = Files.getLastModifiedTime(file.path()).toInstant().isBefore(now.minus(limits.kept()));
                if (!old && total <= limits.totalBytes()) {
                    break;
                }
                total -= Files.size(file.path());
                Files.delete(file.path());
                LOG.info("removed {} of the key-use log, which was {}", file.path(), old ? "old" : "beyond its limit");
            }
        } catch (IOException unremovable) {
            LOG.warn("old files of the key-use log in {} cannot be removed", directory, unremovable);
        }
    }

    @Override
    public void close() {
        cutAndClose();
    }

    /** Zeros that stay behind do no harm: readers pass over them. */
    private void cutAndClose() {
        try (FileChannel left = channel) {
            cut();
        } catch (IOException unclosable) {
            LOG.warn("a file of the key-use log in {} cannot be cut and closed", directory, unclosable);
        }
    }
}
