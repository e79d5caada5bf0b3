package io.coffer.storage.embedded;

import io.coffer.storage.StorageException;
import io.coffer.storage.StorageException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The file {@code format}: one line, {@code coffer-embedded 3}. It is written last, so it tells of a whole store. Format 1
 * had no derived rows, format 2 no log of its own; both are taken further when they are opened, and are of format 3 from
 * then on.
 */
final class StoreFormat {
    static final int VERSION = 3;

    private static final Pattern LINE = Pattern.compile("coffer-embedded ([0-9]{1,9})\n");
    private static final String TEMPORARY = "format.new";
    private static final Set<String> OF_AN_UNFINISHED_STORE = Set.of("lock", "index", TEMPORARY, "lost+found");

    private final Path directory;
    private final Path file;

    StoreFormat(Path directory) {
        this.directory = directory;
        this.file = directory.resolve("format");
    }

    /**
     * The format that the store has.
     *
     * @return 0 when a store is still to be made here
     * @throws StorageException {@link Kind#UNAVAILABLE} for a newer format or a directory of something else,
     *     {@link Kind#CORRUPT} for an unreadable file
     */
    int version() throws IOException {
        if (!Files.exists(file)) {
            requireNothingElse();
            return 0;
        }
        Matcher line = LINE.matcher(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
        if (!line.matches()) {
            throw Failures.corrupt("the format file " + file + " is damaged");
        }
        int version = Integer.parseInt(line.group(1));
        if (version > VERSION) {
            throw new StorageException(
                    Kind.UNAVAILABLE,
                    "the store in " + directory + " has format " + version + ", this program knows formats up to "
                            + VERSION + ": use a newer program");
        }
        return version;
    }

    private void requireNothingElse() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> foreign = files.filter(path ->
                            !OF_AN_UNFINISHED_STORE.contains(path.getFileName().toString()))
                    .toList();
            if (!foreign.isEmpty()) {
                throw new StorageException(
                        Kind.UNAVAILABLE,
                        "the directory " + directory + " has no format file but holds "
                                + foreign.getFirst().getFileName() + ": it is not a store, or a damaged one");
            }
        }
    }

    void write() throws IOException {
        Path temporary = directory.resolve(TEMPORARY);
        try (FileChannel channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(("coffer-embedded " + VERSION + "\n").getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        Disk.REAL.forceDirectory(directory);
    }
}
