package io.coffer.server.keyuse;

import io.coffer.server.audit.Link;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of the log that an earlier process left. What a crash left of a line that was being written is cut off: no use
 * that it tells of was acknowledged.
 */
final class LogTail {
    private static final Logger LOG = LoggerFactory.getLogger(LogTail.class);

    /** No batch is longer, with the zeros behind it. */
    private static final long MOST_OF_TORN = 8 << 20;

    /** Stands for the hash of a line that cannot be read, so that the break stays visible. */
    static final String UNREADABLE = "unreadable";

    private LogTail() {}

    /**
     * Whether a line and all behind it are of the batch that was being written when the machine stopped: pages of a batch
     * reach the disk in any order, so lines may stand behind a gap. A gap farther from the end is damage.
     */
    static boolean isTorn(Path file, KeyLogReader.Line line) throws IOException {
        return line.gap() && Files.size(file) - line.start() <= MOST_OF_TORN;
    }

    /** The last line; cuts off what follows the last line end, and what is no line of the log behind the last that is. */
    static Link repaired(Path file) throws IOException {
        KeyLogReader reader = new KeyLogReader(file);
        long whole = 0;
        Link last = new Link(0, "");
        boolean broken = false;
        try (reader) {
            for (KeyLogReader.Line line = reader.next(); line != null; line = reader.next()) {
                if (isTorn(file, line)) {
                    broken = true;
                    break;
                }
                if (line.isReadable()) {
                    last = new Link(line.number(), line.hash());
                    whole = line.end();
                    broken = false;
                } else {
                    broken = true;
                }
            }
        }
        long size = Files.size(file);
        if (broken) {
            LOG.warn("cut {} bytes of an unfinished record off the key-use log {}", size - whole, file);
        }
        if (size > whole) {
            try (RandomAccessFile writable = new RandomAccessFile(file.toFile(), "rw")) {
                writable.setLength(whole);
                writable.getFD().sync();
            }
        }
        return broken && whole == 0 ? new Link(0, UNREADABLE) : last;
    }
}
