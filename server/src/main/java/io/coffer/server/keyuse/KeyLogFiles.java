package io.coffer.server.keyuse;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of a log: {@code CHAIN-NUMBER.jsonl}, where CHAIN is the chain's ordinal (8 digits) and NUMBER that of the
 * file's first record (12 digits), so that names sort in the order of the records.
 */
final class KeyLogFiles {
    private static final Pattern NAME = Pattern.compile("([0-9]{8,18})-([0-9]{12,18})\\.jsonl");

    private KeyLogFiles() {}

    /** @param first the number of its first record */
    record LogFile(Path path, long chain, long first) {}

    static Path name(Path directory, long chain, long first) {
        return directory.resolve(String.format(Locale.ROOT, "%08d-%012d.jsonl", chain, first));
    }

    static Optional<LogFile> parse(Path file) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        return name.matches()
                ? Optional.of(new LogFile(file, Long.parseLong(name.group(1)), Long.parseLong(name.group(2))))
                : Optional.empty();
    }

    /** In the order of the records. */
    static List<LogFile> in(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(KeyLogFiles::parse)
                    .flatMap(Optional::stream)
                    .sorted(Comparator.comparingLong(LogFile::chain).thenComparingLong(LogFile::first))
                    .toList();
        }
    }

    /** An empty one of that name; what is there already is of an attempt that failed before it held a durable record. */
    static FileChannel create(Path file) throws IOException {
        FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        try (FileChannel directory = FileChannel.open(
                Optional.ofNullable(file.toAbsolutePath().getParent()).orElseThrow(), StandardOpenOption.READ)) {
            directory.force(true);
        }
        return channel;
    }
}
