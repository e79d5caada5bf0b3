package io.coffer.server.keyuse;

import io.coffer.server.audit.Link;
import io.coffer.storage.SideLog;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
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

    /**
     * Repairs the newest file and brings into it what its process had only in the engine's side log.
     *
     * @return the last line of the log, number 0 when there is none
     */
    static Link completed(Path directory, List<SideLog.Piece> pieces) throws IOException {
        List<KeyLogFiles.LogFile> files = KeyLogFiles.in(directory);
        Link last = new Link(0, "");
        while (!files.isEmpty()) {
            Path newest = files.getLast().path();
            last = repaired(newest);
            if (Files.size(newest) > 0 || files.size() == 1 || last.hash().equals(UNREADABLE)) {
                return continued(newest, last, pieces);
            }
            // a file that was begun and got nothing durable
            Files.delete(newest);
            files = files.subList(0, files.size() - 1);
        }
        return last;
    }

    /** Adds the lines that follow the last one; others are there, or belong to something that nobody was told of. */
    private static Link continued(Path file, Link last, List<SideLog.Piece> pieces) throws IOException {
        ByteArrayOutputStream missing = new ByteArrayOutputStream();
        Link end = last;
        for (SideLog.Piece piece : pieces) {
            try (KeyLogReader reader = new KeyLogReader(new ByteArrayInputStream(piece.bytes()))) {
                for (KeyLogReader.Line line = reader.next(); line != null; line = reader.next()) {
                    boolean follows = line.isReadable()
                            && line.number() == end.number() + 1
                            && line.text("previous").equals(end.hash());
                    if (follows) {
                        missing.write(piece.bytes(), (int) line.start(), (int) (line.end() - line.start()));
                        end = new Link(line.number(), line.hash());
                    }
                }
            }
        }
        if (missing.size() > 0) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                ByteBuffer lines = ByteBuffer.wrap(missing.toByteArray());
                long at = channel.size();
                while (lines.hasRemaining()) {
                    at += channel.write(lines, at);
                }
                channel.force(true);
            }
            LOG.info("brought {} records into {} that were durable in the store", end.number() - last.number(), file);
        }
        return end;
    }

    /**
     * The last line; cuts off what follows the last line end, and what is no line of the log behind the last that is. A
     * file without any whole line is empty then.
     */
    private static Link repaired(Path file) throws IOException {
        KeyLogReader reader = new KeyLogReader(file);
        long whole = 0;
        Link last = new Link(0, "");
        boolean broken = false;
        boolean torn = false;
        try (reader) {
            for (KeyLogReader.Line line = reader.next(); line != null; line = reader.next()) {
                if (isTorn(file, line)) {
                    torn = true;
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
        if (broken || torn) {
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
