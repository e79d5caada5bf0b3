package io.coffer.server.observability;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A file that is only appended to. At its size or age it gets the time into its name, a new one takes its place, and
 * the oldest are deleted. For one thread.
 */
final class RotatedFile implements OutputTarget {
    private static final DateTimeFormatter ENDED =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String READABLE_BY_GROUP = "rw-r-----";

    private final Path file;
    private final Bounds bounds;
    private final Clock clock;
    private @Nullable OutputStream out;
    private Instant begun = Instant.EPOCH;
    private long size;

    /**
     * @param bytes after which a file ends; the last write is never parted, so it may be longer by that
     * @param age after which it ends with the next write
     * @param ended files that are kept beside the one that is written
     */
    record Bounds(long bytes, Duration age, int ended) {}

    RotatedFile(Path file, Bounds bounds, Clock clock) throws IOException {
        this.file = file.toAbsolutePath();
        this.bounds = bounds;
        this.clock = clock;
        open();
    }

    @Override
    public void write(byte[] lines) throws IOException {
        if (size > 0 && (size + lines.length > bounds.bytes() || isOld())) {
            end();
        }
        OutputStream writing = out == null ? open() : out;
        writing.write(lines);
        size += lines.length;
    }

    private boolean isOld() {
        return Duration.between(begun, clock.instant()).compareTo(bounds.age()) >= 0;
    }

    private OutputStream open() throws IOException {
        Files.createDirectories(file.getParent());
        boolean isNew = Files.notExists(file);
        OutputStream opened = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        if (isNew && Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(READABLE_BY_GROUP));
        }
        BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
        begun = isNew ? clock.instant() : found.creationTime().toInstant();
        size = found.size();
        out = opened;
        return opened;
    }

    private void end() throws IOException {
        close();
        Path ended = file.resolveSibling(file.getFileName() + "." + ENDED.format(clock.instant()));
        try {
            Files.move(file, ended);
        } catch (NoSuchFileException takenAway) {
            // by whoever archives it; a new one begins all the same
        } catch (FileAlreadyExistsException clockIsBack) {
            // goes on with the same file, which ends at another moment
            return;
        }
        deleteOldest();
    }

    private void deleteOldest() throws IOException {
        List<Path> ended = ended();
        for (Path oldest : ended.subList(0, Math.max(0, ended.size() - bounds.ended()))) {
            Files.deleteIfExists(oldest);
        }
    }

    /** The oldest first. */
    private List<Path> ended() throws IOException {
        Pattern name = Pattern.compile(Pattern.quote(file.getFileName().toString()) + "\\.\\d{8}T\\d{6}\\.\\d{3}Z");
        try (Stream<Path> siblings = Files.list(file.getParent())) {
            return siblings.filter(sibling ->
                            name.matcher(sibling.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
    }

    @Override
    public void close() throws IOException {
        OutputStream open = out;
        out = null;
        if (open != null) {
            open.close();
        }
    }
}
