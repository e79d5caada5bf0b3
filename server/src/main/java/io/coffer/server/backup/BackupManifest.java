package io.coffer.server.backup;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a backup consists of, as lines of text in the file {@code manifest}. It is written last, so a directory without it
 * is no backup.
 *
 * <pre>
 * coffer-backup 1
 * store ID                  the store's id, 32 hex digits
 * time INSTANT              when the moment was taken
 * sequence NUMBER           the last change that is in it
 * SHA-256 LENGTH NAME       a file, as often as there are files
 * end FILES BYTES SHA-256   how many files and bytes, and the hash of all lines before
 * </pre>
 */
public record BackupManifest(Path backup, String store, Instant time, long sequence, long files, long bytes) {
    static final String FILE = "manifest";
    private static final String FIRST_LINE = "coffer-backup 1";
    private static final Pattern FIRST_LINES = Pattern.compile("coffer-backup ([0-9]{1,9})");
    private static final Pattern FILE_LINE = Pattern.compile("([0-9a-f]{64}) ([0-9]{1,18}) (\\S{1,1024})");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");
    private static final Pattern END = Pattern.compile("end ([0-9]{1,18}) ([0-9]{1,18}) ([0-9a-f]{64})");

    /** A file of the backup: its hash in hex and its length. */
    record Line(String sha256, long length, String name) {}

    /** Takes lines as they are read. */
    interface Visitor {
        void visit(Line line) throws IOException;
    }

    /** Writes a manifest line by line; it becomes the backup's when it is finished. */
    static final class Writing implements AutoCloseable {
        private final Path backup;
        private final Path unfinished;
        private final BufferedWriter lines;
        private final MessageDigest digest = BackupFiles.sha256();
        private long files;
        private long bytes;

        Writing(Path backup, String store, Instant time, long sequence) throws IOException {
            this.backup = backup;
            this.unfinished = backup.resolve(FILE + BackupFiles.UNFINISHED_SUFFIX);
            this.lines = Files.newBufferedWriter(unfinished, StandardCharsets.US_ASCII);
            line(FIRST_LINE);
            line("store " + store);
            line("time " + time);
            line("sequence " + sequence);
        }

        void add(Line line) throws IOException {
            line(line.sha256() + " " + line.length() + " " + line.name());
            files++;
            bytes += line.length();
        }

        private void line(String text) throws IOException {
            lines.write(text + "\n");
            digest.update((text + "\n").getBytes(StandardCharsets.US_ASCII));
        }

        void finish() throws IOException {
            lines.write("end " + files + " " + bytes + " " + HexFormat.of().formatHex(digest.digest()) + "\n");
            lines.close();
            try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(
                    unfinished,
                    backup.resolve(FILE),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            BackupFiles.forceDirectories(backup);
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }

    /**
     * Reads a manifest through and checks it against its own hash.
     *
     * @throws DamagedBackupException when there is none, or not the one that was written
     */
    public static BackupManifest read(Path backup) throws IOException {
        Path file = backup.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw new DamagedBackupException(backup + " is no finished backup: it has no manifest");
        }
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            MessageDigest digest = BackupFiles.sha256();
            requireVersion(next(lines, digest));
            String store = value(next(lines, digest), "store ");
            Instant time = Instant.parse(value(next(lines, digest), "time "));
            long sequence = Long.parseLong(value(next(lines, digest), "sequence "));
            long files = 0;
            long bytes = 0;
            for (String text = line(lines); true; text = line(lines)) {
                Matcher end = END.matcher(text);
                if (end.matches()) {
                    requireEnd(end, files, bytes, HexFormat.of().formatHex(digest.digest()), lines);
                    return new BackupManifest(backup, store, time, sequence, files, bytes);
                }
                digest.update((text + "\n").getBytes(StandardCharsets.ISO_8859_1));
                files++;
                bytes += file(text).length();
            }
        } catch (DateTimeException | NumberFormatException malformed) {
            throw new DamagedBackupException("the manifest of " + backup + " is damaged: " + malformed.getMessage());
        }
    }

    /** Shows every file that the manifest names; to be called on one that was {@link #read}. */
    void forEach(Visitor visitor) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(backup.resolve(FILE), StandardCharsets.ISO_8859_1)) {
            for (int header = 0; header < 4; header++) {
                line(lines);
            }
            for (long number = 0; number < files; number++) {
                visitor.visit(file(line(lines)));
            }
        }
    }

    private static String next(BufferedReader lines, MessageDigest digest) throws IOException {
        String text = line(lines);
        digest.update((text + "\n").getBytes(StandardCharsets.ISO_8859_1));
        return text;
    }

    private static String line(BufferedReader lines) throws IOException {
        String text = lines.readLine();
        if (text == null) {
            throw new DamagedBackupException("the manifest ends too early");
        }
        return text;
    }

    private static void requireVersion(String line) {
        Matcher version = FIRST_LINES.matcher(line);
        if (!version.matches()) {
            throw new DamagedBackupException("the manifest does not begin as one");
        }
        if (!line.equals(FIRST_LINE)) {
            throw new DamagedBackupException(
                    "the backup has format " + version.group(1) + ", this program knows format 1: use a newer program");
        }
    }

    private static String value(String line, String name) {
        if (!line.startsWith(name)) {
            throw new DamagedBackupException("the manifest has '" + line + "' where it should say " + name.strip());
        }
        return line.substring(name.length());
    }

    private static Line file(String text) {
        Matcher line = FILE_LINE.matcher(text);
        if (!line.matches() || !NAME.matcher(line.group(3)).matches()) {
            throw new DamagedBackupException("the manifest has a line that names no file: " + text);
        }
        return new Line(line.group(1), Long.parseLong(line.group(2)), line.group(3));
    }

    private static void requireEnd(Matcher end, long files, long bytes, String hash, BufferedReader lines)
            throws IOException {
        boolean same = Long.parseLong(end.group(1)) == files
                && Long.parseLong(end.group(2)) == bytes
                && end.group(3).equals(hash)
                && lines.readLine() == null;
        if (!same) {
            throw new DamagedBackupException("the manifest is not the one that was written: its hash or counts differ");
        }
    }
}
